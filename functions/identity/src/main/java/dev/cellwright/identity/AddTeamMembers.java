package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import java.util.Objects;
import java.util.UUID;

/// Puts members of the organization into a team, all of them or none. Doing it again is harmless:
/// who is in the team already stays as they are, and is refused where another role is asked for.
final class AddTeamMembers {

  sealed interface Outcome {
    record Added(AddedTeamMembers members) implements Outcome {}

    /// Somebody is no accepted member of the organization. Whether there are such people at all
    /// isn't told.
    record NotMembers() implements Outcome {}

    /// Somebody is in the team already, in another role than they were to have.
    record OtherRole() implements Outcome {}

    /// The caller would come to a role by it that the team, or one around it, has.
    record OwnRole() implements Outcome {}

    record NotFound(UUID team) implements Outcome {}
  }

  private static final int ADDED = 4;

  private final Database database;

  AddTeamMembers(Database database) {
    this.database = database;
  }

  Outcome add(UUID team, NewTeamMembers members) {
    var people = members.userIds();
    var role = Objects.requireNonNullElse(members.role(), "member");
    var outcome =
        database.run(
            Command.of(
                    TeamMemberStore.mayJoin(team, people),
                    TeamStore.lock(team, null),
                    TeamMemberStore.areMembers(people),
                    TeamMemberStore.haveNoOtherRole(team, people, members.role()),
                    TeamMemberStore.add(team, people, role),
                    TeamMemberStore.tellAdded(team, role, ADDED),
                    TeamMemberStore.members(team, people))
                .holding(people));
    return switch (outcome.ending()) {
      case null -> new Outcome.Added(new AddedTeamMembers(outcome.rows(6, TeamMember.class)));
      case "not_members" -> new Outcome.NotMembers();
      case "other_role" -> new Outcome.OtherRole();
      case "own_role" -> new Outcome.OwnRole();
      case "not_found" -> new Outcome.NotFound(team);
      default -> throw outcome.unexpected();
    };
  }
}
