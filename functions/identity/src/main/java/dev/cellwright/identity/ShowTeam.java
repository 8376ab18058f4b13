package dev.cellwright.identity;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Database;
import java.util.UUID;

/// Shows a team to somebody who may see it.
final class ShowTeam {

  sealed interface Outcome {
    record Shown(Team team) implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ShowTeam(Database database) {
    this.database = database;
  }

  Outcome show(UUID id) {
    var team = database.first(TeamStore.ONE, Binds.of("id", id));
    return team == null ? new Outcome.NotFound(id) : new Outcome.Shown(team);
  }
}
