package dev.cellwright.kernel.event;

import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.Reacted.Outcome;
import dev.cellwright.kernel.observe.DeliveryLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Hands events to a module's listeners.
///
/// Each listener stands for itself: one that fails holds up no other. What is dealt with, the
/// database knows; a reaction that took effect before is left at its command.
public final class Reactions {
  /// Those before an event have none before them, but for what others deal with meanwhile.
  private static final int DEEPEST = 3;

  private static final Command NOTHING = Command.of();

  private final List<BoundListener> listeners;
  private final Database database;
  private final InstantSource clock;
  private final DeliveryLog log;

  public Reactions(
      List<BoundListener> listeners, Database database, InstantSource clock, DeliveryLog log) {
    this.listeners = List.copyOf(listeners);
    this.database = database;
    this.clock = clock;
    this.log = log;
  }

  /// Hands an event to each listener whose pattern it matches.
  ///
  /// @param deadline by the real clock
  public List<Reacted> to(Event event, Instant deadline) {
    return listeners.stream()
        .filter(bound -> bound.listener().pattern().matches(event.type()))
        .map(bound -> react(bound, event, deadline))
        .toList();
  }

  private Reacted react(BoundListener bound, Event event, Instant deadline) {
    var started = System.nanoTime();
    var reacted = outcome(bound, event, deadline);
    log.reacted(
        reacted,
        Duration.ofNanos(System.nanoTime() - started),
        Duration.between(event.time(), clock.instant()));
    return reacted;
  }

  private Reacted outcome(BoundListener bound, Event event, Instant deadline) {
    var listener = bound.listener();
    try {
      return new Reacted(event, listener, deal(bound, event, deadline, 0), null);
    } catch (Unusable e) {
      return new Reacted(event, listener, Outcome.UNUSABLE, e);
    } catch (RuntimeException e) {
      return new Reacted(event, listener, Outcome.FAILED, e);
    }
  }

  /// Deals with an event, and before it with those of its entity that come first.
  private Outcome deal(BoundListener bound, Event event, Instant deadline, int depth) {
    while (true) {
      var attempt = new Attempt();
      try {
        scope(bound, event, attempt, deadline).run(() -> react(bound, event, attempt));
        return Outcome.HANDLED;
      } catch (NotNow.Known _) {
        return Outcome.KNOWN;
      } catch (NotNow.Behind behind) {
        if (depth == DEEPEST || !Instant.now().isBefore(deadline)) {
          throw new IllegalStateException("the events before this one are not dealt with yet");
        }
        for (var first : behind.first()) {
          dealFirst(bound, first, deadline, depth + 1);
        }
      }
    }
  }

  /// One that is unusable goes to the dead letters when it is delivered itself; it holds up
  /// nothing.
  private void dealFirst(BoundListener bound, Event event, Instant deadline, int depth) {
    try {
      deal(bound, event, deadline, depth);
    } catch (Unusable _) {
      // Passed over by `react`.
    }
  }

  /// Runs the reaction. In order, an event about which nothing was to be done is noted as dealt
  /// with all the same: others wait for it.
  private void react(BoundListener bound, Event event, Attempt attempt) {
    var inOrder = bound.listener().order() == Listener.Order.BY_ENTITY;
    try {
      bound.reaction().accept(event);
    } catch (Unusable e) {
      if (inOrder && !attempt.isEffective()) {
        database.run(NOTHING);
      }
      throw e;
    }
    if (inOrder && !attempt.isEffective()) {
      database.run(NOTHING);
    }
  }

  private static RequestScope scope(
      BoundListener bound, Event event, Attempt attempt, Instant deadline) {
    return new RequestScope(
        event.correlation(),
        event.organization(),
        deadline,
        new Occasion.Heard(bound.listener(), event, attempt));
  }
}
