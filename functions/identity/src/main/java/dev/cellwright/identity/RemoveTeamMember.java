package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Takes somebody out of a team: who may change the team anybody, everybody oneself. What they had
/// by the team they don't have any more, from their next request on.
final class RemoveTeamMember {

  sealed interface Outcome {
    record Removed() implements Outcome {}

    record Forbidden() implements Outcome {}

    record NoSuchTeam(UUID id) implements Outcome {}

    record NotFound(UUID person) implements Outcome {}
  }

  private final Database database;

  RemoveTeamMember(Database database) {
    this.database = database;
  }

  Outcome remove(UUID team, UUID person) {
    var outcome =
        database.run(
            Command.of(
                    TeamMemberStore.mayRemove(team, person),
                    TeamStore.lock(team, null).orElse("no_such_team"),
                    TeamMemberStore.remove(team, person),
                    TeamStore.numberMemberChange(team, 2),
                    Step.event("team.member_removed", team, 3))
                .holding(person));
    return switch (outcome.ending()) {
      case null -> new Outcome.Removed();
      case "forbidden" -> new Outcome.Forbidden();
      case "no_such_team" -> new Outcome.NoSuchTeam(team);
      case "not_found" -> new Outcome.NotFound(person);
      default -> throw outcome.unexpected();
    };
  }
}
