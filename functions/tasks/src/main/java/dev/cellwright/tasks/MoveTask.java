package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Puts a task into a column, between the neighbours that its mover sees. If they aren't neighbours
/// any more, nothing moves, and the mover is shown what stands there now.
final class MoveTask {

  sealed interface Outcome {
    record Moved(Task task) implements Outcome {}

    record GapGone(ColumnNow now) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NoSuchColumn() implements Outcome {}

    record BoardForbidden() implements Outcome {}

    /// The people of another board would see it, and the mover may not share it.
    record SharingForbidden() implements Outcome {}

    /// The mover has it by a custom role alone, and would have it by the other board from then on.
    record KeepingForbidden() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  /// The column that a task is moved into.
  record Target(UUID id) {}

  private static final int TARGET = 1;
  private static final int STANDING = 2;
  private static final int MOVED = 3;

  private final Database database;

  MoveTask(Database database) {
    this.database = database;
  }

  Outcome move(UUID id, Move move, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TaskStore.lock(id, seen),
                TaskStore.target(id, move),
                TaskStore.standing(id),
                TaskStore.move(id, move),
                Step.event("task.moved", id, MOVED)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Moved(outcome.row(MOVED, Task.class));
      case "gap_gone" ->
          new Outcome.GapGone(
              new ColumnNow(
                  outcome.row(TARGET, Target.class).id(),
                  outcome.rows(STANDING, ColumnNow.Placed.class)));
      case "changed" -> new Outcome.ChangedSince();
      case "no_such_column" -> new Outcome.NoSuchColumn();
      case "board_forbidden" -> new Outcome.BoardForbidden();
      case "sharing_forbidden" -> new Outcome.SharingForbidden();
      case "keeping_forbidden" -> new Outcome.KeepingForbidden();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
