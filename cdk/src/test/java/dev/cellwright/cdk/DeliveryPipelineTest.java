package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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
  void nothingIsDeployedThatWasNotTestedScannedComparedAndSigned() throws IOException {
    var commands = new ObjectMapper().readTree(spec(".ci/run")).at("/phases/build/commands");

    assertThat(commands.valueStream().map(JsonNode::asText))
        .containsExactly(
            ".ci/run",
            "./cell sbom",
            ".ci/scan target/bom.json",
            "./cell synth acme-crm -c pipeline=true",
            "./cell guard --deployed",
            ".ci/sign --if-there cdk.out/assembly-Pipeline-staging $UNSIGNED acme_crm_staging 222222222222",
            ".ci/sign --if-there cdk.out/assembly-Pipeline-prod $UNSIGNED acme_crm_prod 333333333333");
  }

  @Test
  void theBuildMayReadWhatIsDeployedAndSignAndNoMoreElsewhere() {
    var elsewhere =
        Templates.resources(TestingCells.pipeline(), "AWS::IAM::Policy").stream()
            .filter(policy -> policy.id().startsWith("PipelineBuildSynth"))
            .flatMap(policy -> policy.properties().at("/PolicyDocument/Statement").valueStream())
            .filter(statement -> statement.toString().contains("333333333333"))
            .map(statement -> statement.path("Action").toString())
            .toList();

    assertThat(elsewhere)
        .containsExactlyInAnyOrder(
            "\"sts:AssumeRole\"", "[\"signer:GetSigningProfile\",\"signer:StartSigningJob\"]");
  }

  @Test
  void aCellLetsThePipelinesAccountSignWithItsProfile() {
    var permissions =
        Templates.resources(
            TestingCells.of("acme-prod", "delivery"), "AWS::Signer::ProfilePermission");

    assertThat(permissions)
        .extracting(permission -> permission.properties().path("Action").asText())
        .containsExactlyInAnyOrder("signer:GetSigningProfile", "signer:StartSigningJob");
    assertThat(permissions)
        .allSatisfy(permission -> {
          assertThat(permission.properties().path("Principal").asText()).isEqualTo("444444444444");
          assertThat(permission.properties().path("ProfileName").asText())
              .isEqualTo("acme_crm_prod");
        });
  }

  @Test
  void whatDeploysIsPinned() throws IOException {
    var pinned =
        new ObjectMapper()
            .readTree(TestingCells.REPOSITORY.resolve("package.json").toFile())
            .at("/devDependencies/aws-cdk")
            .asText();

    assertThat(spec("cdk -a . deploy")).contains("npm install -g aws-cdk@" + pinned);
    assertThat(spec("cdk-assets --path"))
        .contains("npm install -g cdk-assets@" + DeliveryPipeline.CDK_ASSETS);
  }

  /// The commands of a project that runs this one.
  private static String spec(String command) {
    return Templates.resources(TestingCells.pipeline(), "AWS::CodeBuild::Project").stream()
        .map(project -> project.properties().at("/Source/BuildSpec").asText())
        .filter(spec -> spec.contains(command))
        .findFirst()
        .orElseThrow();
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
