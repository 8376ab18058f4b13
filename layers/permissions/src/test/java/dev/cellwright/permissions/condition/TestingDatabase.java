package dev.cellwright.permissions.condition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.postgres.LocalPostgres;
import dev.cellwright.permissions.Condition;
import java.sql.Connection;
import java.sql.SQLException;

/// Conditions as functions of a real database.
record TestingDatabase(LocalPostgres postgres, Connection connection) implements AutoCloseable {

  static TestingDatabase start() throws SQLException {
    var postgres = LocalPostgres.start(null);
    return new TestingDatabase(postgres, postgres.superuser("postgres"));
  }

  void install(Condition condition) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("drop function if exists public.decided(jsonb)");
      statement.execute(ConditionSql.function("public.decided", condition));
    }
  }

  int answer(JsonNode context) throws SQLException {
    try (var statement = connection.prepareStatement("select public.decided(?::jsonb)")) {
      statement.setString(1, context.toString());
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    postgres.close();
  }
}
