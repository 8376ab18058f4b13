package dev.cellwright.kernel.data;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One SQL statement with named binds, written in a store and never glued together at run time.
///
/// A bind `:name` reads the text of that parameter; cast it where it isn't text: `:id::uuid`. Two
/// binds are always there: `:org` and `:actor`, from the request's scope. The text can be pasted
/// into psql.
public final class Sql {
  /// Literals, quoted names, comments and casts are skipped; what remains of `:name` is a bind.
  private static final Pattern TOKEN =
      Pattern.compile(
          "'(?:[^']|'')*'|\"[^\"]*\"|--[^\n]*|/\\*.*?\\*/|::|:([a-z][a-z0-9_]*)", Pattern.DOTALL);

  private final String text;
  private final Set<String> binds;

  private Sql(String text, Set<String> binds) {
    this.text = text;
    this.binds = binds;
  }

  /// @throws IllegalArgumentException for a text with `;`: one call is one statement
  public static Sql of(String written) {
    if (written.indexOf(';') >= 0) {
      throw new IllegalArgumentException("one statement, and no ';' in it: " + written);
    }
    var binds = new LinkedHashSet<String>();
    var text =
        TOKEN
            .matcher(written)
            .replaceAll(found -> {
              var name = found.group(1);
              if (name == null) {
                return Matcher.quoteReplacement(found.group());
              }
              binds.add(name);
              return Matcher.quoteReplacement("($1->>'" + name + "')");
            });
    return new Sql(text.strip(), Set.copyOf(binds));
  }

  /// The statement as the database's `execute` takes it: binds read from `$1`.
  public String text() {
    return text;
  }

  public Set<String> binds() {
    return binds;
  }
}
