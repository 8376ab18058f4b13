package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Ends a team. Nobody is in it any more, and what was granted to it or linked with it isn't so any
/// more; the people stay in the organization.
final class DeleteTeam {

  sealed interface Outcome {
    record Deleted() implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  DeleteTeam(Database database) {
    this.database = database;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome delete(UUID id, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TeamStore.lock(id, seen), TeamStore.delete(id), Step.event("team.deleted", id, 1)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Deleted();
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
