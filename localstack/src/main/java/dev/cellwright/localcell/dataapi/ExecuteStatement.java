package dev.cellwright.localcell.dataapi;

import dev.cellwright.localcell.aws.Input;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/// Runs one statement and answers its rows or how many it changed.
record ExecuteStatement(NamedSql sql, Map<String, Binding> bindings, ResultForm form)
    implements StatementRun.Work {

  static ExecuteStatement of(Input input) {
    return new ExecuteStatement(
        NamedSql.parse(input.text("sql")),
        Binding.named(input.list("parameters")),
        ResultForm.of(input));
  }

  /// Outside a transaction, a statement about data gets one of its own: what it did is undone when
  /// its answer turns out too large.
  @Override
  public byte[] on(Connection connection) throws SQLException {
    if (!connection.getAutoCommit() || !sql.isAboutData()) {
      return execute(connection);
    }
    connection.setAutoCommit(false);
    var answer = execute(connection);
    connection.commit();
    return answer;
  }

  private byte[] execute(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(sql.jdbc())) {
      Binding.bind(statement, sql, bindings);
      return answer(statement);
    }
  }

  private byte[] answer(PreparedStatement statement) throws SQLException {
    if (!statement.execute()) {
      return ResultWriter.updated(Math.max(statement.getUpdateCount(), 0));
    }
    try (var rows = statement.getResultSet()) {
      return new ResultWriter(form).rows(rows);
    }
  }
}
