package dev.cellwright.permissions.condition;

/// The least and the greatest values of types.
final class Ranges {
  static final String INT = "-9223372036854775808 and 9223372036854775807";
  static final String UINT = "0 and 18446744073709551615";

  /// Nanoseconds in 64 bits.
  static final String DURATION = INT;

  /// Nanoseconds of the years 1 to 9999.
  static final String TIMESTAMP = "-62135596800000000000 and 253402300799999999999";

  private Ranges() {}

  /// A number where it is in a range, else null.
  static String within(String number, String range) {
    return "case when %1$s between %2$s then %1$s end".formatted(number, range);
  }
}
