package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryPipelineTest {

  @Test
  void aReleaseGoesFromEnvironmentToEnvironment() {
    assertThat(stages().stream().map(stage -> stage.path("Name").asText()))
        .containsExactly("Source", "Build", "UpdatePipeline", "Assets", "dev", "staging", "prod");
  }

  @Test
  void productionAloneWaitsForSomebodyToSayYes() {
    assertThat(stages())
        .filteredOn(stage -> stage.toString().contains("\"Category\":\"Approval\""))
        .extracting(stage -> stage.path("Name").asText())
        .containsExactly("prod");
  }

  @Test
  void itRunsTheCommandsThatAPersonRuns() {
    assertThat(
            Templates.resources(TestingCells.pipeline(), "AWS::CodeBuild::Project").stream()
                .map(project -> project.properties().at("/Source/BuildSpec").asText()))
        .anyMatch(spec ->
            spec.contains(".ci/run")
                && spec.contains("./cell sbom")
                && spec.contains("./cell synth acme-crm -c pipeline=true"));
  }

  @Test
  void theCellsOfAPipelineAreThoseThatAreDeployedWithoutIt() {
    assertThat(names("Pipeline-prod")).isEqualTo(names("acme-prod"));
  }

  private static List<JsonNode> stages() {
    return Templates.resource(TestingCells.pipeline(), "AWS::CodePipeline::Pipeline")
        .properties()
        .path("Stages")
        .valueStream()
        .toList();
  }

  private static List<String> names(String cell) {
    return Templates.all(TestingCells.of(cell))
        .filter(resource -> resource.type().equals("AWS::Lambda::Function"))
        .map(function -> function.properties().path("FunctionName").asText())
        .sorted()
        .toList();
  }
}
