package dev.cellwright.localcell.lambda;

import java.time.Duration;

/// How one invocation ended.
public sealed interface Invocation {

  record Answered(byte[] payload) implements Invocation {}

  /// The function threw, could not be made, or answered more than Lambda carries.
  record Failed(String errorType, String message) implements Invocation {}

  record TimedOut(Duration after) implements Invocation {}

  /// The event is larger than Lambda takes; the function was not invoked.
  record EventTooLarge(int bytes) implements Invocation {}
}
