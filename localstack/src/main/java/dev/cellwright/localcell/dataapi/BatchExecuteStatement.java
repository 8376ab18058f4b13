package dev.cellwright.localcell.dataapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.Input;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Runs one statement for each set of parameters, all or none.
record BatchExecuteStatement(NamedSql sql, List<Map<String, Binding>> sets)
    implements StatementRun.Work {

  static BatchExecuteStatement of(Input input) {
    var sets = input.list("parameterSets").stream().map(BatchExecuteStatement::set).toList();
    if (sets.isEmpty()) {
      throw Input.invalid("parameterSets is empty: nothing would run");
    }
    return new BatchExecuteStatement(NamedSql.parse(input.text("sql")), sets);
  }

  private static Map<String, Binding> set(JsonNode parameters) {
    if (!parameters.isArray()) {
      throw Input.invalid("parameterSets holds lists");
    }
    var list = new ArrayList<JsonNode>();
    parameters.forEach(list::add);
    return Binding.named(list);
  }

  @Override
  public byte[] on(Connection connection) throws SQLException {
    var alone = connection.getAutoCommit();
    if (alone) {
      connection.setAutoCommit(false);
    }
    try (var statement = connection.prepareStatement(sql.jdbc())) {
      if (sql.answersRows()) {
        oneByOne(statement);
      } else {
        together(statement);
      }
    } catch (BatchUpdateException e) {
      throw e.getCause() instanceof SQLException cause ? cause : e;
    }
    if (alone) {
      connection.commit();
    }
    return answer();
  }

  private void together(PreparedStatement statement) throws SQLException {
    for (var set : sets) {
      Binding.bind(statement, sql, set);
      statement.addBatch();
    }
    statement.executeBatch();
  }

  private void oneByOne(PreparedStatement statement) throws SQLException {
    for (var set : sets) {
      Binding.bind(statement, sql, set);
      statement.execute();
    }
  }

  private byte[] answer() {
    var results = String.join(",", Collections.nCopies(sets.size(), "{\"generatedFields\":[]}"));
    return ("{\"updateResults\":[" + results + "]}").getBytes(StandardCharsets.UTF_8);
  }
}
