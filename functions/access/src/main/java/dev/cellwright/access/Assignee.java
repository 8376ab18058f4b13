package dev.cellwright.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who has a role.
///
/// @param relation whose holders have it, as in `team#member`; null for a user
/// @param grantedBy null where it wasn't a person
record Assignee(
    String type, UUID id, @Nullable String relation, @Nullable UUID grantedBy, Instant grantedAt) {}
