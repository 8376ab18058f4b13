package dev.cellwright.identity;

import java.util.UUID;

/// What happens to those who run the cell, as other modules hear it. Filed under no organization.
interface SuperAdminEvent {
  record Appointed(UUID appointedBy) implements SuperAdminEvent {}

  record Dismissed(UUID dismissedBy) implements SuperAdminEvent {}
}
