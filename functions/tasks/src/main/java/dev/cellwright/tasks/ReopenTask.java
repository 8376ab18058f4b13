package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Takes a task's completion back. Reopening an open task is harmless.
final class ReopenTask {

  sealed interface Outcome {
    record Reopened(Task task) implements Outcome {}

    record AlreadyOpen(Task task) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ReopenTask(Database database) {
    this.database = database;
  }

  Outcome reopen(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TaskStore.lockDone(id, seen),
                TaskStore.reopen(id),
                Step.event("task.reopened", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Reopened(outcome.row(1, Task.class));
      case "already_open" -> new Outcome.AlreadyOpen(outcome.row(0, Task.class));
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
