package dev.cellwright.identity;

import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Gives a member another role. The owner keeps theirs, and nobody becomes owner so.
final class ChangeMember {

  sealed interface Outcome {
    record Changed(Member member) implements Outcome {}

    record IsOwner() implements Outcome {}

    record NotFound(UUID person) implements Outcome {}
  }

  private final Database database;

  ChangeMember(Database database) {
    this.database = database;
  }

  Outcome change(UUID organization, UUID person, MemberPatch patch) {
    var outcome =
        database.run(
            Command.of(
                    MemberStore.lock(person),
                    MemberStore.change(person, patch),
                    OrganizationStore.numberMemberChange(1),
                    Step.event("organization.member_changed", organization, 2),
                    MemberStore.member(person))
                .holdingAlone(person));
    return switch (outcome.ending()) {
      case null -> new Outcome.Changed(outcome.row(4, Member.class));
      case "owner" -> new Outcome.IsOwner();
      case "not_found" -> new Outcome.NotFound(person);
      default -> throw outcome.unexpected();
    };
  }
}
