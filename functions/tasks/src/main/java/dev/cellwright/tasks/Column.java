package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.UUID;

/// A column of a board, as it is stored and as it is answered.
@Doc("A column of a board")
@Cleared(Clearance.PUBLIC)
record Column(
    UUID id,
    UUID boardId,
    String name,
    @Doc("Its place on the board; keys sort by code points") String position,
    ObjectNode config,
    Instant createdAt,
    Instant updatedAt,
    long version) {}
