package dev.cellwright.identity;

import java.util.UUID;

/// What happens to log-ins, as other modules hear it. It is of no organization: a log-in is a
/// person's.
interface SessionEvent {

  /// It was logged out, or found stolen.
  record Ended(UUID userId) implements SessionEvent {}
}
