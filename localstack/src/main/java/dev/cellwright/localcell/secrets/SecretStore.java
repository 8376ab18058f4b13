package dev.cellwright.localcell.secrets;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// All SQL of the secrets.
record SecretStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists secrets (
              name       text primary key,
              arn        text not null unique,
              declared   text not null,
              created_at timestamptz not null
            );
            create table if not exists secret_versions (
              secret     text not null references secrets,
              id         text not null,
              string     text,
              bytes      bytea,
              stages     text[] not null,
              created_at timestamptz not null,
              primary key (secret, id)
            )
            """);
      }
    });
  }

  Collection<Secret> secrets() throws SQLException {
    return database.transact(connection -> {
      var secrets = new LinkedHashMap<String, Secret>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select s.name, s.arn, s.declared, s.created_at,
                         v.id, v.string, v.bytes, v.stages, v.created_at as version_created_at
                    from secrets s
                    join secret_versions v on v.secret = s.name
                   order by s.name, v.created_at
                  """)) {
        while (row.next()) {
          var read = secret(row);
          secrets.merge(read.name(), read, SecretStore::merged);
        }
      }
      return secrets.values();
    });
  }

  private static Secret secret(ResultSet row) throws SQLException {
    var version =
        new Secret.Version(
            row.getString("id"),
            row.getString("string"),
            row.getBytes("bytes"),
            Set.of((String[]) row.getArray("stages").getArray()),
            row.getTimestamp("version_created_at").toInstant());
    return new Secret(
        row.getString("name"),
        row.getString("arn"),
        row.getString("declared"),
        row.getTimestamp("created_at").toInstant(),
        List.of(version));
  }

  private static Secret merged(Secret one, Secret other) {
    var versions = new ArrayList<>(one.versions());
    versions.addAll(other.versions());
    return new Secret(one.name(), one.arn(), one.declared(), one.createdAt(), versions);
  }

  /// Writes a secret as it is now, with all its versions.
  void write(Secret secret) throws SQLException {
    database.transact(connection -> {
      try (var upsert =
              connection.prepareStatement(
                  """
                  insert into secrets (name, arn, declared, created_at) values (?, ?, ?, ?)
                  on conflict (name) do update set declared = excluded.declared
                  """);
          var delete =
              connection.prepareStatement("delete from secret_versions where secret = ?")) {
        upsert.setString(1, secret.name());
        upsert.setString(2, secret.arn());
        upsert.setString(3, secret.declared());
        upsert.setTimestamp(4, Timestamp.from(secret.createdAt()));
        upsert.executeUpdate();
        delete.setString(1, secret.name());
        delete.executeUpdate();
      }
      return insertVersions(connection, secret);
    });
  }

  private static int[] insertVersions(Connection connection, Secret secret) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            insert into secret_versions (secret, id, string, bytes, stages, created_at)
            values (?, ?, ?, ?, ?, ?)
            """)) {
      for (var version : secret.versions()) {
        insert.setString(1, secret.name());
        insert.setString(2, version.id());
        insert.setString(3, version.string());
        insert.setBytes(4, version.binary());
        insert.setArray(5, connection.createArrayOf("text", version.stages().toArray()));
        insert.setTimestamp(6, Timestamp.from(version.createdAt()));
        insert.addBatch();
      }
      return insert.executeBatch();
    }
  }
}
