package dev.cellwright.audit;

/// How much of the trail was compared with its seals.
///
/// @param archived of the rows, those that are in the archive and no longer here: their batches
///   were compared
record Compared(long batches, long organizations, long rows, long archived) {}
