package dev.cellwright.tasks;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.shape.Change;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a board, unless it has changed since its author saw it. Each field asks for its own
/// permission.
final class ChangeBoard {

  sealed interface Outcome {
    record Changed(Board board) implements Outcome {}

    record ConfigTooLarge() implements Outcome {}

    record EditingForbidden() implements Outcome {}

    record SharingForbidden() implements Outcome {}

    /// The actor may hand it over by a custom role alone, and would make it theirs.
    record TakingOverForbidden() implements Outcome {}

    /// The actor has it by a custom role alone, and would have it as a member from then on.
    record OpeningForbidden() implements Outcome {}

    record NoSuchOwner() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private static final int NOW = 2;

  private final Database database;

  ChangeBoard(Database database) {
    this.database = database;
  }

  Outcome change(UUID id, BoardPatch patch, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                    BoardStore.lock(id, patch, seen),
                    BoardStore.change(id, patch),
                    BoardStore.now(id),
                    Step.event("board.updated", id, 1))
                .holding(patch.ownerId() instanceof Change.To<UUID>(var heir) ? heir : null));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(BoardRow.whole(outcome.rows(NOW, BoardRow.class)));
      case "check:task_boards_config_size" -> new Outcome.ConfigTooLarge();
      case "editing_forbidden" -> new Outcome.EditingForbidden();
      case "sharing_forbidden" -> new Outcome.SharingForbidden();
      case "taking_over_forbidden" -> new Outcome.TakingOverForbidden();
      case "opening_forbidden" -> new Outcome.OpeningForbidden();
      case "no_such_owner" -> new Outcome.NoSuchOwner();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
