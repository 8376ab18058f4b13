package dev.cellwright.testing.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One thing that was measured.
///
/// @param tuples how many there were in the database; 0 where that means nothing
/// @param value milliseconds, or a count or ratio where `unit` says so
/// @param slow what one in twenty takes longer than; null where it wasn't many times
/// @param bound null for what is shown beside the bounds
public record Figure(
    String what,
    long tuples,
    double value,
    @Nullable Double slow,
    String unit,
    @Nullable Bound bound) {

  /// What the project holds itself to.
  public record Bound(double limit, boolean atLeast) {
    public static Bound atMost(double limit) {
      return new Bound(limit, false);
    }

    public static Bound atLeast(double limit) {
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

  public static Figure of(String what, long tuples, Timings timings, @Nullable Bound bound) {
    return new Figure(what, tuples, timings.median(), timings.slow(), "ms", bound);
  }

  public static Figure ratio(String what, long tuples, double value, @Nullable Bound bound) {
    return new Figure(what, tuples, value, null, "times", bound);
  }

  /// What is counted, and may be so many at most.
  public static Figure count(String what, long value, long most) {
    return new Figure(what, 0, value, null, "", Bound.atMost(most));
  }

  boolean holds() {
    return bound == null || bound.admits(value);
  }

  /// Two decimals where they say something.
  public static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
  }
}
