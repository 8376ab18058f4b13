package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One SQL statement with its `:names` turned into JDBC's `?`, in their order.
///
/// Strings, quoted identifiers, comments and dollar quotes are skipped, `::` is a cast, and a `?`
/// of the statement's own, an operator of `jsonb`, is doubled for the driver.
record NamedSql(String jdbc, List<String> names, String verb, boolean returning) {
  private static final Set<String> DATA_VERBS =
      Set.of("select", "with", "insert", "update", "delete", "merge", "values", "table");

  static NamedSql parse(String sql) {
    var scan = new Scan(sql);
    scan.run();
    if (scan.second) {
      throw Input.invalid("Multistatements aren't supported.");
    }
    return new NamedSql(scan.out.toString(), List.copyOf(scan.names), scan.verb, scan.returning);
  }

  /// Reads or changes rows, as opposed to DDL and utility commands, some of which refuse to run in
  /// a transaction.
  boolean isAboutData() {
    return DATA_VERBS.contains(verb);
  }

  /// Answers rows that a batch would have to take.
  boolean answersRows() {
    return returning || verb.equals("select") || verb.equals("values") || verb.equals("table");
  }

  /// One pass over the text.
  private static final class Scan {
    private final String sql;
    private final StringBuilder out;
    private final List<String> names = new ArrayList<>();
    private String verb = "";
    private String lastWord = "";
    private boolean returning;
    private boolean ended;
    private boolean second;
    private int bodies; // `begin atomic` and `case` inside it, up to their `end`
    private int at;

    Scan(String sql) {
      this.sql = sql;
      this.out = new StringBuilder(sql.length());
    }

    void run() {
      while (at < sql.length() && !second) {
        var c = sql.charAt(at);
        switch (c) {
          case '\'' -> copy(endOfString());
          case '"' -> copy(after(sql.indexOf('"', at + 1), 1));
          case '-' -> copy(peek(1) == '-' ? endOfLine() : at + 1);
          case '/' -> copy(peek(1) == '*' ? endOfComment() : at + 1);
          case '$' -> copy(endOfDollarQuote());
          case ':' -> colon();
          case '?' -> {
            out.append('?');
            copy(at + 1);
          }
          case ';' -> semicolon();
          default -> {
            if (isWordStart(c)) {
              word();
            } else {
              copy(at + 1);
            }
          }
        }
      }
    }

    /// Takes the text up to `end`. After a closing semicolon only blanks and comments may follow.
    private void copy(int end) {
      var text = sql.substring(at, end);
      if (ended) {
        second |= !text.isBlank() && !text.startsWith("--") && !text.startsWith("/*");
      } else {
        out.append(text);
      }
      at = end;
    }

    private void semicolon() {
      if (bodies > 0) {
        copy(at + 1);
      } else {
        ended = true;
        at++;
      }
    }

    private void colon() {
      if (peek(1) == ':' || peek(1) == '=') {
        copy(at + 2);
      } else if (isNameStart(peek(1))) {
        var end = at + 2;
        while (end < sql.length() && isNamePart(sql.charAt(end))) {
          end++;
        }
        parameter(sql.substring(at + 1, end));
        at = end;
      } else {
        copy(at + 1);
      }
    }

    private void parameter(String name) {
      second |= ended;
      names.add(name);
      out.append('?');
    }

    private void word() {
      var end = at + 1;
      while (end < sql.length() && isWordPart(sql.charAt(end))) {
        end++;
      }
      var word = sql.substring(at, end).toLowerCase(Locale.ROOT);
      if (verb.isEmpty()) {
        verb = word;
      }
      returning |= word.equals("returning");
      if ((word.equals("atomic") && lastWord.equals("begin"))
          || (word.equals("case") && bodies > 0)) {
        bodies++;
      } else if (word.equals("end") && bodies > 0) {
        bodies--;
      }
      lastWord = word;
      copy(end);
    }

    private int endOfString() {
      var escapes =
          at > 0
              && (sql.charAt(at - 1) == 'e' || sql.charAt(at - 1) == 'E')
              && (at < 2 || !isWordPart(sql.charAt(at - 2)));
      var end = at + 1;
      while (end < sql.length() && sql.charAt(end) != '\'') {
        end += escapes && sql.charAt(end) == '\\' ? 2 : 1;
      }
      return after(Math.min(end, sql.length()), 1);
    }

    private int endOfLine() {
      return after(sql.indexOf('\n', at), 1);
    }

    private int endOfComment() {
      var depth = 1;
      var end = at + 2;
      while (end < sql.length() && depth > 0) {
        if (sql.startsWith("/*", end)) {
          depth++;
          end += 2;
        } else if (sql.startsWith("*/", end)) {
          depth--;
          end += 2;
        } else {
          end++;
        }
      }
      return Math.min(end, sql.length());
    }

    /// The end of `$tag$ … $tag$`, or just past a dollar that opens none: `$1`, or one inside an
    /// identifier.
    private int endOfDollarQuote() {
      var tagEnd = at + 1;
      while (tagEnd < sql.length() && isWordPart(sql.charAt(tagEnd)) && sql.charAt(tagEnd) != '$') {
        tagEnd++;
      }
      if (tagEnd >= sql.length()
          || sql.charAt(tagEnd) != '$'
          || (tagEnd > at + 1 && !isWordStart(sql.charAt(at + 1)))) {
        return at + 1;
      }
      var tag = sql.substring(at, tagEnd + 1);
      return after(sql.indexOf(tag, tagEnd + 1), tag.length());
    }

    private int after(int found, int length) {
      return found < 0 ? sql.length() : Math.min(found + length, sql.length());
    }

    private char peek(int ahead) {
      return at + ahead < sql.length() ? sql.charAt(at + ahead) : '\0';
    }

    private static boolean isWordStart(char c) {
      return Character.isLetter(c) || c == '_' || c > 127;
    }

    private static boolean isWordPart(char c) {
      return isWordStart(c) || Character.isDigit(c) || c == '$';
    }

    private static boolean isNameStart(char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isNamePart(char c) {
      return isNameStart(c) || (c >= '0' && c <= '9');
    }
  }
}
