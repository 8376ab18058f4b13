package dev.cellwright.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row on its way into a file.
///
/// @param digest SHA-256 of the line
/// @param line its text as it is hashed; null for a table
/// @param told what a table shows; null for what is to be verified
record ExportedRow(
    long xid,
    UUID id,
    Instant at,
    String digest,
    @Nullable String line,
    @Nullable ObjectNode told) {}
