package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.JsonColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All SQL of objects. Keys are bytes, which sort as S3 lists them and may be anything.
record ObjectStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists s3_objects (
              sequence         bigint generated always as identity unique,
              bucket           text not null references s3_buckets,
              key              bytea not null,
              version_id       text not null,
              latest           boolean not null,
              delete_marker    boolean not null,
              size             bigint not null,
              etag             text not null,
              modified_at      timestamptz not null,
              noncurrent_since timestamptz,
              storage_class    text not null,
              retention_mode   text,
              retained_until   timestamptz,
              legal_hold       boolean not null,
              details          text not null,
              primary key (bucket, key, version_id)
            );
            create unique index if not exists s3_objects_latest
              on s3_objects (bucket, key) where latest;
            create index if not exists s3_objects_versions
              on s3_objects (bucket, key, sequence desc)
            """);
      }
    });
  }

  /// Whoever writes a key waits here for those who write it too, until its transaction ends.
  void lock(Connection connection, String bucket, String key) throws SQLException {
    try (var lock =
        connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
      lock.setString(1, bucket + "/" + Crypto.sha256(key.getBytes(UTF_8)));
      lock.execute();
    }
  }

  /// The version asked for, or the latest; null when there is none.
  @Nullable ObjectVersion find(
      Connection connection, String bucket, String key, @Nullable String versionId)
      throws SQLException {
    var found = findAll(connection, bucket, key, versionId);
    return found.isEmpty() ? null : found.getFirst();
  }

  private static List<ObjectVersion> findAll(
      Connection connection, String bucket, String key, @Nullable String versionId)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            VersionRows.SELECT
                + (versionId == null
                    ? "where bucket = ? and key = ? and latest"
                    : "where bucket = ? and key = ? and version_id = ?"))) {
      select.setString(1, bucket);
      select.setBytes(2, key.getBytes(UTF_8));
      if (versionId != null) {
        select.setString(3, versionId);
      }
      return VersionRows.read(select);
    }
  }

  @Nullable ObjectVersion find(String bucket, String key, @Nullable String versionId)
      throws SQLException {
    var found = database.transact(connection -> findAll(connection, bucket, key, versionId));
    return found.isEmpty() ? null : found.getFirst();
  }

  /// Live objects whose keys are in a range, by key.
  List<ObjectVersion> objects(String bucket, byte[] from, byte @Nullable [] below, int count)
      throws SQLException {
    return database.transact(connection -> {
      try (var select =
          connection.prepareStatement(
              VersionRows.SELECT
                  + """
                  where bucket = ? and latest and not delete_marker
                    and key >= ? and (?::bytea is null or key < ?)
                  order by key
                  limit ?
                  """)) {
        select.setString(1, bucket);
        select.setBytes(2, from);
        select.setBytes(3, below);
        select.setBytes(4, below);
        select.setInt(5, count);
        return VersionRows.read(select);
      }
    });
  }

  /// All versions whose keys are in a range, by key, the newest first; of the first key only those
  /// older than `before`.
  List<ObjectVersion> versions(
      String bucket, byte[] from, long before, byte @Nullable [] below, int count)
      throws SQLException {
    return database.transact(connection -> {
      try (var select =
          connection.prepareStatement(
              VersionRows.SELECT
                  + """
                  where bucket = ?
                    and (key > ? or key = ? and sequence < ?)
                    and (?::bytea is null or key < ?)
                  order by key, sequence desc
                  limit ?
                  """)) {
        select.setString(1, bucket);
        select.setBytes(2, from);
        select.setBytes(3, from);
        select.setLong(4, before);
        select.setBytes(5, below);
        select.setBytes(6, below);
        select.setInt(7, count);
        return VersionRows.read(select);
      }
    });
  }

  /// Every version of a bucket, for what goes by age.
  List<ObjectVersion> all(Connection connection, String bucket) throws SQLException {
    try (var select =
        connection.prepareStatement(
            VersionRows.SELECT + "where bucket = ? order by key, sequence desc")) {
      select.setString(1, bucket);
      return VersionRows.read(select);
    }
  }

  long insert(Connection connection, ObjectVersion version) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into s3_objects (bucket, key, version_id, latest, delete_marker, size, etag,
                                    modified_at, storage_class, retention_mode, retained_until,
                                    legal_hold, details)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning sequence
            """)) {
      insert.setString(1, version.bucket());
      insert.setBytes(2, version.key().getBytes(UTF_8));
      insert.setString(3, version.versionId());
      insert.setBoolean(4, version.latest());
      insert.setBoolean(5, version.deleteMarker());
      insert.setLong(6, version.size());
      insert.setString(7, version.etag());
      insert.setTimestamp(8, Timestamp.from(version.modifiedAt()));
      insert.setString(9, version.storageClass());
      VersionRows.setRetention(insert, 10, version.retention());
      insert.setBoolean(12, version.legalHold());
      insert.setString(13, JsonColumn.write(version.details()));
      try (var row = insert.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// Makes the latest version of a key an old one.
  void demote(Connection connection, String bucket, String key, Instant now) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update s3_objects
               set latest = false, noncurrent_since = ?
             where bucket = ? and key = ? and latest
            """)) {
      update.setTimestamp(1, Timestamp.from(now));
      update.setString(2, bucket);
      update.setBytes(3, key.getBytes(UTF_8));
      update.executeUpdate();
    }
  }

  /// Makes the newest version that is left of a key its latest.
  void promote(Connection connection, String bucket, String key) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update s3_objects
               set latest = true, noncurrent_since = null
             where sequence = (select max(sequence) from s3_objects where bucket = ? and key = ?)
            """)) {
      update.setString(1, bucket);
      update.setBytes(2, key.getBytes(UTF_8));
      update.executeUpdate();
    }
  }

  void delete(Connection connection, ObjectVersion version) throws SQLException {
    try (var delete = connection.prepareStatement("delete from s3_objects where sequence = ?")) {
      delete.setLong(1, version.sequence());
      delete.executeUpdate();
    }
  }

  /// Writes what can change of a version: its class, its locks, its tags.
  void update(Connection connection, ObjectVersion version) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            update s3_objects
               set storage_class = ?, retention_mode = ?, retained_until = ?, legal_hold = ?,
                   details = ?
             where sequence = ?
            """)) {
      update.setString(1, version.storageClass());
      VersionRows.setRetention(update, 2, version.retention());
      update.setBoolean(4, version.legalHold());
      update.setString(5, JsonColumn.write(version.details()));
      update.setLong(6, version.sequence());
      update.executeUpdate();
    }
  }

  /// The names of all files that objects have.
  Set<String> files() throws SQLException {
    return database.transact(connection -> {
      var files = new HashSet<String>();
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.setFetchSize(1000);
        try (var row = statement.executeQuery("select details from s3_objects")) {
          while (row.next()) {
            JsonColumn.read(row.getString(1), ObjectVersion.Details.class)
                .pieces()
                .forEach(piece -> files.add(piece.file()));
          }
        }
      }
      return files;
    });
  }
}
