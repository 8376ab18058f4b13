package dev.cellwright.testing.reference;

import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// A cell's database for models that come and go, which would disturb all other tests.
final class OwnDatabase {

  private OwnDatabase() {}

  private static final class One {
    private static final TestDatabase DATABASE = made();
  }

  static Connection superuser() throws SQLException {
    return One.DATABASE.superuser();
  }

  private static TestDatabase made() {
    var database = TestCell.start(List.of()).database();
    try (var connection = database.superuser()) {
      CompiledModel.prepare(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }
}
