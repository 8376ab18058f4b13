package dev.cellwright.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to organizations, as other modules hear it.
interface OrganizationEvent {
  record Created(String name, UUID ownerId) implements OrganizationEvent {}

  /// @param changes the changed fields, each with its new value
  record Updated(ObjectNode changes) implements OrganizationEvent {}

  /// The membership is open: the person may accept or decline it.
  record MemberAdded(UUID userId, String role) implements OrganizationEvent {}

  record MemberJoined(UUID userId, String role) implements OrganizationEvent {}

  record MemberChanged(UUID userId, String role) implements OrganizationEvent {}

  /// Taken out, left or declined.
  ///
  /// @param heirId who has what was the member's; null where an open membership was declined
  record MemberRemoved(UUID userId, @Nullable UUID heirId) implements OrganizationEvent {}

  record OwnershipTransferred(UUID fromUserId, UUID toUserId) implements OrganizationEvent {}

  /// A super admin changed it.
  record PlanChanged(String fromPlan, String toPlan) implements OrganizationEvent {}
}
