package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;

/// What happens to organizations, as other modules hear it.
interface OrganizationEvent {
  record Created(String name, UUID ownerId) implements OrganizationEvent {}

  /// @param changes the changed fields, each with its new value
  record Updated(ObjectNode changes) implements OrganizationEvent {}

  record MemberAdded(UUID userId, String role) implements OrganizationEvent {}

  record MemberChanged(UUID userId, String role) implements OrganizationEvent {}

  record MemberRemoved(UUID userId) implements OrganizationEvent {}
}
