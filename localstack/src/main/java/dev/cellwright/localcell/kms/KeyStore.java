package dev.cellwright.localcell.kms;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.Json;
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
            );
            alter table kms_keys add column if not exists enabled boolean not null default true;
            alter table kms_keys add column if not exists tags jsonb not null default '{}';
            alter table kms_aliases add column if not exists declared uuid;
            alter table kms_aliases add column if not exists created_at timestamptz not null default now();
            alter table kms_aliases add column if not exists updated_at timestamptz not null default now()
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
                  select id, name, kind, description, created_at, material, public_key, tags, enabled
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
                  row.getBytes("public_key"),
                  tags(row.getString("tags")),
                  row.getBoolean("enabled")));
        }
      }
      return keys;
    });
  }

  private static Map<String, String> tags(String json) {
    var tags = new HashMap<String, String>();
    try {
      Json.MAPPER
          .readTree(json)
          .properties()
          .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a column of JSON is JSON", e);
    }
    return Map.copyOf(tags);
  }

  List<Alias> aliases() throws SQLException {
    return database.transact(connection -> {
      var aliases = new ArrayList<Alias>();
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery(
                  "select alias, key_id, declared, created_at, updated_at from kms_aliases")) {
        while (row.next()) {
          aliases.add(
              new Alias(
                  row.getString("alias"),
                  row.getObject("key_id", UUID.class),
                  row.getObject("declared", UUID.class),
                  row.getTimestamp("created_at").toInstant(),
                  row.getTimestamp("updated_at").toInstant()));
        }
      }
      return aliases;
    });
  }

  /// Writes a key that is new, or what may change of one.
  void write(Key key) throws SQLException {
    var tags = Json.object();
    key.tags().forEach(tags::put);
    database.transact(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into kms_keys (id, name, kind, description, created_at, material, public_key, tags, enabled)
              values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
              on conflict (id) do update set tags = excluded.tags, enabled = excluded.enabled
              """)) {
        upsert.setObject(1, key.id());
        upsert.setString(2, key.name());
        upsert.setString(3, key.kind().name());
        upsert.setString(4, key.description());
        upsert.setTimestamp(5, Timestamp.from(key.createdAt()));
        upsert.setBytes(6, key.material());
        upsert.setBytes(7, key.publicKey());
        upsert.setString(8, tags.toString());
        upsert.setBoolean(9, key.enabled());
        return upsert.executeUpdate();
      }
    });
  }

  void write(Alias alias) throws SQLException {
    database.transact(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into kms_aliases (alias, key_id, declared, created_at, updated_at) values (?, ?, ?, ?, ?)
              on conflict (alias) do update
              set key_id = excluded.key_id, declared = excluded.declared, updated_at = excluded.updated_at
              """)) {
        upsert.setString(1, alias.name());
        upsert.setObject(2, alias.key());
        upsert.setObject(3, alias.declared());
        upsert.setTimestamp(4, Timestamp.from(alias.createdAt()));
        upsert.setTimestamp(5, Timestamp.from(alias.updatedAt()));
        return upsert.executeUpdate();
      }
    });
  }

  void delete(Alias alias) throws SQLException {
    database.transact(connection -> {
      try (var delete = connection.prepareStatement("delete from kms_aliases where alias = ?")) {
        delete.setString(1, alias.name());
        return delete.executeUpdate();
      }
    });
  }
}
