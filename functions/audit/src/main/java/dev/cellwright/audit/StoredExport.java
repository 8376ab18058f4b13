package dev.cellwright.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of the trail, as it is stored.
record StoredExport(
    UUID id,
    String status,
    String format,
    Instant fromTime,
    Instant untilTime,
    UUID requestedBy,
    @Nullable String objectKey,
    @Nullable Long rows,
    @Nullable Long bytes,
    @Nullable String sha256,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  Export export() {
    return new Export(
        id, status, format, fromTime, untilTime, rows, bytes, sha256, null, createdAt, finishedAt);
  }
}
