package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.language.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// A file of cases in OpenFGA's format, put to the engine: stages in their order, each with a model
/// of its own and the tuples of those before it. Tests of one stage are put again, with all tuples
/// sent along with each question.
public final class OpenFgaCases {
  private final Tally tally;

  private OpenFgaCases(Tally tally) {
    this.tally = tally;
  }

  /// Prints each failure, the count of each kind and, in the last line, of all.
  public static Tally put(Path file, PrintStream out) throws IOException, SQLException {
    var tally = new Tally(out);
    var cases = new OpenFgaCases(tally);
    try (var cell = new EmptyCell();
        var connection = cell.connection()) {
      for (var test : new YAMLMapper().readTree(file.toFile()).path("tests")) {
        cases.put(test, new Store(connection));
        if (test.path("stages").size() == 1) {
          cases.putAlong(test, new Store(connection));
        }
      }
    }
    tally.print();
    return tally;
  }

  private void put(JsonNode test, Store store) throws SQLException {
    var tuples = new ArrayList<JsonNode>();
    var number = 0;
    for (var stage : test.path("stages")) {
      var where = "%s, stage %d".formatted(test.path("name").asText(), ++number);
      try {
        var model = Models.single(stage.path("model").asText(), where);
        store.install(model);
        store.write(stage.path("tuples"));
        store.commit();
        stage.path("tuples").forEach(tuples::add);
        new Asked(where, stage, List.of()).put(new Stage(model, store, tuples));
      } catch (InvalidModel e) {
        tally.failed("model", where, String.valueOf(e.getMessage()));
      }
    }
  }

  private void putAlong(JsonNode test, Store store) throws SQLException {
    var stage = test.path("stages").path(0);
    var where = test.path("name").asText() + ", stage 1, tuples sent along";
    try {
      var model = Models.single(stage.path("model").asText(), where);
      store.install(model);
      var tuples = StreamSupport.stream(stage.path("tuples").spliterator(), false).toList();
      new Asked(where, stage, tuples).put(new Stage(model, store, List.of()));
    } catch (InvalidModel e) {
      tally.failed("model", where, String.valueOf(e.getMessage()));
    }
  }

  @FunctionalInterface
  private interface Question {
    Answer put(Stage stage, JsonNode assertion) throws SQLException;
  }

  /// The assertions of a stage.
  ///
  /// @param along tuples that each question brings besides its own
  private final class Asked {
    private final String where;
    private final JsonNode stage;
    private final List<JsonNode> along;

    Asked(String where, JsonNode stage, List<JsonNode> along) {
      this.where = where;
      this.stage = stage;
      this.along = along;
    }

    void put(Stage stored) throws SQLException {
      for (var each : stage.path("checkAssertions")) {
        put("check", each, stored, Stage::check);
      }
      for (var each : stage.path("listObjectsAssertions")) {
        put("list-objects", each, stored, Stage::listObjects);
      }
      for (var each : stage.path("listUsersAssertions")) {
        put("list-users", each, stored, Stage::listUsers);
      }
    }

    private void put(String kind, JsonNode assertion, Stage stored, Question question)
        throws SQLException {
      var expected = Answer.expectedBy(assertion);
      try {
        var answer = answer(assertion, stored, question);
        if (answer.equals(expected)) {
          tally.passed(kind);
        } else {
          tally.failed(kind, where, "%s, not %s, to %s".formatted(answer, expected, assertion));
        }
      } catch (AssertionError e) {
        tally.failed(kind, where, e.getMessage() + ", to " + assertion);
      } catch (SQLException e) {
        tally.failed(kind, where, e + ", to " + assertion);
      } finally {
        stored.store().rollback();
      }
    }

    private Answer answer(JsonNode assertion, Stage stored, Question question) throws SQLException {
      var brought = new ArrayList<>(along);
      assertion.path("contextualTuples").forEach(brought::add);
      if (!brought.stream().allMatch(each -> isAllowed(each, stored))) {
        return new Answer.Refused(Answer.INVALID_TUPLE);
      }
      stored.store().write(brought);
      var all = new ArrayList<>(stored.tuples());
      all.addAll(brought);
      return question.put(new Stage(stored.model(), stored.store(), all), assertion);
    }

    private static boolean isAllowed(JsonNode tuple, Stage stored) {
      return Tuple.of(tuple).isAllowedBy(stored.model());
    }
  }
}
