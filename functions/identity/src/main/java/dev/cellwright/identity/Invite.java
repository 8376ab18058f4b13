package dev.cellwright.identity;

import dev.cellwright.kernel.Features;
import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Asks somebody by mail to join the organization. The mail waits with the command, and is sent
/// behind it.
final class Invite {

  sealed interface Outcome {
    record Invited(SentInvitation invitation) implements Outcome {}

    record RoleTooHigh() implements Outcome {}

    /// One of the teams isn't there, or isn't the caller's to change.
    record NoSuchTeam() implements Outcome {}

    record AlreadyMember() implements Outcome {}

    /// @param waiting the invitation that waits for the same address
    record Pending(Invitation waiting) implements Outcome {}

    /// Somebody else invites the same address at this moment.
    record PendingNow() implements Outcome {}

    /// @param most how many members it may have; open and invited ones count
    record Full(long most) implements Outcome {}
  }

  private static final int WAITING = 2;

  private final Database database;
  private final Ids ids;
  private final Features features;

  Invite(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    features = kernel.features();
  }

  /// @param address where the cell is reached
  Outcome invite(NewInvitation given, String address) {
    var id = ids.next();
    var token = InvitationToken.random();
    var role = Objects.requireNonNullElse(given.role(), "member");
    var teams = Objects.requireNonNullElse(given.teamIds(), List.<UUID>of());
    var link = InvitationMail.link(address, token);
    var most = features.value(IdentityModule.MAX_TEAM_SIZE);
    var outcome =
        database.run(
            Command.of(
                InvitationStore.mayGive(role),
                InvitationStore.maySeat(teams),
                InvitationStore.makeWay(given.email()),
                InvitationStore.hasRoom(given.email(), most),
                InvitationStore.invite(id, given, role, teams, token),
                Step.event("invitation.sent", id, 4),
                InvitationStore.invitation(id),
                InvitationStore.mail(id, RequestScope.principalOfRequest().session(), link)));
    return switch (outcome.ending()) {
      case null ->
          new Outcome.Invited(
              SentInvitation.of(
                  outcome.row(6, Invitation.class), outcome.row(7, SentInvitation.Filed.class)));
      case "role_too_high" -> new Outcome.RoleTooHigh();
      case "no_such_team" -> new Outcome.NoSuchTeam();
      case "already_member" -> new Outcome.AlreadyMember();
      case "pending" -> new Outcome.Pending(outcome.row(WAITING, Invitation.class));
      case "unique:invitations_pending" -> new Outcome.PendingNow();
      case "full" -> new Outcome.Full(most);
      default -> throw outcome.unexpected();
    };
  }
}
