package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Takes a member out of an organization: an admin anybody, a member oneself. The owner stays.
///
/// The next request finds them a stranger. They are out of its teams, hold no grant or role in it,
/// none of their sessions speaks for it, and what was theirs is the owner's.
final class RemoveMember {

  sealed interface Outcome {
    record Removed() implements Outcome {}

    record Forbidden() implements Outcome {}

    record IsOwner() implements Outcome {}

    record NotFound(UUID person) implements Outcome {}
  }

  private final Database database;

  RemoveMember(Database database) {
    this.database = database;
  }

  Outcome remove(UUID organization, UUID person) {
    var outcome =
        database.run(
            Command.of(
                    MemberStore.mayRemove(person),
                    MemberStore.lock(person),
                    OrganizationStore.lock(null),
                    TeamMemberStore.leaveAll(person),
                    MemberStore.remove(person),
                    MemberStore.forget(person),
                    OrganizationStore.numberMemberChange(4),
                    Step.event("organization.member_removed", organization, 6))
                .holdingAlone(person));
    return switch (outcome.ending()) {
      case null -> new Outcome.Removed();
      case "forbidden" -> new Outcome.Forbidden();
      case "owner" -> new Outcome.IsOwner();
      case "not_found" -> new Outcome.NotFound(person);
      default -> throw outcome.unexpected();
    };
  }
}
