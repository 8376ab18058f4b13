package dev.cellwright.testing.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compiled models decide as the interpreter does: one object, a page of objects, and all objects.
///
/// A difference names its seed; `-Drandom.seed=17` begins there, and `-Drandom.seconds=600` goes on
/// for longer.
class RandomModelsTest {
  private static final long FIRST = Long.getLong("random.seed", 1);
  private static final Duration LONG_ENOUGH =
      Duration.ofSeconds(Long.getLong("random.seconds", 40));
  private static final int TUPLE_SETS = 3;

  private static final List<Map<String, Object>> VALUES =
      List.of(Map.of("x", 7), Map.of("x", 3, "tag", "red", "tags", List.of("blue")));

  @Test
  void compiledModelsDecideAsTheInterpreterDoes() throws SQLException {
    try (var connection = OwnDatabase.superuser()) {
      var seed = FIRST;
      for (var until = Instant.now().plus(LONG_ENOUGH); Instant.now().isBefore(until); seed++) {
        compare(connection, seed);
      }
      System.out.println("Random models compared: seeds %d to %d".formatted(FIRST, seed - 1));
    }
  }

  private static void compare(Connection connection, long seed) throws SQLException {
    var random = new SplittableRandom(seed);
    var text = RandomModel.text(random);
    var model = RandomModel.model(text);
    var compiled = CompiledModel.installed(connection, model);
    for (var set = 0; set < TUPLE_SETS; set++) {
      var tuples = RandomTuples.of(model, random);
      compiled.write(tuples);
      for (var values : VALUES) {
        var interpreter = new Interpreter(model, tuples.counting(model), values);
        assertThat(
                new Comparison(interpreter, compiled, values)
                    .differences(RandomQuestions.of(random)))
            .as("seed %d: %s%n%s%n%s", seed, values, text, lines(tuples))
            .isEmpty();
      }
    }
  }

  private static String lines(RandomTuples.All tuples) {
    return Stream.concat(tuples.tuples().stream(), tuples.rows().stream().map(row -> "row " + row))
        .map(Object::toString)
        .collect(Collectors.joining("\n"));
  }
}
