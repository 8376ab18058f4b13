package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A board with its columns.
@Doc("A board and its columns in order")
@Cleared(Clearance.PUBLIC)
record Board(
    UUID id,
    UUID orgId,
    String name,
    String viewType,
    ObjectNode config,
    List<Column> columns,
    UUID createdBy,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  static Board of(ListedBoard board, List<Column> columns) {
    return new Board(
        board.id(),
        board.orgId(),
        board.name(),
        board.viewType(),
        board.config(),
        columns,
        board.createdBy(),
        board.createdAt(),
        board.updatedAt(),
        board.version());
  }
}
