package dev.cellwright.config;

import java.math.BigDecimal;
import java.util.List;

/// How large the database of an environment may get. Capacities are in Aurora capacity units (ACU).
///
/// @param minCapacity 0 lets the database pause when nobody uses it
/// @param instances the writer, and readers that can take its place
/// @param pauseAfterMinutes how long nobody uses it before it pauses; means nothing unless
///   `minCapacity` is 0
public record Database(
    BigDecimal minCapacity, BigDecimal maxCapacity, int instances, int pauseAfterMinutes) {

  static final Key<BigDecimal> MIN_CAPACITY =
      Key.required(
          "minCapacity",
          Rule.capacity("0", "256"),
          BigDecimal.ZERO,
          "Least capacity in ACU; at 0 the database pauses when idle and takes about 15 seconds to"
              + " come back.");
  static final Key<BigDecimal> MAX_CAPACITY =
      Key.required(
          "maxCapacity",
          Rule.capacity("1", "256"),
          new BigDecimal("256"),
          "Most capacity in ACU; not below `minCapacity`.");
  static final Key<Long> INSTANCES =
      Key.optional(
          "instances",
          Rule.whole(1, 16),
          1L,
          "2 in prod, else 1",
          "The writer and its stand-ins; prod needs at least 2.");
  static final Key<Long> PAUSE_AFTER_MINUTES =
      Key.optional(
          "pauseAfterMinutes",
          Rule.whole(5, 1440),
          5L,
          "5",
          "Idle minutes before the database pauses; only with `minCapacity: 0`.");

  static final List<Key<?>> KEYS =
      List.of(MIN_CAPACITY, MAX_CAPACITY, INSTANCES, PAUSE_AFTER_MINUTES);

  /// Whether the database pauses when nobody uses it.
  public boolean pauses() {
    return minCapacity.signum() == 0;
  }
}
