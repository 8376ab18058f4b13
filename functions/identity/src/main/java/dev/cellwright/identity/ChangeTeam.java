package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Changes a team's fields, unless it has changed since its author saw it.
final class ChangeTeam {

  sealed interface Outcome {
    record Changed(Team team) implements Outcome {}

    record ChangedSince() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ChangeTeam(Database database) {
    this.database = database;
  }

  /// @param seen the version its author saw; null where any will do
  Outcome change(UUID id, TeamPatch patch, @Nullable Long seen) {
    var outcome =
        database.run(
            Command.of(
                TeamStore.lock(id, seen),
                TeamStore.change(id, patch),
                Step.event("team.updated", id, 1),
                TeamStore.team(id)));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(3, Team.class));
      case "changed" -> new Outcome.ChangedSince();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
