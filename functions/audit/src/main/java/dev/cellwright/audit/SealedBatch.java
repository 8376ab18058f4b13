package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// A seal, with the organization's batch in it and the batch's way to the seal's root: what pins
/// the trail at a time. Texts are hashed byte by byte.
///
/// @param number of the seal in the cell's chain
/// @param batchNumber of the batch in the organization's chain
/// @param seal the text that is signed
/// @param signature ECDSA P-256 over SHA-256, DER in Base64
/// @param batch the text of the batch
/// @param path hashes from the batch to the root, lowest first, each behind the side it stands on
@Doc("A seal, and what it holds of the organization's trail")
record SealedBatch(
    UUID id,
    long number,
    long batchNumber,
    Instant sealedAt,
    int rows,
    String seal,
    String hash,
    String signature,
    String keyId,
    String batch,
    List<String> path) {}
