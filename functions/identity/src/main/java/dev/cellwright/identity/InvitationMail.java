package dev.cellwright.identity;

import dev.cellwright.kernel.mail.MailTemplate;

/// The mail that asks somebody to join an organization. It alone has the invitation's token.
final class InvitationMail {
  static final String SLUG = "invitation";

  static final MailTemplate TEMPLATE =
      MailTemplate.of(SLUG)
          .with("inviter", "Anna Rossi")
          .with("link", "https://example.com/api/v1/invitations/accept?token=example")
          .toStrangersToo();

  private InvitationMail() {}

  /// By which an invitation is accepted.
  ///
  /// @param address where the cell is reached
  static String link(String address, InvitationToken token) {
    return address + InvitationRoutes.ACCEPT + "?token=" + token.value();
  }
}
