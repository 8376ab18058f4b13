package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// That one thing is linked to another.
@Doc("A link between two things")
@Cleared(Clearance.PUBLIC)
record Link(
    UUID id,
    LinkEnd source,
    LinkEnd target,
    String relationship,
    UUID createdBy,
    Instant createdAt) {}
