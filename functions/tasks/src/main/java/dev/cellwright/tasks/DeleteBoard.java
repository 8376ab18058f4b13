package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Moves a board to the trash. Its tasks stay.
final class DeleteBoard {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteBoard(Database database) {
    this.database = database;
  }

  Outcome delete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                BoardStore.lock(id, seen),
                BoardStore.delete(id),
                Step.event("board.deleted", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
