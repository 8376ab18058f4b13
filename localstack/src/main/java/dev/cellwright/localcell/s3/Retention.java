package dev.cellwright.localcell.s3;

import java.time.Instant;
import java.time.Period;

/// How long a version can't be deleted.
public record Retention(Mode mode, Instant until) {

  /// Who may shorten it: nobody, or who has `s3:BypassGovernanceRetention`.
  public enum Mode {
    GOVERNANCE,
    COMPLIANCE
  }

  /// What a bucket gives each new version, from the cell's time on.
  public record Default(Mode mode, Period period) {}

  boolean isOver(Instant now) {
    return !until.isAfter(now);
  }
}
