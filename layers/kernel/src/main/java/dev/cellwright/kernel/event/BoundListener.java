package dev.cellwright.kernel.event;

import java.util.List;
import java.util.function.Consumer;

/// A listener bound to the instance that reacts.
public record BoundListener(Listener<?> listener, Consumer<Event> reaction) {

  /// Binds listeners to their instance.
  public static <L> List<BoundListener> bind(List<Listener<L>> listeners, L instance) {
    return listeners.stream().map(listener -> listener.bound(instance)).toList();
  }
}
