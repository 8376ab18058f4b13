package dev.cellwright.audit;

import java.util.UUID;

/// What a seal would say, before it is signed.
///
/// @param hash SHA-256, in hex: what is signed
/// @param lastXid with the organization and id, the last row that it holds
/// @param batches some of the texts of its batches, a line each
record NextSeal(
    long number,
    String body,
    String hash,
    long lastXid,
    UUID lastOrg,
    UUID lastId,
    String batches) {}
