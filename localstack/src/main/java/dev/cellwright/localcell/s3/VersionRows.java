package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.JsonColumn;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a version of an object lies in its row.
final class VersionRows {
  /// All columns, of all versions.
  static final String SELECT =
      """
      select sequence, bucket, key, version_id, latest, delete_marker, size, etag, modified_at,
             noncurrent_since, storage_class, retention_mode, retained_until, legal_hold, details
        from s3_objects
      """;

  private VersionRows() {}

  static List<ObjectVersion> read(PreparedStatement select) throws SQLException {
    var versions = new ArrayList<ObjectVersion>();
    try (var row = select.executeQuery()) {
      while (row.next()) {
        versions.add(version(row));
      }
    }
    return versions;
  }

  private static ObjectVersion version(ResultSet row) throws SQLException {
    var since = row.getTimestamp("noncurrent_since");
    var mode = row.getString("retention_mode");
    return new ObjectVersion(
        row.getLong("sequence"),
        row.getString("bucket"),
        new String(row.getBytes("key"), UTF_8),
        row.getString("version_id"),
        row.getBoolean("latest"),
        row.getBoolean("delete_marker"),
        row.getLong("size"),
        row.getString("etag"),
        row.getTimestamp("modified_at").toInstant(),
        since == null ? null : since.toInstant(),
        row.getString("storage_class"),
        mode == null
            ? null
            : new Retention(
                Retention.Mode.valueOf(mode), row.getTimestamp("retained_until").toInstant()),
        row.getBoolean("legal_hold"),
        JsonColumn.read(row.getString("details"), ObjectVersion.Details.class));
  }

  static void setRetention(PreparedStatement statement, int at, @Nullable Retention retention)
      throws SQLException {
    statement.setString(at, retention == null ? null : retention.mode().name());
    statement.setTimestamp(at + 1, retention == null ? null : Timestamp.from(retention.until()));
  }
}
