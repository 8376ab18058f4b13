package dev.cellwright.kernel.files;

/// A file that was written to a bucket.
///
/// @param sha256 in hex
public record Written(long bytes, String sha256) {}
