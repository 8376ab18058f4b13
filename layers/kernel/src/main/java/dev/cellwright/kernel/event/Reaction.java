package dev.cellwright.kernel.event;

/// What a listener does with an event, not yet bound to a running module.
///
/// Returning means that the event is dealt with; throwing, that it is to come again. An event that
/// can never be dealt with is an [Unusable].
///
/// @param <L> the class that holds the listener
@FunctionalInterface
public interface Reaction<L> {
  void react(L listeners, Event event);
}
