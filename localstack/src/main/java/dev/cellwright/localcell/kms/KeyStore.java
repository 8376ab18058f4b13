package dev.cellwright.localcell.kms;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// All SQL of the keys.
record KeyStore(AwsDatabase database) {

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists kms_keys (
              id          uuid primary key,
              name        text not null unique,
              kind        text not null,
              description text not null,
              created_at  timestamptz not null,
              material    bytea not null,
              public_key  bytea not null
            );
            create table if not exists kms_aliases (
              alias  text primary key,
              key_id uuid not null references kms_keys
            )
            """);
      }
    });
  }

  List<Key> keys() throws SQLException {
    return database.transact(connection -> {
      var keys = new ArrayList<Key>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  """
                  select id, name, kind, description, created_at, material, public_key
                    from kms_keys
                  """)) {
        while (row.next()) {
          keys.add(
              new Key(
                  row.getObject("id", UUID.class),
                  row.getString("name"),
                  Keys.Kind.valueOf(row.getString("kind")),
                  row.getString("description"),
                  row.getTimestamp("created_at").toInstant(),
                  row.getBytes("material"),
                  row.getBytes("public_key")));
        }
      }
      return keys;
    });
  }

  Map<String, UUID> aliases() throws SQLException {
    return database.transact(connection -> {
      var aliases = new HashMap<String, UUID>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select alias, key_id from kms_aliases")) {
        while (row.next()) {
          aliases.put(row.getString("alias"), row.getObject("key_id", UUID.class));
        }
      }
      return aliases;
    });
  }

  void insert(Key key) throws SQLException {
    database.transact(connection -> {
      try (var insert =
          connection.prepareStatement(
              """
              insert into kms_keys (id, name, kind, description, created_at, material, public_key)
              values (?, ?, ?, ?, ?, ?, ?)
              """)) {
        insert.setObject(1, key.id());
        insert.setString(2, key.name());
        insert.setString(3, key.kind().name());
        insert.setString(4, key.description());
        insert.setTimestamp(5, Timestamp.from(key.createdAt()));
        insert.setBytes(6, key.material());
        insert.setBytes(7, key.publicKey());
        return insert.executeUpdate();
      }
    });
  }

  void alias(String alias, UUID keyId) throws SQLException {
    database.transact(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into kms_aliases (alias, key_id) values (?, ?)
              on conflict (alias) do update set key_id = excluded.key_id
              """)) {
        upsert.setString(1, alias);
        upsert.setObject(2, keyId);
        return upsert.executeUpdate();
      }
    });
  }
}
