package dev.cellwright.identity;

import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Adds a person, known by id, to an organization that still has room. The membership is open until
/// the person accepts it by switching to the organization.
final class AddMember {

  sealed interface Outcome {
    record Added(Member member) implements Outcome {}

    record AlreadyMember() implements Outcome {}

    /// @param most how many members it may have, open ones included
    record Full(long most) implements Outcome {}

    record NoSuchPerson(UUID id) implements Outcome {}
  }

  private final Database database;
  private final Features features;

  AddMember(Database database, Features features) {
    this.database = database;
    this.features = features;
  }

  Outcome add(UUID organization, NewMember member) {
    var most = features.value(IdentityModule.MAX_TEAM_SIZE);
    var outcome =
        database.run(
            Command.of(
                OrganizationStore.lock(null),
                MemberStore.room(member.userId(), most),
                MemberStore.add(member),
                OrganizationStore.numberMemberChange(2),
                Step.event("organization.member_added", organization, 3),
                MemberStore.member(member.userId())));
    return switch (outcome.ending()) {
      case null -> new Outcome.Added(outcome.row(5, Member.class));
      case "already_member" -> new Outcome.AlreadyMember();
      case "full" -> new Outcome.Full(most);
      case "no_such_person" -> new Outcome.NoSuchPerson(member.userId());
      default -> throw outcome.unexpected();
    };
  }
}
