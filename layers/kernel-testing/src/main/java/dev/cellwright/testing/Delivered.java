package dev.cellwright.testing;

import dev.cellwright.kernel.event.Event;
import dev.cellwright.kernel.event.Reacted;
import org.jspecify.annotations.Nullable;

/// That a module's listener was handed an event.
///
/// @param failure why, where it failed or the event was unusable
public record Delivered(
    Event event,
    String module,
    String listener,
    Reacted.Outcome outcome,
    @Nullable RuntimeException failure) {

  static Delivered of(String module, Reacted reacted) {
    return new Delivered(
        reacted.event(), module, reacted.listener().name(), reacted.outcome(), reacted.failure());
  }
}
