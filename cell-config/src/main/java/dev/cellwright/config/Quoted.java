package dev.cellwright.config;

/// Text somebody wrote, made fit for one line of a complaint.
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String text(String written) {
    var shown = new StringBuilder("\"");
    written
        .codePoints()
        .limit(LONGEST)
        .forEach(point -> {
          if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
            shown.append("\\u%04x".formatted(point));
          } else {
            shown.appendCodePoint(point);
          }
        });
    if (written.codePointCount(0, written.length()) > LONGEST) {
      shown.append('…');
    }
    return shown.append('"').toString();
  }
}
