package dev.cellwright.tasks;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.List;

/// Makes a board, with its first columns.
final class AddBoard {
  private static final int NOW = 2;

  private final Database database;
  private final Ids ids;

  AddBoard(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Board add(NewBoard board) {
    var id = ids.next();
    var columns = board.columns() == null ? List.<NewColumn>of() : board.columns();
    var outcome =
        database.run(
            Command.of(
                BoardStore.add(id, board),
                BoardStore.addColumns(id, AddColumn.withIds(columns, ids)),
                BoardStore.now(id),
                Step.event("board.created", id, 0)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return BoardRow.whole(outcome.rows(NOW, BoardRow.class));
  }
}
