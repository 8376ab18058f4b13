package dev.cellwright.identity;

import java.time.Instant;
import java.util.UUID;

/// What whoever holds an invitation's token may know of it before accepting.
record InvitationShown(
    UUID organizationId, String organizationName, String role, String email, Instant expiresAt) {}
