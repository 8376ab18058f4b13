package dev.cellwright.localcell.iam;

/// A text with `*` for any characters and `?` for one.
record Wildcard(String pattern) {

  static boolean matches(String pattern, String text) {
    return new Wildcard(pattern).matches(text);
  }

  /// Greedy with one step back to the last star: linear in practice, never exponential.
  boolean matches(String text) {
    var p = 0;
    var t = 0;
    var star = -1;
    var resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
