package dev.cellwright.access;

import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// A link of a thing, and what is at its other end.
@Doc("A link of a thing")
@Cleared(Clearance.PUBLIC)
record ListedLink(
    UUID id,
    LinkEnd source,
    LinkEnd target,
    String relationship,
    @Doc("The end that wasn't asked for") EntitySummary related,
    UUID createdBy,
    Instant createdAt) {}
