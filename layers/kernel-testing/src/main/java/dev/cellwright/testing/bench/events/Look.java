package dev.cellwright.testing.bench.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// Looks into a cell's database.
record Look(Connection connection) {

  /// A number that a statement answers. A collection of ids is bound as an array.
  long count(String sql, Object... parameters) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        if (parameters[i] instanceof Collection<?> ids) {
          statement.setArray(i + 1, connection.createArrayOf("uuid", ids.toArray(new UUID[0])));
        } else {
          statement.setObject(i + 1, parameters[i]);
        }
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  void run(String script) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(script);
    }
  }
}
