package dev.cellwright.localcell.s3;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// All SQL of buckets.
record BucketStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists s3_buckets (
              name       text primary key,
              created_at timestamptz not null
            )
            """);
      }
    });
  }

  /// Makes a bucket, or finds it; answers when it was made.
  Instant bucket(String name, Instant now) throws SQLException {
    return database.transact(connection -> {
      try (var insert =
          connection.prepareStatement(
              """
              insert into s3_buckets (name, created_at) values (?, ?)
              on conflict (name) do update set name = excluded.name
              returning created_at
              """)) {
        insert.setString(1, name);
        insert.setTimestamp(2, Timestamp.from(now));
        try (var row = insert.executeQuery()) {
          row.next();
          return row.getTimestamp(1).toInstant();
        }
      }
    });
  }

  /// How much a bucket holds.
  record Usage(long objects, long bytes) {}

  Map<String, Usage> usage() throws SQLException {
    return database.transact(connection -> {
      var usage = new LinkedHashMap<String, Usage>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select bucket, count(*) filter (where latest and not delete_marker), sum(size)
                    from s3_objects
                   group by bucket
                   order by bucket
                  """)) {
        while (row.next()) {
          usage.put(row.getString(1), new Usage(row.getLong(2), row.getLong(3)));
        }
      }
      return usage;
    });
  }
}
