package dev.cellwright.localcell.sqs;

import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Brings dead letters back to where they came from.
public final class DeadLetters {
  private final Queues queues;
  private final QueueStore store;

  DeadLetters(Queues queues, QueueStore store) {
    this.queues = queues;
    this.store = store;
  }

  /// How a redrive ended.
  public sealed interface Redrive {
    /// Some were moved. Of those that are left nobody knows where they came from.
    record Moved(int messages, int left) implements Redrive {}

    record NoSuchQueue(String name) implements Redrive {}

    record NoDeadLetterQueue() implements Redrive {}
  }

  /// Moves the messages of a dead-letter queue back.
  ///
  /// Only a message that SQS itself moved says where it came from; one that was sent to the
  /// dead-letter queue, as by a handler or a rule, does not. So they all go to the destination that
  /// is named, or to the one queue whose dead letters these are; where several share it and none is
  /// named, each goes back by what it says of itself.
  public Redrive redrive(String name, @Nullable String destination) throws SQLException {
    var queue = queues.ofName(name);
    if (queue == null) {
      return new Redrive.NoSuchQueue(name);
    }
    var to = destination == null ? null : queues.ofName(destination);
    if (destination != null && to == null) {
      return new Redrive.NoSuchQueue(destination);
    }
    var sources = sourcesOf(queue);
    if (sources.isEmpty()) {
      return new Redrive.NoDeadLetterQueue();
    }
    return move(queue, to == null && sources.size() == 1 ? sources.getFirst() : to);
  }

  /// Those whose dead letters go to this queue.
  List<Queue> sourcesOf(Queue deadLetters) {
    return queues.all().stream()
        .filter(each -> {
          var redrive = each.settings().redrive();
          return redrive != null && redrive.deadLetterArn().equals(deadLetters.arn());
        })
        .toList();
  }

  /// Moves them to the destination, or each to its own queue where there is none.
  Redrive.Moved move(Queue deadLetters, @Nullable Queue destination) throws SQLException {
    var moved = 0;
    for (var to : destination == null ? sourcesOf(deadLetters) : List.of(destination)) {
      moved += store.move(deadLetters, to, destination == null);
      to.signal().raise();
    }
    return new Redrive.Moved(moved, Math.toIntExact(store.depth(deadLetters).visible()));
  }
}
