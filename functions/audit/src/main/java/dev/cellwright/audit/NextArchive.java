package dev.cellwright.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Batches that are due for the archive.
///
/// @param archive where they lie in the bucket already, and their rows are yet to be removed
record NextArchive(@Nullable UUID archive, long firstBatch, long lastBatch, long rows) {}
