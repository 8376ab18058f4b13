package dev.cellwright.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What happens to people, as other modules hear it. An event says which person; who that is, the
/// listener asks, so that no personal value waits in a queue.
interface UserEvent {
  record Registered(UUID organizationId) implements UserEvent {}

  /// @param organizationId for which the session speaks
  /// @param newDevice whether the person never logged in from there
  record LoggedIn(UUID sessionId, @Nullable UUID organizationId, boolean newDevice)
      implements UserEvent {}

  /// @param fields the names of what changed
  record Updated(List<String> fields) implements UserEvent {}
}
