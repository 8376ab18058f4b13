package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;

/// Adds a column behind the others of its board.
final class AddColumn {

  sealed interface Outcome {
    record Added(Column column) implements Outcome {}

    record TooManyColumns() implements Outcome {}

    record NoSuchBoard(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Ids ids;

  AddColumn(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome add(UUID board, NewColumn column) {
    var outcome =
        database.run(
            Command.of(
                BoardStore.lock(board, null),
                BoardStore.addColumns(board, withIds(List.of(column), ids)),
                BoardStore.touch(board),
                BoardStore.now(board),
                Step.event("board.updated", board, 2)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Added(outcome.row(1, Column.class));
      case "too_many_columns" -> new Outcome.TooManyColumns();
      case "not_found" -> new Outcome.NoSuchBoard(board);
      default -> throw outcome.unexpected();
    };
  }

  static ArrayNode withIds(List<NewColumn> columns, Ids ids) {
    var list = JsonNodeFactory.instance.arrayNode();
    for (var column : columns) {
      list.addObject()
          .put("id", ids.next().toString())
          .put("name", column.name())
          .set("config", column.config());
    }
    return list;
  }
}
