package dev.cellwright.identity;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An invitation, as those see it who may see invitations.
@Doc("An invitation to join an organization; the token is in the mail alone")
@Cleared(Clearance.PUBLIC)
record Invitation(
    UUID id,
    String email,
    String role,
    List<UUID> teamIds,
    @Doc("Who sent it last, and vouches for it") UUID invitedBy,
    @Doc("`pending`, `expired`, `accepted` or `revoked`") String status,
    Instant expiresAt,
    @Nullable Instant acceptedAt,
    Instant createdAt,
    Instant updatedAt) {}
