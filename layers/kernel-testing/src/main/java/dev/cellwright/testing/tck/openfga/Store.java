package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.sql.ModelSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One organization's tuples in a database, and the engine's questions to them.
///
/// @param connection of a superuser's, on which nothing commits by itself
final class Store {
  private static final String UNKNOWN = "22023";

  private final Connection connection;
  private final UUID organization = UUID.randomUUID();
  private Codes codes;

  Store(Connection connection) throws SQLException {
    this.connection = connection;
    codes = Codes.in(connection);
  }

  /// Makes a model the current one.
  void install(Model model) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      statement.execute("set local role cw_owner");
      statement.execute(ModelSql.of(model));
      statement.execute("reset role");
    }
    connection.commit();
    codes = Codes.in(connection);
  }

  /// Writes tuples in the suite's form. Another one of the same name is replaced.
  void write(Iterable<JsonNode> tuples) throws SQLException {
    try (var statement =
        prepared(
            """
            insert into authz.tuples (org_id, rel, obj, sref, subj, cond, cctx) values (?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (org_id, rel, obj, sref, subj) do update set cond = excluded.cond, cctx = excluded.cctx
            """)) {
      for (var each : tuples) {
        var tuple = Tuple.of(each);
        bind(
            statement,
            organization,
            codes.relation(tuple.object().type(), tuple.relation()),
            tuple.object().uuid(),
            codes.subject(tuple.subject()),
            tuple.subject().uuid(),
            codes.condition(tuple.condition()),
            tuple.context());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /// The engine's value: 0 no, 1 unknown, 2 an error, 3 yes.
  int check(Named object, String relation, Named subject, JsonNode context) throws SQLException {
    try (var statement = prepared("select authz.check(?, ?, ?, ?, ?, ?::jsonb)")) {
      bind(
          statement,
          organization,
          codes.relation(object.type(), relation),
          object.uuid(),
          codes.subject(subject),
          subject.uuid(),
          text(context));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /// What explaining the same comes to, by name.
  String explained(Named object, String relation, Named subject, JsonNode context)
      throws SQLException {
    try (var statement =
        prepared("select authz.explain(?, ?, ?, ?, ?, ?, ?, ?::jsonb) ->> 'result'")) {
      bind(
          statement,
          organization,
          object.type(),
          relation,
          object.uuid(),
          subject.type(),
          subject.uuid(),
          subject.isEverybody() ? "*" : subject.relation(),
          text(context));
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /// Those of the objects that the page filter lets pass.
  Set<UUID> holding(
      String type, String relation, Collection<UUID> objects, Named subject, JsonNode context)
      throws SQLException {
    return ids(
        "select unnest(authz.holding(?, ?, ?::uuid[], ?, ?, ?::jsonb))",
        organization,
        codes.relation(type, relation),
        objects.toString().replace('[', '{').replace(']', '}'),
        codes.subject(subject),
        subject.uuid(),
        text(context));
  }

  /// All objects that are found from the subject's side; null where that side gives up.
  @Nullable Set<UUID> reach(String type, String relation, Named subject, JsonNode context)
      throws SQLException {
    var found =
        ids(
            "select unnest(coalesce(r.ids, array[null]::uuid[])) from authz.reach(?, ?, ?, ?, ?::jsonb, 1000) r",
            organization,
            codes.relation(type, relation),
            codes.subject(subject),
            subject.uuid(),
            text(context));
    return found.contains(null) ? null : found;
  }

  /// Everybody of a kind, `user` or `group#member`, who has the relation; everybody at once is the
  /// nil id. Null where that can't be said.
  @Nullable Set<UUID> listUsers(Named object, String relation, String filter, JsonNode context)
      throws SQLException {
    try {
      return ids(
          "select u.subj from authz.list_users(?, ?, ?, ?, ?::jsonb) u",
          organization,
          codes.relation(object.type(), relation),
          object.uuid(),
          filter,
          text(context));
    } catch (SQLException e) {
      if (UNKNOWN.equals(e.getSQLState())) {
        return null;
      }
      throw e;
    }
  }

  void rollback() throws SQLException {
    connection.rollback();
  }

  void commit() throws SQLException {
    connection.commit();
  }

  private Set<UUID> ids(String sql, @Nullable Object... parameters) throws SQLException {
    try (var statement = prepared(sql)) {
      bind(statement, parameters);
      try (var rows = statement.executeQuery()) {
        var ids = new LinkedHashSet<UUID>();
        while (rows.next()) {
          ids.add(rows.getObject(1, UUID.class));
        }
        return ids;
      }
    }
  }

  private PreparedStatement prepared(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  private static void bind(PreparedStatement statement, @Nullable Object... parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  static @Nullable String text(JsonNode context) {
    return context.isObject() ? context.toString() : null;
  }
}
