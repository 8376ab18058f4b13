package dev.cellwright.kernel.event;

import java.util.function.BiConsumer;

/// That a module reacts to events, as data.
///
/// @param name unique in the module, a verb and what it is done to: `close_tasks_of_member`. It is
///   the key of what was dealt with, so it stays when the code changes
/// @param order whether events of one entity are dealt with in their order
/// @param once whether the inbox guards it: the reaction makes one command at most, and however
///   often the event comes, that command takes effect once. Otherwise each delivery runs the whole
///   reaction, which looks for itself at what is done already
/// @param <L> the class that holds the reaction
public record Listener<L>(
    String name, EventPattern pattern, Order order, boolean once, Reaction<L> reaction) {

  /// Whether order matters.
  public enum Order {
    /// Events come as they come.
    ANY,
    /// The events of one entity are dealt with in the order in which they happened; one that comes
    /// too early waits for those before it.
    BY_ENTITY
  }

  /// @param pattern as [EventPattern] reads it
  public static <L> Builder<L> to(String pattern) {
    return new Builder<>(new EventPattern(pattern));
  }

  /// To what an AWS service tells on the account's own bus, as [AwsEvent] reads it.
  ///
  /// @param service as EventBridge calls it: `ses`
  public static <L> Builder<L> toAws(String service) {
    return new Builder<>(new EventPattern("aws." + service));
  }

  /// Collects a listener; [#by] ends it.
  public static final class Builder<L> {
    private final EventPattern pattern;
    private String name = "";
    private Order order = Order.ANY;
    private boolean once = true;

    private Builder(EventPattern pattern) {
      this.pattern = pattern;
    }

    public Builder<L> named(String verb) {
      name = verb;
      return this;
    }

    /// The events of one entity are dealt with in their order.
    public Builder<L> inOrder() {
      order = Order.BY_ENTITY;
      return this;
    }

    /// Each delivery runs the whole reaction, with as many commands as it likes. For reactions
    /// whose effect lies outside the database, and which keep account of it themselves.
    ///
    /// @throws IllegalStateException with [#inOrder]: what is not counted has no order
    public Builder<L> repeatable() {
      once = false;
      return this;
    }

    /// Ends the listener.
    public Listener<L> by(Reaction<L> reaction) {
      if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
        throw new IllegalStateException("a listener has a name in snake_case: " + pattern.text());
      }
      if (!once && order == Order.BY_ENTITY) {
        throw new IllegalStateException(name + " is repeatable, and so can't be in order");
      }
      return new Listener<>(name, pattern, order, once, reaction);
    }
  }

  /// Binds the listener to the instance that reacts.
  BoundListener bound(L listeners) {
    BiConsumer<L, Event> reacting = reaction::react;
    return new BoundListener(this, event -> reacting.accept(listeners, event));
  }
}
