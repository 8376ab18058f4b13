package dev.cellwright.audit;

/// A file that was written to a bucket.
///
/// @param rows of the trail in it
/// @param sha256 in hex
record WrittenFile(long rows, long bytes, String sha256) {}
