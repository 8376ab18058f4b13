package dev.cellwright.kernel;

import org.jspecify.annotations.Nullable;

/// A key that sorts between two others by code points: fractional indexing in base 62, for order
/// that people drag.
///
/// A key is an integer part, whose first letter tells its length, and a fraction that doesn't end
/// in zero. The database has the same function as `core.key_between`.
public final class OrderKey {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  /// The smallest integer part: nothing is before it, so it needs a fraction.
  private static final String SMALLEST = "A" + "0".repeat(26);

  private OrderKey() {}

  /// A key between two, whichever is the smaller.
  ///
  /// @param after null for before all keys
  /// @param before null for behind all keys
  /// @throws IllegalArgumentException for what is no key, and for equal keys
  public static String between(@Nullable String after, @Nullable String before) {
    check(after);
    check(before);
    if (after == null) {
      return before == null ? "a0" : ahead(before);
    }
    if (before == null) {
      return behind(after);
    }
    int order = after.compareTo(before);
    if (order == 0) {
      throw new IllegalArgumentException("there is nothing between equal keys: " + after);
    }
    return order < 0 ? inside(after, before) : inside(before, after);
  }

  private static String ahead(String before) {
    var whole = integerPart(before);
    if (whole.equals(SMALLEST)) {
      return whole + midpoint("", before.substring(whole.length()));
    }
    if (whole.length() < before.length()) {
      return whole;
    }
    var stepped = stepped(whole, -1);
    if (stepped == null) {
      throw new IllegalArgumentException("there is nothing before " + before);
    }
    return stepped;
  }

  private static String behind(String after) {
    var whole = integerPart(after);
    var stepped = stepped(whole, 1);
    return stepped != null ? stepped : whole + midpoint(after.substring(whole.length()), null);
  }

  private static String inside(String after, String before) {
    var whole = integerPart(after);
    var fraction = after.substring(whole.length());
    if (whole.equals(integerPart(before))) {
      return whole + midpoint(fraction, before.substring(whole.length()));
    }
    var stepped = stepped(whole, 1);
    return stepped != null && stepped.compareTo(before) < 0
        ? stepped
        : whole + midpoint(fraction, null);
  }

  private static void check(@Nullable String key) {
    if (key == null) {
      return;
    }
    var whole = integerPart(key);
    if (key.equals(SMALLEST)
        || key.chars().anyMatch(digit -> DIGITS.indexOf(digit) < 0)
        || (key.length() > whole.length() && key.endsWith("0"))) {
      throw new IllegalArgumentException("invalid order key: " + key);
    }
  }

  private static String integerPart(String key) {
    char head = key.isEmpty() ? 0 : key.charAt(0);
    int length;
    if (head >= 'a' && head <= 'z') {
      length = head - 'a' + 2;
    } else if (head >= 'A' && head <= 'Z') {
      length = 'Z' - head + 2;
    } else {
      throw new IllegalArgumentException(
          "invalid order key head: " + key.substring(0, Math.min(1, key.length())));
    }
    if (length > key.length()) {
      throw new IllegalArgumentException("invalid order key: " + key);
    }
    return key.substring(0, length);
  }

  /// The integer part one up or one down, or null where there is none.
  private static @Nullable String stepped(String whole, int step) {
    char head = whole.charAt(0);
    var body = new StringBuilder(whole.substring(1));
    for (int place = body.length() - 1; place >= 0; place--) {
      int digit = DIGITS.indexOf(body.charAt(place)) + step;
      body.setCharAt(place, DIGITS.charAt(Math.floorMod(digit, DIGITS.length())));
      if (digit >= 0 && digit < DIGITS.length()) {
        return head + body.toString();
      }
    }
    if (head == (step > 0 ? 'z' : 'A')) {
      return null;
    }
    if (head == (step > 0 ? 'Z' : 'a')) {
      return step > 0 ? "a0" : "Zz";
    }
    boolean grows = step > 0 ? head > 'Z' : head < 'a';
    var digits = grows ? body.append(step > 0 ? '0' : 'z') : body.deleteCharAt(body.length() - 1);
    return (char) (head + step) + digits.toString();
  }

  /// A fraction between two that don't end in zero; without an upper one, below 1.
  private static String midpoint(String low, @Nullable String high) {
    if (high != null) {
      int common = 0;
      while (common < high.length()
          && (common < low.length() ? low.charAt(common) : '0') == high.charAt(common)) {
        common++;
      }
      if (common > 0) {
        return high.substring(0, common)
            + midpoint(low.substring(Math.min(common, low.length())), high.substring(common));
      }
    }
    int lowDigit = low.isEmpty() ? 0 : DIGITS.indexOf(low.charAt(0));
    int highDigit = high == null ? DIGITS.length() : DIGITS.indexOf(high.charAt(0));
    if (highDigit - lowDigit > 1) {
      return DIGITS.substring((lowDigit + highDigit + 1) / 2, (lowDigit + highDigit + 1) / 2 + 1);
    }
    if (high != null && high.length() > 1) {
      return high.substring(0, 1);
    }
    return DIGITS.charAt(lowDigit) + midpoint(low.isEmpty() ? "" : low.substring(1), null);
  }
}
