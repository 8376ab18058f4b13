package dev.cellwright.localcell.s3;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One version of an object, or a delete marker.
///
/// @param sequence grows with each version; 0 before it is written
record ObjectVersion(
    long sequence,
    String bucket,
    String key,
    String versionId,
    boolean latest,
    boolean deleteMarker,
    long size,
    String etag,
    Instant modifiedAt,
    @Nullable Instant noncurrentSince,
    String storageClass,
    @Nullable Retention retention,
    boolean legalHold,
    Details details) {

  /// The version of objects that were written without versions.
  static final String NULL = "null";

  /// What is kept and given back, but never searched for.
  ///
  /// @param headers those that a read answers, metadata among them
  /// @param wholeChecksums whether the checksums are of the whole object, not of its parts'
  record Details(
      List<ObjectFiles.Piece> pieces,
      Map<String, String> headers,
      Map<String, String> tags,
      Map<String, String> checksums,
      boolean wholeChecksums,
      int parts) {

    static final Details NONE = new Details(List.of(), Map.of(), Map.of(), Map.of(), true, 0);

    Details withTags(Map<String, String> newTags) {
      return new Details(pieces, headers, newTags, checksums, wholeChecksums, parts);
    }
  }

  boolean isLocked(Instant now) {
    return legalHold || retention != null && !retention.isOver(now);
  }

  ObjectVersion with(Details newDetails) {
    return changed(storageClass, retention, legalHold, newDetails);
  }

  ObjectVersion with(@Nullable Retention newRetention, boolean hold) {
    return changed(storageClass, newRetention, hold, details);
  }

  ObjectVersion in(String newStorageClass) {
    return changed(newStorageClass, retention, legalHold, details);
  }

  private ObjectVersion changed(
      String newClass, @Nullable Retention newRetention, boolean hold, Details newDetails) {
    return new ObjectVersion(
        sequence,
        bucket,
        key,
        versionId,
        latest,
        deleteMarker,
        size,
        etag,
        modifiedAt,
        noncurrentSince,
        newClass,
        newRetention,
        hold,
        newDetails);
  }

  boolean isFrozen() {
    return storageClass.equals("GLACIER") || storageClass.equals("DEEP_ARCHIVE");
  }

  String quotedEtag() {
    return '"' + etag + '"';
  }
}
