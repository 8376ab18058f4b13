package dev.cellwright.identity;

import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// Sends an invitation again, with a new token: the one before opens nothing any more. Whoever
/// sends it again vouches for it from now on.
final class ResendInvitation {

  sealed interface Outcome {
    record Sent(SentInvitation invitation) implements Outcome {}

    record RoleTooHigh() implements Outcome {}

    /// @param status `accepted` or `revoked`
    record Over(String status) implements Outcome {}

    /// It expired, and the same address was invited anew since.
    record Replaced() implements Outcome {}

    record NotFound(UUID id) implements Outcome {}
  }

  private final Database database;

  ResendInvitation(Database database) {
    this.database = database;
  }

  /// @param address where the cell is reached
  Outcome resend(UUID id, String address) {
    var token = InvitationToken.random();
    var link = InvitationMail.link(address, token);
    var outcome =
        database.run(
            Command.of(
                InvitationStore.lock(id, true),
                InvitationStore.renew(id, token),
                Step.event("invitation.sent", id, 1),
                InvitationStore.invitation(id),
                InvitationStore.mail(id, RequestScope.principalOfRequest().session(), link)));
    return switch (outcome.ending()) {
      case null ->
          new Outcome.Sent(
              SentInvitation.of(
                  outcome.row(3, Invitation.class), outcome.row(4, SentInvitation.Filed.class)));
      case "role_too_high" -> new Outcome.RoleTooHigh();
      case "accepted", "revoked" -> new Outcome.Over(outcome.ending());
      case "unique:invitations_pending" -> new Outcome.Replaced();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
