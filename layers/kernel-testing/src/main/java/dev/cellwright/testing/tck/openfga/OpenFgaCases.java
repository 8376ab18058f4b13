package dev.cellwright.testing.tck.openfga;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.language.Models;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// A file of cases in OpenFGA's format, put to the engine: stages in their order, each with a model
/// of its own and the tuples of those before it. Tests of one stage are put again, with all tuples
/// sent along with each question.
public final class OpenFgaCases {
  private static final String READING = "reading";

  private final Tally tally;

  private OpenFgaCases(Tally tally) {
    this.tally = tally;
  }

  /// Prints each failure, the count of each kind and, in the last line, of all. What is broken in
  /// the file is a failure of the kind `reading`, `model` or `tuples`; so is a file that asks
  /// nothing.
  public static Tally put(Path file, PrintStream out) throws IOException, SQLException {
    var tally = new Tally(out);
    var cases = new OpenFgaCases(tally);
    var tests = read(file, tally);
    try (var cell = new EmptyCell();
        var connection = cell.connection()) {
      for (var test : tests) {
        if (cases.put(test, new Store(connection)) && test.path("stages").size() == 1) {
          cases.putAlong(test, new Store(connection));
        }
      }
    }
    if (tally.passed() + tally.failed() == 0) {
      tally.failed(READING, file.toString(), "no stage of it asserts anything");
    }
    tally.print();
    return tally;
  }

  /// @return nothing where the file is broken, which is told
  private static List<JsonNode> read(Path file, Tally tally) {
    try {
      var tests = new YAMLMapper().readTree(file.toFile()).path("tests");
      if (tests.isArray()) {
        return StreamSupport.stream(tests.spliterator(), false).toList();
      }
      tally.failed(READING, file.toString(), "wants a list of `tests`");
    } catch (JacksonException e) {
      tally.failed(READING, file.toString(), "no YAML: " + e.getOriginalMessage());
    } catch (IOException e) {
      tally.failed(READING, file.toString(), String.valueOf(e.getMessage()));
    }
    return List.of();
  }

  /// Whether all stages stood, whatever was answered there. After one that doesn't, none is put.
  private boolean put(JsonNode test, Store store) throws SQLException {
    if (test.path("stages").isEmpty()) {
      tally.failed(READING, test.path("name").asText(), "wants a list of `stages`");
      return false;
    }
    var tuples = new ArrayList<JsonNode>();
    var number = 0;
    for (var stage : test.path("stages")) {
      var where = "%s, stage %d".formatted(test.path("name").asText(), ++number);
      var model = install(stage, where, store);
      if (model == null || !write(stage, where, model, store)) {
        return false;
      }
      stage.path("tuples").forEach(tuples::add);
      new Asked(where, stage, List.of()).put(new Stage(model, store, tuples));
    }
    return true;
  }

  /// @return null where the model is broken, which is told
  private @Nullable Model install(JsonNode stage, String where, Store store) throws SQLException {
    try {
      var model = Models.single(stage.path("model").asText(), where);
      store.install(model);
      return model;
    } catch (InvalidModel | SQLException e) {
      store.rollback();
      tally.failed("model", where, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /// Whether the stage's tuples are stored now. Where one can't be, it is told, and none is.
  private boolean write(JsonNode stage, String where, Model model, Store store)
      throws SQLException {
    for (var each : stage.path("tuples")) {
      if (!Tuple.isAllowed(each, model)) {
        tally.failed("tuples", where, "the model knows no such tuple: " + each);
        return false;
      }
    }
    try {
      store.write(stage.path("tuples"));
      store.commit();
      return true;
    } catch (SQLException e) {
      store.rollback();
      tally.failed("tuples", where, String.valueOf(e.getMessage()));
      return false;
    }
  }

  private void putAlong(JsonNode test, Store store) throws SQLException {
    var stage = test.path("stages").path(0);
    var where = test.path("name").asText() + ", stage 1, tuples sent along";
    var model = install(stage, where, store);
    if (model != null) {
      var tuples = StreamSupport.stream(stage.path("tuples").spliterator(), false).toList();
      new Asked(where, stage, tuples).put(new Stage(model, store, List.of()));
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
      if (!brought.stream().allMatch(each -> Tuple.isAllowed(each, stored.model()))) {
        return new Answer.Refused(Answer.INVALID_TUPLE);
      }
      stored.store().write(brought);
      var all = new ArrayList<>(stored.tuples());
      all.addAll(brought);
      return question.put(new Stage(stored.model(), stored.store(), all), assertion);
    }
  }
}
