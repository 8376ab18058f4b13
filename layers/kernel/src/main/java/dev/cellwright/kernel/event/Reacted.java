package dev.cellwright.kernel.event;

import org.jspecify.annotations.Nullable;

/// How a listener came out with an event.
///
/// @param failure why, where it failed or the event was unusable
public record Reacted(
    Event event, Listener<?> listener, Outcome outcome, @Nullable RuntimeException failure) {

  /// What came of it.
  public enum Outcome {
    /// It is dealt with.
    HANDLED,
    /// It took effect at an earlier delivery.
    KNOWN,
    /// It will be no better the next time.
    UNUSABLE,
    /// It is to come again.
    FAILED
  }

  /// For operators: names the listener and the kind of error. An error's own words could quote
  /// somebody; those of an [Unusable] don't.
  String reason() {
    return listener.name()
        + ": "
        + switch (failure) {
          case null -> outcome.name();
          case Unusable unusable -> unusable.getMessage();
          case RuntimeException other -> other.getClass().getSimpleName();
        };
  }
}
