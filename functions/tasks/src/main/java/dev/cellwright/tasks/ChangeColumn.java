package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a column, unless it has changed since its author saw it.
final class ChangeColumn {

  sealed interface Outcome {
    record Changed(Column column) implements Outcome {}

    record ConfigTooLarge() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NoSuchBoard(UUID id) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ChangeColumn(Database database) {
    this.database = database;
  }

  Outcome change(UUID board, UUID id, ColumnPatch patch, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                BoardStore.lock(board, null),
                BoardStore.lockColumn(board, id, seen),
                BoardStore.changeColumn(id, Changes.of(patch)),
                BoardStore.touch(board),
                Step.event("board.updated", board, 3)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(2, Column.class));
      case "check:task_columns_config_size" -> new Outcome.ConfigTooLarge();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NoSuchBoard(board);
      case "no_such_column" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
