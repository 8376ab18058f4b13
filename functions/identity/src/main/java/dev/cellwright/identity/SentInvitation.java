package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// An invitation just sent, and whether its mail went out. One whose mail didn't waits all the
/// same: it can be sent again.
@Doc("An invitation, and what became of its mail")
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
    @Doc(
            "`sent`; `failed`: the invitation waits, send it again; or `repeated`: an earlier"
                + " request with this Idempotency-Key saw to it")
        String mail) {

  static SentInvitation of(Invitation invitation, String mail) {
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
        mail);
  }
}
