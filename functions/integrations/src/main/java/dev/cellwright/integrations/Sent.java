package dev.cellwright.integrations;

import org.jspecify.annotations.Nullable;

/// How an attempt went.
///
/// @param millis how long it took
sealed interface Sent {
  long millis();

  /// The receiver answered.
  ///
  /// @param body the beginning of what it said
  /// @param retryAfter its `Retry-After`, as it came
  record Answered(int status, String body, @Nullable String retryAfter, long millis)
      implements Sent {
    boolean isGood() {
      return status >= 200 && status < 300;
    }

    /// Whether the receiver wants to hear no more, ever.
    boolean isGone() {
      return status == 410;
    }
  }

  /// It couldn't be brought, or no answer was understood.
  ///
  /// @param error what went wrong, without what the other side wrote
  record Failed(String error, long millis) implements Sent {}
}
