package dev.cellwright.audit;

/// How far the sealing is.
///
/// @param number of the last seal; 0 before the first
/// @param hash of the last seal, in hex
/// @param waitingSeconds how long the oldest row has waited for its seal
record Sealing(long number, String hash, long waitingSeconds) {}
