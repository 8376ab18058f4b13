package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Statements on a connection, rows as JSON.
record Rows(Connection connection) {

  List<JsonNode> read(String sql, Object... parameters) throws SQLException {
    try (var statement =
        prepare("select to_jsonb(cw_row)::text from (\n" + sql + "\n) cw_row", parameters)) {
      var found = new ArrayList<JsonNode>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(Json.of(rows.getString(1)));
        }
      }
      return found;
    }
  }

  int change(String sql, Object... parameters) throws SQLException {
    try (var statement = prepare(sql, parameters)) {
      statement.execute();
      return Math.max(statement.getUpdateCount(), 0);
    }
  }

  private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}
