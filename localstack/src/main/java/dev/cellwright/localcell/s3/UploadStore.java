package dev.cellwright.localcell.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.JsonColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// All SQL of multipart uploads that are not finished.
record UploadStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists s3_uploads (
              id         text primary key,
              bucket     text not null references s3_buckets,
              key        bytea not null,
              started_at timestamptz not null,
              initiator  text not null,
              headers    text not null
            );
            create table if not exists s3_parts (
              upload_id   text not null references s3_uploads on delete cascade,
              number      integer not null,
              file        text not null,
              size        bigint not null,
              etag        text not null,
              md5         bytea not null,
              checksums   text not null,
              modified_at timestamptz not null,
              primary key (upload_id, number)
            )
            """);
      }
    });
  }

  /// An upload, with the headers that its object will have been put with.
  record Upload(
      String id,
      String bucket,
      String key,
      Instant startedAt,
      String initiator,
      Map<String, String> headers) {}

  /// A part of an upload. `checksums` are by their XML element.
  record Part(
      int number,
      ObjectFiles.Piece piece,
      String etag,
      byte[] md5,
      Map<String, String> checksums,
      Instant modifiedAt) {}

  void begin(Upload upload) throws SQLException {
    database.transact(connection -> {
      try (var insert =
          connection.prepareStatement(
              """
              insert into s3_uploads (id, bucket, key, started_at, initiator, headers)
              values (?, ?, ?, ?, ?, ?)
              """)) {
        insert.setString(1, upload.id());
        insert.setString(2, upload.bucket());
        insert.setBytes(3, upload.key().getBytes(UTF_8));
        insert.setTimestamp(4, Timestamp.from(upload.startedAt()));
        insert.setString(5, upload.initiator());
        insert.setString(6, JsonColumn.write(upload.headers()));
        return insert.executeUpdate();
      }
    });
  }

  /// The upload, held against others who would end it or add to it; null when there is none.
  @Nullable Upload hold(Connection connection, String bucket, String key, String id)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select id, bucket, key, started_at, initiator, headers
              from s3_uploads
             where id = ? and bucket = ? and key = ?
               for update
            """)) {
      select.setString(1, id);
      select.setString(2, bucket);
      select.setBytes(3, key.getBytes(UTF_8));
      var found = uploads(select.executeQuery());
      return found.isEmpty() ? null : found.getFirst();
    }
  }

  /// The uploads of a bucket by key and age.
  List<Upload> all(String bucket) throws SQLException {
    return database.transact(connection -> {
      try (var select =
          connection.prepareStatement(
              """
              select id, bucket, key, started_at, initiator, headers
                from s3_uploads
               where bucket = ?
               order by key, started_at
              """)) {
        select.setString(1, bucket);
        return uploads(select.executeQuery());
      }
    });
  }

  private static List<Upload> uploads(ResultSet rows) throws SQLException {
    var uploads = new ArrayList<Upload>();
    try (rows) {
      while (rows.next()) {
        uploads.add(
            new Upload(
                rows.getString("id"),
                rows.getString("bucket"),
                new String(rows.getBytes("key"), UTF_8),
                rows.getTimestamp("started_at").toInstant(),
                rows.getString("initiator"),
                JsonColumn.texts(rows.getString("headers"))));
      }
    }
    return uploads;
  }

  /// Keeps a part in the place of an earlier one of its number; answers the earlier one, if any.
  List<Part> put(Connection connection, String upload, Part part) throws SQLException {
    var earlier =
        parts(connection, upload).stream().filter(each -> each.number() == part.number()).toList();
    try (var upsert =
        connection.prepareStatement(
            """
            insert into s3_parts (upload_id, number, file, size, etag, md5, checksums, modified_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (upload_id, number) do update
               set file = excluded.file, size = excluded.size, etag = excluded.etag,
                   md5 = excluded.md5, checksums = excluded.checksums,
                   modified_at = excluded.modified_at
            """)) {
      upsert.setString(1, upload);
      upsert.setInt(2, part.number());
      upsert.setString(3, part.piece().file());
      upsert.setLong(4, part.piece().size());
      upsert.setString(5, part.etag());
      upsert.setBytes(6, part.md5());
      upsert.setString(7, JsonColumn.write(part.checksums()));
      upsert.setTimestamp(8, Timestamp.from(part.modifiedAt()));
      upsert.executeUpdate();
    }
    return earlier;
  }

  List<Part> parts(Connection connection, String upload) throws SQLException {
    var parts = new ArrayList<Part>();
    try (var select =
        connection.prepareStatement(
            """
            select number, file, size, etag, md5, checksums, modified_at
              from s3_parts
             where upload_id = ?
             order by number
            """)) {
      select.setString(1, upload);
      try (var row = select.executeQuery()) {
        while (row.next()) {
          parts.add(
              new Part(
                  row.getInt("number"),
                  new ObjectFiles.Piece(row.getString("file"), row.getLong("size")),
                  row.getString("etag"),
                  row.getBytes("md5"),
                  JsonColumn.texts(row.getString("checksums")),
                  row.getTimestamp("modified_at").toInstant()));
        }
      }
    }
    return parts;
  }

  /// Forgets an upload and its parts.
  void end(Connection connection, String upload) throws SQLException {
    try (var delete = connection.prepareStatement("delete from s3_uploads where id = ?")) {
      delete.setString(1, upload);
      delete.executeUpdate();
    }
  }

  Set<String> files() throws SQLException {
    return database.transact(connection -> {
      var files = new HashSet<String>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select file from s3_parts")) {
        while (row.next()) {
          files.add(row.getString(1));
        }
      }
      return files;
    });
  }
}
