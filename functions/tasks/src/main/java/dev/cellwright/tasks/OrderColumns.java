package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.HashSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Adds columns to a board and puts its columns in order, in one go.
final class OrderColumns {

  sealed interface Outcome {
    record Ordered(Board board) implements Outcome {}

    record NameMissing(int entry) implements Outcome {}

    record NamedTwice(int entry) implements Outcome {}

    record NoSuchColumn() implements Outcome {}

    record TooManyColumns() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NoSuchBoard(UUID id) implements Outcome {}
  }

  private static final int NOW = 5;

  private final Database database;
  private final Ids ids;

  OrderColumns(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Outcome order(UUID board, ColumnOrder order, @Nullable Long seen) {
    var known = JsonNodeFactory.instance.arrayNode();
    var fresh = JsonNodeFactory.instance.arrayNode();
    var all = JsonNodeFactory.instance.arrayNode();
    var named = new HashSet<UUID>();
    for (int i = 0; i < order.columns().size(); i++) {
      var entry = order.columns().get(i);
      var id = Objects.requireNonNullElseGet(entry.id(), ids::next);
      if (!named.add(id)) {
        return new Outcome.NamedTwice(i);
      }
      var column = all.addObject().put("id", id.toString());
      column.put("name", entry.name()).set("config", entry.config());
      if (entry.id() != null) {
        known.add(id.toString());
      } else if (entry.name() == null) {
        return new Outcome.NameMissing(i);
      } else {
        fresh.add(column);
      }
    }

    var outcome =
        database.run(
            Command.of(
                BoardStore.lock(board, seen),
                BoardStore.knownColumns(board, known),
                BoardStore.addColumns(board, fresh),
                BoardStore.orderColumns(board, all),
                BoardStore.touch(board),
                BoardStore.now(board),
                Step.event("board.updated", board, 4)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Ordered(BoardRow.whole(outcome.rows(NOW, BoardRow.class)));
      case "changed" -> new Outcome.ChangedSince();
      case "too_many_columns" -> new Outcome.TooManyColumns();
      case "no_such_column" -> new Outcome.NoSuchColumn();
      case "not_found" -> new Outcome.NoSuchBoard(board);
      default -> throw outcome.unexpected();
    };
  }
}
