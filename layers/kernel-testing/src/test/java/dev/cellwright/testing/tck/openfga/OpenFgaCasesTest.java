package dev.cellwright.testing.tck.openfga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFgaCasesTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"consolidated_1_1_tests.yaml", "abac_tests.yaml"})
  void theEngineAnswersAsPublished(String file) throws Exception {
    var tally = OpenFgaCases.put(published(file), out);

    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("FAILED");
    assertThat(tally.passed()).isGreaterThan(500);
  }

  @Test
  void aWrongAnswerIsToldWithItsTestAndStage() throws Exception {
    var cases =
        Files.writeString(
            folder.resolve("cases.yaml"),
            """
            tests:
              - name: anne_owns_nothing
                stages:
                  - model: |
                      model
                        schema 1.1
                      type user
                      type document
                        relations
                          define owner: [user]
                    checkAssertions:
                      - tuple: {object: "document:1", relation: owner, user: "user:anne"}
                        expectation: true
                      - tuple: {object: "document:2", relation: owner, user: "user:anne"}
                        expectation: false
            """);

    OpenFgaCases.put(cases, out);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line ->
            line.startsWith("FAILED check, anne_owns_nothing, stage 1: nothing, not true, to {"))
        .contains("check: 2 passed, 2 failed")
        .endsWith("2 passed, 2 failed");
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        arguments("nothing", "", "FAILED reading, "),
        arguments("text", "no cases at all", "FAILED reading, "),
        arguments("no tests", "tests: []", "FAILED reading, "),
        arguments("no YAML", "tests: [}", "FAILED reading, "),
        arguments("no stages", "tests: [{name: hollow}]", "FAILED reading, hollow: "),
        arguments(
            "no model",
            "tests: [{name: odd, stages: [{tuples: []}]}]",
            "FAILED model, odd, stage 1: "),
        arguments(
            "no known relation",
            withTuple("object: 'doc:1', relation: viewr"),
            "FAILED tuples, odd, stage 1: "),
        arguments("no relation", withTuple("object: 'doc:1'"), "FAILED tuples, odd, stage 1: "));
  }

  private static String withTuple(String field) {
    return """
    tests:
      - name: odd
        stages:
          - model: |
              model
                schema 1.1
              type user
              type doc
                relations
                  define viewer: [user]
            tuples:
              - {user: 'user:anne', %s}
            checkAssertions:
              - tuple: {object: 'doc:1', relation: viewer, user: 'user:anne'}
                expectation: true
    """
        .formatted(field);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("broken")
  void aBrokenFileFailsInOneLineThatNamesTheStage(String name, String text, String told)
      throws Exception {
    var cases = Files.writeString(folder.resolve("cases.yaml"), text);

    var tally = OpenFgaCases.put(cases, out);

    assertThat(tally.failed()).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .filteredOn(line -> line.startsWith("FAILED"))
        .singleElement(STRING)
        .startsWith(told);
    assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("0 passed, 1 failed\n");
  }

  @Test
  void aMissingFileFailsInOneLineToo() throws Exception {
    OpenFgaCases.put(folder.resolve("nowhere.yaml"), out);

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .first(STRING)
        .startsWith("FAILED reading, ")
        .contains("nowhere.yaml");
    assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("0 passed, 1 failed\n");
  }

  /// The suites stand beside the repository, or where `SHARED_SUITES` says.
  private static Path published(String file) {
    var given = System.getenv("SHARED_SUITES");
    var above =
        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
            .map(path -> path.resolve("shared/suites"));
    var found =
        Stream.concat(given == null ? Stream.empty() : Stream.of(Path.of(given)), above)
            .map(path -> path.resolve("openfga").resolve(file))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(found.isPresent(), "skipped: no published cases " + file + " beside the repository");
    return found.orElseThrow();
  }
}
