package dev.cellwright.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an environment may cost before somebody is told, in whole US dollars.
///
/// @param monthlyUsd the budget of a month; null for none
/// @param anomaliesFromUsd from which effect on a cost anomaly is told; null to look for none
public record Costs(@Nullable Integer monthlyUsd, @Nullable Integer anomaliesFromUsd) {
  private static final Rule<Long> DOLLARS = Rule.whole(1, 1_000_000);

  static final Key<Long> MONTHLY_USD =
      Key.optional(
          "monthlyUsd",
          DOLLARS,
          null,
          "no budget",
          "US dollars a month; told at 80 and 100 percent, and when they are foreseen.");
  static final Key<Long> ANOMALIES_FROM_USD =
      Key.optional(
          "anomaliesFromUsd",
          DOLLARS,
          null,
          "none are looked for",
          "From how many US dollars on an anomaly is told. One environment of an account can say it.");

  static final List<Key<?>> KEYS = List.of(MONTHLY_USD, ANOMALIES_FROM_USD);
}
