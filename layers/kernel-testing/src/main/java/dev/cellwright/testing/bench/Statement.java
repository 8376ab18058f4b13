package dev.cellwright.testing.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;

/// A statement with `$1`…, as it is timed in the database.
record Statement(String sql, List<String> parameters) {

  /// What the kernel would send, with numbers for names, as it is with most calls: without taking
  /// tokens of its rate for the next ones.
  static Statement of(ExecuteStatementRequest request) {
    var sql = request.sql();
    var parameters = new ArrayList<String>();
    for (var parameter : request.parameters()) {
      var value = parameter.value().stringValue();
      parameters.add(parameter.name().equals("e") ? Lists.withoutLease(value) : value);
      sql = sql.replaceFirst(":" + parameter.name() + "\\b", "\\$" + parameters.size());
    }
    return new Statement(sql, parameters);
  }

  /// @return how long it took each time, in milliseconds
  List<Double> time(Connection connection, int rounds) throws SQLException {
    var timings = new ArrayList<Double>();
    try (var query = connection.prepareStatement("select ms from bench.time_statement(?, ?, ?)")) {
      query.setString(1, sql);
      query.setArray(2, connection.createArrayOf("text", parameters.toArray()));
      query.setInt(3, rounds);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          timings.add(rows.getDouble("ms"));
        }
      }
    }
    return timings;
  }

  /// How many rows it answers: a list must be right before it may be fast.
  int rows(Connection connection) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "select count(*) from (%s) l".formatted(sql.replaceAll("\\$\\d", "?")))) {
      for (int i = 0; i < parameters.size(); i++) {
        query.setString(i + 1, parameters.get(i));
      }
      try (var row = query.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
