package dev.cellwright.permissions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.InvalidModel.Problem;
import dev.cellwright.permissions.Model;
import dev.cellwright.permissions.language.PublishedCases.Expected;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the language's authors say a single text means, and what is wrong with it.
///
/// Three of their files say nothing about reading the language: `json-validation-cases` and
/// `json-syntax-transformer-validation-cases` are about models written as JSON, which nobody writes
/// here, and `object-id-validation-cases` about ids that are any text; ours are UUIDs.
class PublishedLanguageTest {

  /// Their authors skip these: a definition that leads back to itself without a tuple between is
  /// refused by their server, and here, though another part leads out.
  private static final Set<String> CONTRADICTED =
      Set.of(
          "union does not require all child to have entry",
          "union does not require all child to have entry even for intersection child",
          "union does not require all child to have entry even for exclusion child");

  @TestFactory
  Stream<DynamicTest> aTextMeansTheModel() {
    return PublishedCases.folders(PublishedCases.folder("transformer")).stream()
        .map(folder ->
            dynamicTest(
                folder.getFileName().toString(),
                () -> {
                  var text = PublishedCases.text(folder.resolve("authorization-model.fga"));
                  var json = PublishedCases.text(folder.resolve("authorization-model.json"));

                  var model = read(text);

                  assertThat(PublishedModels.of(model))
                      .isEqualTo(PublishedModels.of(PublishedCases.json(json)));
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatTheGrammarRefusesIsToldWithItsPlace() {
    return PublishedCases.yaml("dsl-syntax-validation-cases.yaml")
        .map(each -> refused(each, () -> read(each.path("dsl").asText())));
  }

  @TestFactory
  Stream<DynamicTest> whatMakesNoSenseIsToldWithItsPlace() {
    return PublishedCases.yaml("dsl-semantic-validation-cases.yaml")
        .filter(each -> !CONTRADICTED.contains(each.path("name").asText()))
        .map(each -> refused(each, () -> Models.single(each.path("dsl").asText(), "model.fga")));
  }

  /// A model by its grammar alone: some of the published texts name relations that aren't there.
  private static Model read(String text) {
    var parsed = ModelParser.parsed("model.fga", text);
    return new Whole(parsed.types(), parsed.conditions()).model();
  }

  private static DynamicTest refused(JsonNode published, Runnable reading) {
    return dynamicTest(
        published.path("name").asText(),
        () -> {
          var errors = published.path("expected_errors");

          var problems = problems(reading);

          assertThat(problems.stream().map(Expected::of))
              .containsExactlyInAnyOrderElementsOf(Expected.all(errors, "model.fga"));
        });
  }

  private static List<Problem> problems(Runnable reading) {
    try {
      reading.run();
      return List.of();
    } catch (InvalidModel invalid) {
      return invalid.problems();
    }
  }
}
