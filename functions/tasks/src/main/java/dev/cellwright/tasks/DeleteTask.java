package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Moves a task to the trash, its parts with it.
final class DeleteTask {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteTask(Database database) {
    this.database = database;
  }

  Outcome delete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TaskStore.lock(id, seen), TaskStore.delete(id), Step.event("task.deleted", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
