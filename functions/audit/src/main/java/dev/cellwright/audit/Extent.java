package dev.cellwright.audit;

/// From which batch to which a file goes, and to which its organization's chain does; 0 for none.
///
/// @param head the organization's last batch
/// @param seal the seal that holds it
record Extent(long head, long seal, long first, long last) {}
