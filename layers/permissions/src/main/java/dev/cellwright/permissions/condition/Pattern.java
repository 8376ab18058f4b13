package dev.cellwright.permissions.condition;

/// A pattern of RE2 as one of PostgreSQL that means the same: what both write alike, and the
/// classes that RE2 limits to ASCII. The rest is refused.
final class Pattern {
  private static final String ALIKE = "|()^$*+?";
  private static final int MOST_REPETITIONS = 255;

  private final String pattern;
  private final StringBuilder translated = new StringBuilder();
  private int at;

  Pattern(String pattern) {
    this.pattern = pattern;
  }

  String translated() {
    while (at < pattern.length()) {
      var next = pattern.charAt(at);
      switch (next) {
        case '\\' -> escape(false);
        case '[' -> bracket();
        case '{' -> repetition();
        case '.' -> take("[^\n]");
        case '(' -> group();
        case ']', '}' -> throw refused("a bare " + next);
        default -> take(ALIKE.indexOf(next) >= 0 ? String.valueOf(next) : literal(next));
      }
    }
    // A leading *** would be a directive, and a leading (? an option.
    return "(?:" + translated + ")";
  }

  private void take(String text) {
    translated.append(text);
    at++;
  }

  private static String literal(char character) {
    return character < 128 && !Character.isLetterOrDigit(character) && character > ' '
        ? "\\" + character
        : String.valueOf(character);
  }

  private void escape(boolean inBracket) {
    var next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
    at++;
    switch (next) {
      case 'd' -> take(inBracket ? "0-9" : "[0-9]");
      case 'w' -> take(inBracket ? "0-9A-Za-z_" : "[0-9A-Za-z_]");
      case 's' -> take(inBracket ? "\t\n\f\r " : "[\t\n\f\r ]");
      case 'n' -> take("\n");
      case 't' -> take("\t");
      default -> {
        if (inBracket && "DWS".indexOf(next) >= 0) {
          throw refused("\\" + next + " in brackets");
        }
        switch (next) {
          case 'D' -> take("[^0-9]");
          case 'W' -> take("[^0-9A-Za-z_]");
          case 'S' -> take("[^\t\n\f\r ]");
          default -> take(punctuation(next));
        }
      }
    }
  }

  private String punctuation(char character) {
    if (character <= ' ' || character >= 127 || Character.isLetterOrDigit(character)) {
      throw refused("\\" + character);
    }
    return "\\" + character;
  }

  private void bracket() {
    take("[");
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      take("^");
    }
    var start = at;
    while (at < pattern.length() && pattern.charAt(at) != ']') {
      var next = pattern.charAt(at);
      switch (next) {
        case '\\' -> escape(true);
        case '[' -> throw refused("[ in brackets");
        case '-' -> take(at == start ? "\\-" : "-");
        default -> take(next == '^' ? "\\^" : String.valueOf(next));
      }
    }
    if (at == start || at >= pattern.length()) {
      throw refused("empty or open brackets");
    }
    if (translated.charAt(translated.length() - 1) == '-'
        && translated.charAt(translated.length() - 2) != '\\') {
      translated.insert(translated.length() - 1, '\\');
    }
    take("]");
  }

  private void repetition() {
    var end = pattern.indexOf('}', at);
    var counts = end < 0 ? "" : pattern.substring(at + 1, end);
    if (!counts.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
      throw refused("a bare {");
    }
    for (var count : counts.split(",")) {
      if (Integer.parseInt(count) > MOST_REPETITIONS) {
        throw refused("more than %d repetitions".formatted(MOST_REPETITIONS));
      }
    }
    translated.append('{').append(counts).append('}');
    at = end + 1;
  }

  /// Groups of any kind only group: whether there is a match is all that is asked.
  private void group() {
    take("(?:");
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (pattern.startsWith("?", at)) {
      throw refused("(?");
    }
  }

  private NoSqlForm refused(String what) {
    return new NoSqlForm("in a pattern, %s has no form in SQL".formatted(what));
  }
}
