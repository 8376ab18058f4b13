package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/// What happens to teams, as other modules hear it.
interface TeamEvent {
  record Created(String name, String visibility) implements TeamEvent {}

  /// @param changes the changed fields but the description, each with its new value
  record Updated(ObjectNode changes) implements TeamEvent {}

  record Deleted(String name) implements TeamEvent {}

  /// @param userIds those who weren't in it before
  record MemberAdded(List<UUID> userIds, String role) implements TeamEvent {}

  record MemberChanged(UUID userId, String role) implements TeamEvent {}

  /// Taken out, left, or left the organization.
  record MemberRemoved(UUID userId) implements TeamEvent {}
}
