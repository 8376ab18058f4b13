package dev.cellwright.config;

/// How a new version of a function gets the calls of the one before: all of them at once, or a
/// tenth first and the rest after some minutes without an alarm.
public enum RollOutStyle {
  ALL_AT_ONCE,
  CANARY_5_MINUTES,
  CANARY_10_MINUTES,
  CANARY_15_MINUTES,
  CANARY_30_MINUTES
}
