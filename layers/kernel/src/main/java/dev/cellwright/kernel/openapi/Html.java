package dev.cellwright.kernel.openapi;

/// HTML being written. Text and attribute values are escaped; only the names of elements and
/// attributes are taken as they are.
final class Html {
  private final StringBuilder out = new StringBuilder();

  /// Writes an element with what `inside` writes in it.
  ///
  /// @param attributes names and values in turn
  Html element(String name, Runnable inside, String... attributes) {
    open(name, attributes);
    inside.run();
    out.append("</").append(name).append('>');
    return this;
  }

  /// Writes an element with text in it.
  Html text(String name, String text, String... attributes) {
    return element(name, () -> text(text), attributes);
  }

  Html text(String text) {
    out.append(escaped(text));
    return this;
  }

  /// Writes text in which what stands between backticks is code.
  Html prose(String text) {
    var parts = text.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      // An odd part is between backticks, unless the last one was never closed.
      if (i % 2 == 1 && i < parts.length - 1) {
        text("code", parts[i]);
      } else {
        text(i % 2 == 1 ? "`" + parts[i] : parts[i]);
      }
    }
    return this;
  }

  Html open(String name, String... attributes) {
    out.append('<').append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"").append(escaped(attributes[i + 1]));
      out.append('"');
    }
    out.append('>');
    return this;
  }

  /// Writes markup that this package holds as a constant.
  Html constant(String markup) {
    out.append(markup);
    return this;
  }

  private static String escaped(String text) {
    var escaped = new StringBuilder(text.length());
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            default -> escaped.append((char) c);
          }
        });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
