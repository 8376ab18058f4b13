package dev.cellwright.audit;

import dev.cellwright.kernel.files.Written;

/// A file of the trail that was written to a bucket.
///
/// @param rows of the trail in it
/// @param sha256 in hex
record WrittenFile(long rows, long bytes, String sha256) {

  static WrittenFile of(long rows, Written written) {
    return new WrittenFile(rows, written.bytes(), written.sha256());
  }
}
