package dev.cellwright.audit;

/// A seal as the database has it.
record StoredSeal(long number, String body, String signature, String keyId, String publicKey) {}
