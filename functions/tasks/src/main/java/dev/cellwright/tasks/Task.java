package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A task, as it is stored and as it is answered.
///
/// @param position its place in its column; keys sort by code points
/// @param ownerId whose it is: at first who made it
/// @param assigneeId who is to do it
/// @param version counts its changes; the entity tag
@Doc("A task")
@Cleared(Clearance.PUBLIC)
record Task(
    UUID id,
    UUID orgId,
    String title,
    @Nullable String description,
    String status,
    @Nullable String priority,
    @Nullable Instant dueDate,
    @Nullable Instant startDate,
    @Nullable UUID boardId,
    @Nullable UUID columnId,
    @Nullable String position,
    @Nullable UUID parentId,
    ObjectNode metadata,
    @Nullable UUID ownerId,
    @Nullable UUID assigneeId,
    @Nullable Instant completedAt,
    @Nullable UUID completedBy,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
