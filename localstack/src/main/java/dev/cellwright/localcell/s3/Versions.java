package dev.cellwright.localcell.s3;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Writes, deletes and changes versions: each in one transaction that holds the key.
record Versions(ObjectStore store, ObjectFiles files) {

  /// Something that has to happen with a write or not at all.
  @FunctionalInterface
  interface Along {
    void in(Connection connection) throws SQLException;
  }

  /// Writes a version. Its files are complete; when it is refused they are the caller's to delete.
  ObjectVersion put(Bucket bucket, ObjectVersion draft, Preconditions wanted, Along along)
      throws SQLException {
    var gone = new ArrayList<ObjectFiles.Piece>();
    var written =
        store
            .database()
            .transact(connection -> {
              store.lock(connection, bucket.name(), draft.key());
              wanted.checkWrite(live(connection, bucket, draft.key()));
              along.in(connection);
              return insert(connection, bucket, draft, gone);
            });
    files.delete(gone);
    return written;
  }

  private @Nullable ObjectVersion live(Connection connection, Bucket bucket, String key)
      throws SQLException {
    var current = store.find(connection, bucket.name(), key, null);
    return current == null || current.deleteMarker() ? null : current;
  }

  private ObjectVersion insert(
      Connection connection, Bucket bucket, ObjectVersion draft, List<ObjectFiles.Piece> gone)
      throws SQLException {
    if (!bucket.keepsVersions()) {
      var replaced = store.find(connection, bucket.name(), draft.key(), ObjectVersion.NULL);
      if (replaced != null) {
        store.delete(connection, replaced);
        gone.addAll(replaced.details().pieces());
      }
    }
    store.demote(connection, bucket.name(), draft.key(), draft.modifiedAt());
    var version = withId(draft, bucket.keepsVersions() ? Ids.version() : ObjectVersion.NULL, 0);
    return withId(version, version.versionId(), store.insert(connection, version));
  }

  private static ObjectVersion withId(ObjectVersion version, String id, long sequence) {
    return new ObjectVersion(
        sequence,
        version.bucket(),
        version.key(),
        id,
        version.latest(),
        version.deleteMarker(),
        version.size(),
        version.etag(),
        version.modifiedAt(),
        version.noncurrentSince(),
        version.storageClass(),
        version.retention(),
        version.legalHold(),
        version.details());
  }

  /// What a deletion came to.
  sealed interface Deleted {
    record Marked(ObjectVersion marker) implements Deleted {}

    record Gone(ObjectVersion version) implements Deleted {}

    record NothingThere() implements Deleted {}
  }

  /// Deletes an object, or one version of it. Throws `AccessDenied` for a version that is locked.
  ///
  /// @param bypass whether the caller may delete what GOVERNANCE retains, and asked for it
  Deleted delete(
      Bucket bucket,
      String key,
      @Nullable String versionId,
      boolean bypass,
      Preconditions wanted,
      Instant now)
      throws SQLException {
    var gone = new ArrayList<ObjectFiles.Piece>();
    var deleted =
        store
            .database()
            .transact(connection -> {
              store.lock(connection, bucket.name(), key);
              wanted.checkWrite(live(connection, bucket, key));
              return versionId == null && bucket.hasVersionIds()
                  ? mark(connection, bucket, key, now, gone)
                  : remove(connection, bucket, key, versionId, bypass, now, gone);
            });
    files.delete(gone);
    return deleted;
  }

  private Deleted mark(
      Connection connection, Bucket bucket, String key, Instant now, List<ObjectFiles.Piece> gone)
      throws SQLException {
    var marker =
        new ObjectVersion(
            0,
            bucket.name(),
            key,
            "",
            true,
            true,
            0,
            "",
            now,
            null,
            "STANDARD",
            null,
            false,
            ObjectVersion.Details.NONE);
    return new Deleted.Marked(insert(connection, bucket, marker, gone));
  }

  private Deleted remove(
      Connection connection,
      Bucket bucket,
      String key,
      @Nullable String versionId,
      boolean bypass,
      Instant now,
      List<ObjectFiles.Piece> gone)
      throws SQLException {
    var version = store.find(connection, bucket.name(), key, versionId);
    if (version == null) {
      return new Deleted.NothingThere();
    }
    if (isHeld(version, bypass, now)) {
      throw S3Error.locked();
    }
    store.delete(connection, version);
    if (version.latest()) {
      store.promote(connection, bucket.name(), key);
    }
    gone.addAll(version.details().pieces());
    return new Deleted.Gone(version);
  }

  private static boolean isHeld(ObjectVersion version, boolean bypass, Instant now) {
    var retention = version.retention();
    return version.legalHold()
        || retention != null
            && !retention.isOver(now)
            && !(bypass && retention.mode() == Retention.Mode.GOVERNANCE);
  }

  /// Changes what may change of a version.
  ///
  /// @param change gets the version as it is; throws to leave it so
  void change(ObjectVersion version, UnaryOperator<ObjectVersion> change) throws SQLException {
    store
        .database()
        .transact(connection -> {
          store.lock(connection, version.bucket(), version.key());
          var current =
              store.find(connection, version.bucket(), version.key(), version.versionId());
          if (current == null) {
            throw S3Error.noSuchVersion();
          }
          store.update(connection, change.apply(current));
          return current;
        });
  }
}
