package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A role of the organization's own.
@Doc("A name for permissions, which can be given to people and teams")
@Cleared(Clearance.PUBLIC)
record Role(
    UUID id,
    String name,
    @Nullable String description,
    @Doc("As written: task:* is every permission of tasks, those that a later version adds too")
        List<String> permissions,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
