package dev.cellwright.permissions.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.cellwright.permissions.InvalidModel;
import dev.cellwright.permissions.language.PublishedCases.Expected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the language's authors say modules make together, and what is wrong with them.
class PublishedModulesTest {
  @TestFactory
  Stream<DynamicTest> modulesMakeTheModel() {
    return folders("authorization-model.json")
        .map(folder ->
            dynamicTest(
                folder.getFileName().toString(),
                () -> {
                  var json =
                      PublishedCases.json(
                          PublishedCases.text(folder.resolve("authorization-model.json")));

                  var model = Models.merged(texts(folder));

                  assertThat(PublishedModels.of(model)).isEqualTo(PublishedModels.of(json));
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatModulesMustNotSayIsToldWithFileAndPlace() {
    return folders("expected_errors.json")
        .map(folder ->
            dynamicTest(
                folder.getFileName().toString(),
                () -> {
                  var errors =
                      PublishedCases.json(
                          PublishedCases.text(folder.resolve("expected_errors.json")));

                  var invalid =
                      catchThrowableOfType(InvalidModel.class, () -> Models.merged(texts(folder)));

                  assertThat(invalid.problems().stream().map(Expected::of))
                      .containsExactlyInAnyOrderElementsOf(Expected.all(errors, ""));
                }));
  }

  @TestFactory
  Stream<DynamicTest> aListNamesTheModulesFiles() {
    return PublishedCases.yaml("fga-mod-transformer-cases.yaml")
        .filter(each -> each.has("json"))
        .map(each ->
            dynamicTest(
                each.path("name").asText(),
                () -> {
                  var contents =
                      PublishedCases.json(each.path("json").asText()).at("/contents/value");

                  var files = ModuleList.files("fga.mod", each.path("modFile").asText());

                  assertThat(files)
                      .isEqualTo(
                          contents.valueStream().map(item -> item.path("value").asText()).toList());
                }));
  }

  @TestFactory
  Stream<DynamicTest> whatAListMustNotSayIsToldWithItsPlace() {
    return PublishedCases.yaml("fga-mod-transformer-cases.yaml")
        .filter(each -> each.has("expected_errors"))
        .map(each ->
            dynamicTest(
                each.path("name").asText(),
                () -> {
                  var text = each.path("modFile").asText();

                  var invalid =
                      catchThrowableOfType(
                          InvalidModel.class, () -> ModuleList.files("fga.mod", text));

                  assertThat(invalid.problems().stream().map(Expected::of))
                      .containsExactlyInAnyOrderElementsOf(
                          Expected.all(each.path("expected_errors"), "fga.mod"));
                }));
  }

  /// One of the published cases has no texts, only what they made.
  private static Stream<Path> folders(String with) {
    return PublishedCases.folders(PublishedCases.folder("transformer-module")).stream()
        .filter(folder -> Files.exists(folder.resolve(with)))
        .filter(folder -> Files.exists(folder.resolve("module")));
  }

  private static List<ModuleText> texts(Path folder) throws IOException {
    try (var files = Files.list(folder.resolve("module"))) {
      return files.sorted().map(PublishedModulesTest::text).toList();
    }
  }

  private static ModuleText text(Path file) {
    return new ModuleText(null, file.getFileName().toString(), PublishedCases.text(file));
  }
}
