package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;

/// Makes a team. Whoever makes it leads it.
final class AddTeam {
  private final Database database;
  private final Ids ids;

  AddTeam(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  Team add(NewTeam team) {
    var id = ids.next();
    var outcome =
        database.run(
            Command.of(
                TeamStore.add(id, team),
                TeamMemberStore.lead(id),
                Step.event("team.created", id, 0),
                TeamStore.team(id)));
    if (outcome.ending() != null) {
      throw outcome.unexpected();
    }
    return outcome.row(3, Team.class);
  }
}
