package dev.cellwright.testing.reference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.cellwright.permissions.language.Models;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The interpreter, held against what OpenFGA's authors publish: else it could be wrong in the same
/// way as what is held against it.
class PublishedPermissionsTest {

  @TestFactory
  Stream<DynamicContainer> theInterpreterAnswersAsPublished() {
    return Stream.of("consolidated_1_1_tests.yaml", "abac_tests.yaml")
        .flatMap(file -> tests(file))
        .map(test -> dynamicContainer(test.path("name").asText(), stages(test)));
  }

  private static Stream<JsonNode> tests(String file) {
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
    try {
      return StreamSupport.stream(
          new YAMLMapper()
              .readTree(Files.readString(found.orElseThrow()))
              .path("tests")
              .spliterator(),
          false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Each stage has a model of its own, and the tuples of all before it.
  private static Stream<DynamicTest> stages(JsonNode test) {
    var cases = new ArrayList<DynamicTest>();
    var tuples = new ArrayList<Tuple>();
    for (var stage : test.path("stages")) {
      stage.path("tuples").forEach(tuple -> tuples.add(PublishedStage.tuple(tuple)));
      var model = Models.single(stage.path("model").asText(), test.path("name").asText());
      var published = new PublishedStage(model, List.copyOf(tuples));
      stage
          .path("checkAssertions")
          .forEach(each -> cases.add(dynamicTest("check " + each, () -> published.check(each))));
      stage
          .path("listObjectsAssertions")
          .forEach(each ->
              cases.add(dynamicTest("list objects " + each, () -> published.listObjects(each))));
      stage
          .path("listUsersAssertions")
          .forEach(each ->
              cases.add(dynamicTest("list users " + each, () -> published.listUsers(each))));
    }
    return cases.stream();
  }
}
