package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An invitation just sent, whose mail goes out behind the request. One whose mail doesn't arrive
/// waits all the same: it can be sent again.
@Doc("An invitation, and the mail that brings it")
@Cleared(Clearance.PUBLIC)
record SentInvitation(
    UUID id,
    String email,
    String role,
    List<UUID> teamIds,
    UUID invitedBy,
    String status,
    Instant expiresAt,
    Instant createdAt,
    Instant updatedAt,
    @Doc("`queued`: the log of mail says what becomes of it") String mail,
    @Doc("The mail's id in the log of mail") UUID mailId) {
  private static final String QUEUED = "queued";

  /// The mail that was filed.
  record Filed(UUID mailId) {}

  static SentInvitation of(Invitation invitation, Filed mail) {
    return new SentInvitation(
        invitation.id(),
        invitation.email(),
        invitation.role(),
        invitation.teamIds(),
        invitation.invitedBy(),
        invitation.status(),
        invitation.expiresAt(),
        invitation.createdAt(),
        invitation.updatedAt(),
        QUEUED,
        mail.mailId());
  }
}
