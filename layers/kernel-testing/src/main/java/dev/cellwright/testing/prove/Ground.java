package dev.cellwright.testing.prove;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where attacks are tried: one transaction of the superuser's that ends in a rollback, in which
/// everything can be tried as anybody and undone.
final class Ground implements AutoCloseable {
  private final Connection connection;

  private Ground(Connection connection) {
    this.connection = connection;
  }

  /// Begins on a connection of the superuser's, and closes it in the end.
  static Ground on(Connection superuser) throws SQLException {
    superuser.setAutoCommit(false);
    return new Ground(superuser);
  }

  /// Something tried.
  @FunctionalInterface
  interface Trial<T> {
    T run() throws SQLException;
  }

  /// How a statement went: its SQLSTATE, or its rows.
  ///
  /// @param state null where it went through
  record Ending(@Nullable String state, String message, List<String> values, int changed) {
    boolean failed() {
      return state != null;
    }
  }

  /// Tries something and undoes it, whatever it did.
  <T> T undone(Trial<T> trial) throws SQLException {
    run("savepoint trial");
    try {
      return trial.run();
    } finally {
      run("rollback to savepoint trial");
      run("release savepoint trial");
    }
  }

  /// Becomes a role with a context, as after its own log-in. Undone with the trial around it.
  void become(String role, String context) throws SQLException {
    run("set local session authorization \"" + role + "\"");
    try (var statement = prepare("select set_config('cw.context', ?, true)", context)) {
      statement.execute();
    }
  }

  /// Is the superuser again, after a statement that went through.
  void comeBack() throws SQLException {
    run("set local session authorization default");
  }

  /// Tries one statement; its error is an ending. Only the first column of its rows is kept.
  Ending attempt(String sql, @Nullable Object... parameters) throws SQLException {
    run("savepoint attempt");
    try (var statement = prepare(sql, parameters)) {
      var hasRows = statement.execute();
      var values = new ArrayList<String>();
      if (hasRows) {
        try (var rows = statement.getResultSet()) {
          while (rows.next()) {
            values.add(String.valueOf(rows.getString(1)));
          }
        }
      }
      return new Ending(null, "", values, Math.max(statement.getUpdateCount(), 0));
    } catch (SQLException e) {
      run("rollback to savepoint attempt");
      return new Ending(
          String.valueOf(e.getSQLState()), String.valueOf(e.getMessage()), List.of(), 0);
    }
  }

  /// The values of a one-column query.
  List<String> values(String sql, @Nullable Object... parameters) throws SQLException {
    return rows(sql, parameters).stream().map(row -> String.valueOf(row.getFirst())).toList();
  }

  /// The rows of a query, each value as text or null.
  List<List<@Nullable String>> rows(String sql, @Nullable Object... parameters)
      throws SQLException {
    try (var statement = prepare(sql, parameters);
        var rows = statement.executeQuery()) {
      var width = rows.getMetaData().getColumnCount();
      var all = new ArrayList<List<@Nullable String>>();
      while (rows.next()) {
        var row = new @Nullable String[width];
        for (int i = 0; i < width; i++) {
          row[i] = rows.getString(i + 1);
        }
        all.add(Arrays.asList(row));
      }
      return all;
    }
  }

  void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private PreparedStatement prepare(String sql, @Nullable Object... parameters)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
