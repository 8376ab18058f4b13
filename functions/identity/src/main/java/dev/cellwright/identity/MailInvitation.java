package dev.cellwright.identity;

import dev.cellwright.kernel.mail.Mailer;
import dev.cellwright.kernel.mail.Sending;
import java.util.UUID;

/// Sends an invitation's mail, behind the command that made its token.
final class MailInvitation {
  private final Mailer mailer;

  MailInvitation(Mailer mailer) {
    this.mailer = mailer;
  }

  /// Answers what became of it, as [SentInvitation] says it. A command that was answered from store
  /// made no token: its mail was sent, or not, when it ran.
  ///
  /// @param address where the cell is reached
  String mail(InvitationLetter letter, UUID attempt, InvitationToken token, String address) {
    if (!letter.attempt().equals(attempt)) {
      return "repeated";
    }
    var link = address + InvitationRoutes.ACCEPT + "?token=" + token.value();
    return switch (mailer.send(letter.to(link))) {
      case Sending.Sent _ -> "sent";
      case Sending.Rejected _, Sending.Throttled _, Sending.Unavailable _ -> "failed";
    };
  }
}
