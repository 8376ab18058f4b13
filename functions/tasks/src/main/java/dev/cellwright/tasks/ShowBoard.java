package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Reads a board and its columns.
final class ShowBoard {

  sealed interface Outcome {
    record Shown(Board board) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ShowBoard(Database database) {
    this.database = database;
  }

  Outcome show(UUID id) {
    var rows = database.all(BoardStore.ONE_BOARD, Binds.of("id", id));
    return rows.isEmpty() ? new Outcome.NotFound(id) : new Outcome.Shown(BoardRow.whole(rows));
  }
}
