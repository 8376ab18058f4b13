package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Reads a task.
final class ShowTask {

  sealed interface Outcome {
    record Shown(Task task) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ShowTask(Database database) {
    this.database = database;
  }

  Outcome show(UUID id) {
    var task = database.first(TaskStore.ONE, Binds.of("id", id));
    return task == null ? new Outcome.NotFound(id) : new Outcome.Shown(task);
  }
}
