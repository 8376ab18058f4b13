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
    record Moved(int messages) implements Redrive {}

    record NoSuchQueue() implements Redrive {}

    record NoDeadLetterQueue() implements Redrive {}
  }

  /// Moves the messages of a dead-letter queue back to where they came from.
  public Redrive redrive(String name) throws SQLException {
    var queue = queues.ofName(name);
    if (queue == null) {
      return new Redrive.NoSuchQueue();
    }
    return sourcesOf(queue).isEmpty()
        ? new Redrive.NoDeadLetterQueue()
        : new Redrive.Moved(move(queue, null));
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

  /// Moves them to the destination, or each to its own queue where there is none. Answers how many.
  int move(Queue deadLetters, @Nullable Queue destination) throws SQLException {
    var moved = 0;
    for (var to : destination == null ? sourcesOf(deadLetters) : List.of(destination)) {
      moved += store.move(deadLetters, to, destination == null);
      to.signal().raise();
    }
    return moved;
  }
}
