package dev.cellwright.audit;

import java.util.List;
import java.util.UUID;

/// A batch on its way into a file.
///
/// @param lastXid with the id, its last row
/// @param hasRows whether rows of the time asked for may be in it
/// @param gone whether its rows were archived
record ExportedBatch(
    long number,
    String body,
    long lastXid,
    UUID lastId,
    boolean hasRows,
    boolean gone,
    String seal,
    String signature,
    List<String> path) {

  /// Whether a row stands in it, or in a batch before it. Ids sort as their text does.
  boolean reaches(ExportedRow row) {
    return row.xid() != lastXid
        ? row.xid() < lastXid
        : row.id().toString().compareTo(lastId.toString()) <= 0;
  }

  /// Whether its rows belong into a file, and are there to be read.
  boolean isRead() {
    return hasRows && !gone;
  }
}
