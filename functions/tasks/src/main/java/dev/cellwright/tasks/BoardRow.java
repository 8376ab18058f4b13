package dev.cellwright.tasks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A board beside one of its columns: a board is read in as many rows as it has columns, since one
/// row of the Data API couldn't hold them all.
record BoardRow(
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
    long version,
    @Nullable UUID columnId,
    @Nullable String columnName,
    @Nullable String columnPosition,
    @Nullable ObjectNode columnConfig,
    @Nullable Instant columnCreatedAt,
    @Nullable Instant columnUpdatedAt,
    @Nullable Long columnVersion) {

  /// The board of its rows, which are in the order of its columns and at least one.
  static Board whole(List<BoardRow> rows) {
    return Board.of(
        rows.getFirst().board(),
        rows.stream().map(BoardRow::column).filter(java.util.Objects::nonNull).toList());
  }

  private ListedBoard board() {
    return new ListedBoard(
        id,
        orgId,
        name,
        viewType,
        visibility,
        config,
        ownerId,
        createdBy,
        createdAt,
        updatedAt,
        version);
  }

  private @Nullable Column column() {
    if (columnId == null
        || columnName == null
        || columnPosition == null
        || columnConfig == null
        || columnCreatedAt == null
        || columnUpdatedAt == null
        || columnVersion == null) {
      return null;
    }
    return new Column(
        columnId,
        id,
        columnName,
        columnPosition,
        columnConfig,
        columnCreatedAt,
        columnUpdatedAt,
        columnVersion);
  }
}
