package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.shape.Clearance;
import dev.cellwright.kernel.shape.Cleared;
import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A board with its columns.
@Doc("A board and its columns in order")
@Cleared(Clearance.PUBLIC)
record Board(
    UUID id,
    UUID orgId,
    String name,
    String viewType,
    String visibility,
    ObjectNode config,
    List<Column> columns,
    @Nullable UUID ownerId,
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
        board.visibility(),
        board.config(),
        columns,
        board.ownerId(),
        board.createdBy(),
        board.createdAt(),
        board.updatedAt(),
        board.version());
  }
}
