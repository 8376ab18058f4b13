package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CellTest {

  @Test
  void aCellHasAStackForEachRateOfChange() {
    assertThat(TestingCells.of("acme-dev"))
        .containsOnlyKeys(
            "ProductCell",
            "data",
            "events",
            "migrations",
            "delivery",
            "relay",
            "identity",
            "operations",
            "notifications",
            "tasks",
            "api",
            "drops",
            "observability",
            "security");
    assertThat(TestingCells.of("acme-prod")).containsKey("edge").doesNotContainKey("services");
    assertThat(TestingCells.of("guarded-staging")).containsKeys("edge", "services");
  }

  @Test
  void aModuleThatIsNotPickedLeavesNoTrace() {
    assertThat(TestingCells.of("minimal-dev").values())
        .allSatisfy(template -> assertThat(template.toString()).doesNotContainIgnoringCase("task"));
    assertThat(TestingCells.of("acme-dev", "data").toString()).contains("m_tasks");
  }

  @Test
  void stacksAreDeployedInOrder() throws IOException {
    var dependencies = new TreeMap<String, List<String>>();
    for (var artifact : manifest("acme-dev")) {
      if (artifact.path("type").asText().equals("aws:cloudformation:stack")) {
        var names = new ArrayList<String>();
        artifact.path("dependencies").forEach(each -> names.add(each.asText()));
        dependencies.put(
            artifact.path("displayName").asText().replaceFirst(".*/", ""),
            names.stream()
                .filter(name -> !name.endsWith(".assets"))
                .map(name -> name.replaceFirst("acmedevProductCell(.*).{8}", "$1"))
                .sorted()
                .toList());
      }
    }

    assertThat(dependencies)
        .containsEntry("data", List.of())
        .containsEntry("migrations", List.of("data"))
        .containsEntry("events", List.of())
        .containsEntry("relay", List.of("delivery", "events", "migrations"))
        .containsEntry("tasks", List.of("delivery", "events", "migrations"))
        .containsEntry("api", List.of("identity", "notifications", "operations", "tasks"))
        .containsEntry("drops", List.of("api", "relay"))
        .containsEntry("observability", List.of("api", "data"))
        // For the key of what the trails write, which is the cell's in development.
        .containsEntry("security", List.of("data"))
        .containsEntry("ProductCell", List.of("drops", "observability", "security"));
  }

  @Test
  void nothingIsExportedOrImported() {
    assertThat(TestingCells.of("acme-dev").values())
        .allSatisfy(template ->
            assertThat(template.toString())
                .doesNotContain("Fn::ImportValue")
                .doesNotContain("Fn::GetStackOutput")
                .doesNotContain("\"Export\""));
  }

  @Test
  void whatOneStackReadsAnotherWrites() {
    var written =
        Templates.all(TestingCells.of("acme-dev"))
            .filter(resource -> resource.type().equals("AWS::SSM::Parameter"))
            .map(resource -> resource.properties().path("Name").asText())
            .toList();

    var read =
        TestingCells.of("acme-dev").values().stream()
            .flatMap(template -> template.path("Parameters").valueStream())
            .map(parameter -> parameter.path("Default").asText())
            .filter(name -> !name.startsWith("/cdk-bootstrap/"))
            .distinct()
            .toList();

    assertThat(read).isNotEmpty().isSubsetOf(written);
  }

  @Test
  void theSameInputMakesTheSameTemplates() {
    TestingCells.of("acme-dev")
        .forEach((stack, template) -> {
          var again = TestingCells.of("acme-dev-again", stack);
          assertThat(withoutPlace(again)).as(stack).isEqualTo(withoutPlace(template));
        });
  }

  /// Paths, and the one id that CDK makes of them, tell where in the app a cell stands.
  private static String withoutPlace(JsonNode template) {
    return template
        .toString()
        .replace("acme-dev-again/", "acme-dev/")
        .replaceAll("(ApiRestDeployment[0-9A-F]{8})[0-9a-f]{32}", "$1");
  }

  @Test
  void productionIsGuardedAgainstDeletion() throws IOException {
    assertThat(manifest("acme-prod"))
        .filteredOn(artifact -> artifact.path("type").asText().equals("aws:cloudformation:stack"))
        .allMatch(stack -> stack.path("properties").path("terminationProtection").asBoolean());
  }

  private static Iterable<JsonNode> manifest(String cell) throws IOException {
    var file = TestingCells.assembly().resolve("assembly-" + cell).resolve("manifest.json");
    return new ObjectMapper().readTree(file.toFile()).path("artifacts");
  }
}
