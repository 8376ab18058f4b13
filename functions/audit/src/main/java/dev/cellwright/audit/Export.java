package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import dev.cellwright.kernel.shape.Wire;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file of the trail that somebody asked for.
///
/// @param downloadUrl where it is fetched, for an hour; null until it is there
/// @param sha256 of the file
@Doc("A file of the trail, and how far it is")
record Export(
    @Wire("jobId") UUID id,
    String status,
    String format,
    Instant fromTime,
    Instant untilTime,
    @Nullable Long rows,
    @Nullable Long bytes,
    @Nullable String sha256,
    @Wire("downloadUrl") @Nullable String downloadUrl,
    Instant createdAt,
    @Nullable Instant finishedAt) {

  Export at(String url) {
    return new Export(
        id, status, format, fromTime, untilTime, rows, bytes, sha256, url, createdAt, finishedAt);
  }
}
