package dev.cellwright.kernel.shape;

import org.jspecify.annotations.Nullable;

/// Where in a body a value is, as a person writes it: `items[2].title`.
///
/// Names come from the body too, so they are shortened and control characters are replaced.
record Place(@Nullable Place parent, @Nullable String name, int index) {
  static final Place BODY = new Place(null, null, 0);

  private static final int LONGEST_NAME = 60;

  Place field(String child) {
    return new Place(this, child, 0);
  }

  Place item(int child) {
    return new Place(this, null, child);
  }

  @Override
  public String toString() {
    if (parent == null) {
      return "";
    }
    var before = parent.toString();
    if (name == null) {
      return before + "[" + index + "]";
    }
    return before.isEmpty() ? shown(name) : before + "." + shown(name);
  }

  private static String shown(String name) {
    var shown = new StringBuilder();
    name.codePoints().limit(LONGEST_NAME).map(Place::shown).forEach(shown::appendCodePoint);
    return name.codePointCount(0, name.length()) > LONGEST_NAME ? shown + "…" : shown.toString();
  }

  private static int shown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          '\uFFFD';
      default -> codePoint;
    };
  }
}
