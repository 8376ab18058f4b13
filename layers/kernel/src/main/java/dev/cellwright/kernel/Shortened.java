package dev.cellwright.kernel;

/// A text that has room for so many characters, counted in code points, and ends in `…` where it
/// had more.
public final class Shortened {
  private Shortened() {}

  public static String to(int most, String text) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
