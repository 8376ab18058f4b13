package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;

/// Gives somebody another role in a team. A team may be without a lead: admins see to it then.
final class ChangeTeamMember {

  sealed interface Outcome {
    record Changed(TeamMember member) implements Outcome {}

    record NoSuchTeam(UUID id) implements Outcome {}

    record NotFound(UUID person) implements Outcome {}
  }

  private final Database database;

  ChangeTeamMember(Database database) {
    this.database = database;
  }

  Outcome change(UUID team, UUID person, TeamMemberPatch patch) {
    var outcome =
        database.run(
            Command.of(
                    TeamStore.lock(team, null).orElse("no_such_team"),
                    TeamMemberStore.change(team, person, patch),
                    TeamStore.numberMemberChange(team, 1),
                    Step.event("team.member_changed", team, 2),
                    TeamMemberStore.members(team, List.of(person)))
                .holding(person));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(4, TeamMember.class));
      case "no_such_team" -> new Outcome.NoSuchTeam(team);
      case "not_found" -> new Outcome.NotFound(person);
      default -> throw outcome.unexpected();
    };
  }
}
