package dev.cellwright.identity;

import dev.cellwright.kernel.Ids;
import dev.cellwright.kernel.Kernel;
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
  private final Ids ids;
  private final MailInvitation mailInvitation;

  ResendInvitation(Kernel kernel) {
    database = kernel.database();
    ids = kernel.ids();
    mailInvitation = new MailInvitation(kernel.mailer());
  }

  /// @param address where the cell is reached
  Outcome resend(UUID id, String address) {
    var attempt = ids.next();
    var token = InvitationToken.random();
    var outcome =
        database.run(
            Command.of(
                InvitationStore.lock(id, true),
                InvitationStore.renew(id, token),
                Step.event("invitation.sent", id, 1),
                InvitationStore.invitation(id),
                InvitationStore.letter(id, attempt)));
    return switch (outcome.ending()) {
      case null ->
          new Outcome.Sent(
              SentInvitation.of(
                  outcome.row(3, Invitation.class),
                  mailInvitation.mail(
                      outcome.row(4, InvitationLetter.class), attempt, token, address)));
      case "role_too_high" -> new Outcome.RoleTooHigh();
      case "accepted", "revoked" -> new Outcome.Over(outcome.ending());
      case "unique:invitations_pending" -> new Outcome.Replaced();
      case "not_found" -> new Outcome.NotFound(id);
      default -> throw outcome.unexpected();
    };
  }
}
