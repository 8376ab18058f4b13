package dev.cellwright.identity;

import dev.cellwright.kernel.mail.Mail;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a mail says that asks somebody to join an organization.
///
/// @param email as it was written when the address was invited
/// @param organization its name
/// @param inviter the name of whoever sends it; null where they gave none
/// @param attempt the request that sends it: a repeated one has another, and sends nothing
record InvitationLetter(String email, String organization, @Nullable String inviter, UUID attempt) {

  /// @param link by which the invitation is accepted
  Mail to(String link) {
    var who = inviter == null ? "A member" : line(inviter);
    var where = line(organization);
    return new Mail(
        email,
        "Invitation to join " + where,
        """
        %s invites you to join the organization "%s".

        Open this link to accept. It is good for seven days, and for this address only:

        %s

        If you don't know who this is, do nothing: nobody joins anything without accepting.
        """
            .formatted(who, where, link),
        null);
  }

  /// Names are what people wrote: on one line, they can't pass for text of ours.
  private static String line(String name) {
    return name.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
  }
}
