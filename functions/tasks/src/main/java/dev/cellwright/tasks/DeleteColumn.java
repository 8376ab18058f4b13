package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Removes a column that no task stands in. Tasks in the trash forget that they stood there.
final class DeleteColumn {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record NotEmpty() implements Outcome {}

    record NoSuchBoard(UUID id) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteColumn(Database database) {
    this.database = database;
  }

  Outcome delete(UUID board, UUID id) {
    var outcome =
        database.run(
            Command.of(
                BoardStore.lock(board, null),
                BoardStore.clearColumnOfTrash(id),
                BoardStore.deleteColumn(board, id),
                BoardStore.touch(board),
                Step.event("board.updated", board, 3)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "foreign:tasks_column" -> new Outcome.NotEmpty();
      case "not_found" -> new Outcome.NoSuchBoard(board);
      case "no_such_column" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
