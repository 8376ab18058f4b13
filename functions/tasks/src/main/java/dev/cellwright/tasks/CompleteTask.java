package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Completes a task. Completing it twice is harmless: the first completion stands.
final class CompleteTask {

  sealed interface Outcome {
    record Completed(Task task) implements Outcome {}

    record AlreadyDone(Task task) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  CompleteTask(Database database) {
    this.database = database;
  }

  Outcome complete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TaskStore.lockOpen(id, seen),
                TaskStore.complete(id),
                Step.event("task.completed", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Completed(outcome.row(1, Task.class));
      case "already_done" -> new Outcome.AlreadyDone(outcome.row(0, Task.class));
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
