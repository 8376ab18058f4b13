package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A board as it is stored, and as a list shows it: without its columns.
@Doc("A board without its columns")
@Cleared(Clearance.PUBLIC)
record ListedBoard(
    UUID id,
    UUID orgId,
    String name,
    String viewType,
    String visibility,
    ObjectNode config,
    @Nullable UUID ownerId,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
