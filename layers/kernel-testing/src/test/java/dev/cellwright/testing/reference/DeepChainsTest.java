package dev.cellwright.testing.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.reference.CompiledModel.Question;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Beyond a depth an answer is an error, and an error grants nothing, subtracted or not.
class DeepChainsTest {
  private static final int LENGTH = 30;

  private static final String TEXT =
      """
      model
        schema 1.1
      type user
      type organization
      type team
        relations
          define member: [user, team#member]
      type folder
        relations
          define parent: [folder]
          define viewer: [user] or viewer from parent
      type doc
        relations
          define parent: [folder]
          define hidden: [team#member]
          define seen: viewer from parent
          define view: seen but not hidden
      """;

  @Test
  void compiledModelsGoAsDeepAsTheInterpreter() throws SQLException {
    var tuples = new ArrayList<Tuple>();
    tuples.add(tuple("team:0", "member", "user:0"));
    tuples.add(tuple("folder:0", "viewer", "user:0"));
    tuples.add(tuple("folder:0", "viewer", "user:1"));
    for (var number = 1; number < LENGTH; number++) {
      tuples.add(tuple("team:" + number, "member", "team:%d#member".formatted(number - 1)));
      tuples.add(tuple("folder:" + number, "parent", "folder:" + (number - 1)));
      tuples.add(tuple("doc:" + number, "parent", "folder:" + number));
      tuples.add(tuple("doc:" + number, "hidden", "team:%d#member".formatted(LENGTH - number)));
    }
    var model = RandomModel.model(TEXT);
    try (var connection = OwnDatabase.superuser()) {
      var compiled = CompiledModel.installed(connection, model);
      compiled.write(new RandomTuples.All(tuples, List.of()));
      var interpreter = new Interpreter(model, tuples, Map.of());

      var differences = new Comparison(interpreter, compiled, Map.of()).differences(questions());

      assertThat(differences).isEmpty();
    }
  }

  private static List<Question> questions() {
    return Stream.of("user:0", "user:1", "team:0#member", "team:3#member", "folder:2#viewer")
        .map(Subject::of)
        .flatMap(subject ->
            Stream.of(
                question("team", "member", subject),
                question("folder", "viewer", subject),
                question("doc", "hidden", subject),
                question("doc", "seen", subject),
                question("doc", "view", subject)))
        .toList();
  }

  private static Question question(String type, String relation, Subject subject) {
    var objects =
        IntStream.range(0, LENGTH).mapToObj(number -> new Thing(type, "" + number)).toList();
    return new Question(type, objects, relation, subject);
  }

  private static Tuple tuple(String object, String relation, String subject) {
    return new Tuple(Thing.of(object), relation, Subject.of(subject), null, Map.of());
  }
}
