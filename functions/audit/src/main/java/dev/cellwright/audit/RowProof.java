package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import java.util.List;
import java.util.UUID;

/// That one row is sealed: from its text to the signed seal, with nobody else's rows.
///
/// @param row the row's text, which is hashed byte by byte
/// @param path from the row to the root of its batch
/// @param sealed the seal that holds the batch
@Doc("The proof that a row of the trail is sealed")
record RowProof(UUID id, String row, String timestamp, List<String> path, SealedBatch sealed) {}
