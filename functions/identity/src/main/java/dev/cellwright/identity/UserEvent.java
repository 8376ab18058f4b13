package dev.cellwright.identity;

import java.util.List;
import java.util.UUID;

/// What happens to people, as other modules hear it. An event says which person; who that is, the
/// listener asks, so that no personal value waits in a queue.
interface UserEvent {
  record Registered(UUID organizationId) implements UserEvent {}

  record LoggedIn(UUID sessionId) implements UserEvent {}

  /// @param fields the names of what changed
  record Updated(List<String> fields) implements UserEvent {}
}
