package dev.cellwright.audit;

import dev.cellwright.kernel.shape.Doc;
import java.time.Instant;

/// A key that seals can be verified with.
///
/// @param keyId SHA-256 of the key's DER form, in hex
/// @param publicKey PEM
@Doc("The public half of a key that signs seals")
record SealKey(String keyId, String publicKey, Instant since) {}
