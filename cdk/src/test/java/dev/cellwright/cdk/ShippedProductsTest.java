package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The products that are shipped, of the modules as they were built, synthesized as `cdk` does it:
/// in a process of its own for each.
class ShippedProductsTest {
  @TempDir private static Path folder;

  private static Synthesis production = new Synthesis(0, "", Path.of(""));

  @BeforeAll
  static void synthesizeForProduction() throws Exception {
    production = Synthesis.run(folder.resolve("production"), "acme-crm", "prod", true);
  }

  @Test
  void theTemplateLinterAndCdkNagFindNothing() throws IOException {
    assertThat(production.status()).as(production.output()).isZero();
    var report =
        new ObjectMapper()
            .readTree(production.assembly().resolve("validation-report.json").toFile());

    assertThat(report.path("pluginReports").findValues("violations"))
        .allMatch(violations -> violations.isEmpty());
    assertThat(production.output()).isEmpty();
  }

  @Test
  void anotherRunWritesTheSameFiles() throws Exception {
    var again = Synthesis.run(folder.resolve("again"), "acme-crm", "prod", false);

    assertThat(hashes(again.assembly()))
        .containsExactlyInAnyOrderElementsOf(hashes(production.assembly()));
  }

  @Test
  void theMinimalProductHasNoTraceOfTasks() throws Exception {
    var minimal = Synthesis.run(folder.resolve("minimal"), "minimal", "dev", false);

    assertThat(minimal.status()).as(minimal.output()).isZero();
    assertThat(files(minimal.assembly()).values())
        .isNotEmpty()
        .noneMatch(text -> text.contains("m_tasks") || text.contains("/api/v1/tasks"));
    assertThat(files(production.assembly()).values())
        .anyMatch(text -> text.contains("m_tasks"))
        .anyMatch(text -> text.contains("/api/v1/tasks"));
  }

  @Test
  void everyClassThatAFunctionNamesIsInItsAssetOrTheLayer() throws IOException {
    var code = new BuiltCode(TestingCells.REPOSITORY);
    for (var artifact :
        List.of(
            "access",
            "audit",
            "identity",
            "integrations",
            "notifications",
            "operations",
            "tasks",
            "relay",
            "smoke",
            "migrations")) {
      var asset = Stream.concat(Stream.of(code.jar(artifact)), code.libraries(artifact).stream());

      assertThat(MissingClasses.of(code.jar(artifact), code.layer(), asset.toList()))
          .as(artifact)
          .isEmpty();
    }
  }

  /// What was written, by name; not what the linter says, since it doesn't always run.
  private static Map<String, String> files(Path assembly) throws IOException {
    var texts = new TreeMap<String, String>();
    try (Stream<Path> walk = Files.walk(assembly)) {
      for (var file : walk.filter(Files::isRegularFile).toList()) {
        var name = assembly.relativize(file).toString();
        if (!name.equals("validation-report.json")) {
          texts.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        }
      }
    }
    return texts;
  }

  /// One line for each file that is deployed.
  private static List<String> hashes(Path assembly) throws IOException {
    try (Stream<Path> walk = Files.walk(assembly)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> assembly.relativize(file) + " " + BuiltCode.hash(file))
          .filter(line -> !line.matches("(validation-report|tree|.*metadata)\\.json .*"))
          .toList();
    }
  }
}
