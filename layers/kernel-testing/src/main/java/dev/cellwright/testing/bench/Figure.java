package dev.cellwright.testing.bench;

import org.jspecify.annotations.Nullable;

/// One thing that was measured.
///
/// @param tuples how many there were in the database; 0 where that means nothing
/// @param value milliseconds, or a count or ratio where `unit` says so
/// @param slow what one in twenty takes longer than; null where it wasn't many times
/// @param bound null for what is shown beside the bounds
record Figure(
    String what,
    long tuples,
    double value,
    @Nullable Double slow,
    String unit,
    @Nullable Bound bound) {

  /// What the project holds itself to.
  record Bound(double limit, boolean atLeast) {
    static Bound atMost(double limit) {
      return new Bound(limit, false);
    }

    static Bound atLeast(double limit) {
      return new Bound(limit, true);
    }

    boolean admits(double value) {
      return atLeast ? value >= limit : value <= limit;
    }

    @Override
    public String toString() {
      return (atLeast ? "≥ " : "≤ ") + Figure.number(limit);
    }
  }

  static Figure of(String what, long tuples, Timings timings, @Nullable Bound bound) {
    return new Figure(what, tuples, timings.median(), timings.slow(), "ms", bound);
  }

  static Figure ratio(String what, long tuples, double value, Bound bound) {
    return new Figure(what, tuples, value, null, "times", bound);
  }

  boolean holds() {
    return bound == null || bound.admits(value);
  }

  /// Two decimals where they say something.
  static String number(double value) {
    return value == Math.rint(value) ? "%.0f".formatted(value) : "%.2f".formatted(value);
  }
}
