package dev.cellwright.identity;

import java.util.UUID;

/// What happens to invitations, as other modules hear it. An event says no address.
interface InvitationEvent {
  record Sent(String role, UUID invitedBy) implements InvitationEvent {}

  record Accepted(UUID userId, UUID invitedBy) implements InvitationEvent {}

  record Revoked(UUID invitedBy) implements InvitationEvent {}
}
