package dev.cellwright.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/// Guesses which of the known words was meant.
final class Nearest {
  private Nearest() {}

  /// `; did you mean region?`, or nothing when no word is near.
  static String hint(String written, Collection<String> known) {
    var limit = Math.max(1, written.length() / 3);
    var lower = written.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(word -> distance(lower, word.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.comparingInt((String word) -> distance(lower, word.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .map(word -> "; did you mean " + word + "?")
        .orElse("");
  }

  /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
  private static int distance(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, rows[i - 2][j - 2] + 1);
        }
        rows[i][j] = best;
      }
    }
    return rows[a.length()][b.length()];
  }
}
