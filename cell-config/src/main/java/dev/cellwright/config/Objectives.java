package dev.cellwright.config;

import java.math.BigDecimal;
import java.util.List;

/// What an environment promises of the requests of thirty days.
///
/// @param availability of a hundred requests, how many are not answered 5xx
/// @param p99Ms what ninety-nine of a hundred take at most
/// @param p50Ms what half of them take at most
public record Objectives(BigDecimal availability, int p99Ms, int p50Ms) {

  static final Key<BigDecimal> AVAILABILITY =
      Key.optional(
          "availability",
          Rule.percent("95", "99.99"),
          new BigDecimal("99.9"),
          "99.9",
          "Of a hundred requests, how many are not answered 5xx.");
  static final Key<Long> P99_MS =
      Key.optional(
          "p99Ms",
          Rule.whole(1, 29_000),
          500L,
          "500",
          "Milliseconds that 99 of a hundred requests take at most.");
  static final Key<Long> P50_MS =
      Key.optional(
          "p50Ms",
          Rule.whole(1, 29_000),
          200L,
          "200",
          "Milliseconds that half of the requests take at most; not above `p99Ms`.");

  static final List<Key<?>> KEYS = List.of(AVAILABILITY, P99_MS, P50_MS);
}
