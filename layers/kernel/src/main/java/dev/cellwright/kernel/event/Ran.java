package dev.cellwright.kernel.event;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of a job's time.
///
/// @param execution null where none began
/// @param took from the first look to the last
public record Ran(
    String job,
    Instant due,
    Outcome outcome,
    @Nullable UUID execution,
    @Nullable RuntimeException failure,
    Duration took) {

  /// How it came out.
  public enum Outcome {
    SUCCESS,
    FAILED,
    /// Another run isn't over yet.
    BUSY,
    /// It ran for this time already.
    DONE_BEFORE,
    DISABLED
  }

  Ran(
      String job,
      Instant due,
      Outcome outcome,
      @Nullable UUID execution,
      @Nullable RuntimeException failure) {
    this(job, due, outcome, execution, failure, Duration.ZERO);
  }

  Ran taking(Duration time) {
    return new Ran(job, due, outcome, execution, failure, time);
  }
}
