package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who has a role.
///
/// @param relation whose holders have it, as in `team#member`; null for a user
/// @param grantedBy null where it wasn't a person
@Cleared(Clearance.PUBLIC)
record Assignee(
    String type, UUID id, @Nullable String relation, @Nullable UUID grantedBy, Instant grantedAt) {}
