package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// Somebody who runs SQL of their own as a module's role, under a context they got hold of: what a
/// successful injection comes to, and more.
public final class Intruder implements AutoCloseable {
  private final Connection connection;
  private final Rows rows;
  private final String context;

  private Intruder(Connection connection, String context) {
    this.connection = connection;
    this.rows = new Rows(connection);
    this.context = context;
  }

  static Intruder login(TestDatabase database, String role, String context) {
    try {
      var connection = database.login(role);
      var intruder = new Intruder(connection, context);
      intruder.rows.read("select set_config('cw.context', ?, false)", context);
      return intruder;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Rows of a `select` on the bare connection, outside `api.q`.
  public List<JsonNode> select(String sql, Object... parameters) throws SQLException {
    return rows.read(sql, parameters);
  }

  /// Any other statement on the bare connection.
  public int execute(String sql, Object... parameters) throws SQLException {
    return rows.change(sql, parameters);
  }

  /// A statement through `api.q`, as one of the module's reads.
  ///
  /// @param definition the columns with their types
  public List<JsonNode> query(String statement, String definition) throws SQLException {
    return rows.read(
        "select * from api.q(?, ?, '{\"args\": {}}') as t(" + definition + ")", context, statement);
  }

  /// A page of a list through `api.page`, of what the caller may `book.read`. Where that is more
  /// than nothing, a walk goes through all that the candidates answer.
  ///
  /// @param statement answers one text
  /// @param candidates answers ids and JSON
  public List<JsonNode> page(String statement, String candidates) throws SQLException {
    return rows.read(
        """
        select * from api.page(?, ?, ?, '{"args": {}, "visible":
          {"permission": "book.read", "few": -1, "work": 100, "wanted": 10, "skip": 0}}') as t(x text)\
        """,
        context, statement, candidates);
  }

  /// One step through `api.cmd`, as one of the module's commands. Answers what it answers.
  public JsonNode command(String statement) throws SQLException {
    var envelope =
        Json.text(
            java.util.Map.of(
                "key",
                "request:" + java.util.UUID.randomUUID(),
                "fingerprint",
                "",
                "steps",
                List.of(
                    java.util.Map.of(
                        "sql",
                        statement,
                        "args",
                        java.util.Map.of(),
                        "expect",
                        1,
                        "else",
                        "not_found"))));
    var pieces = rows.read("select api.cmd(?, cast(? as jsonb)) as piece", context, envelope);
    return Json.of(
        String.join("", pieces.stream().map(piece -> piece.path("piece").asText()).toList()));
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
