package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModuleFunctionTest {

  @Test
  void aFunctionIsPublishedWithSnapStartAndCalledByItsAlias() {
    var identity = TestingCells.of("acme-dev", "identity");

    assertThatObject(Templates.function(identity, "-identity").properties())
        .returns("java25", function -> function.path("Runtime").asText())
        .returns("acme-crm-dev-identity", function -> function.path("FunctionName").asText())
        .returns(
            "PublishedVersions", function -> function.path("SnapStart").path("ApplyOn").asText())
        .returns(1, function -> function.path("Layers").size())
        .returns(true, function -> function.path("Timeout").asInt() < 29);
    assertThatObject(Templates.resource(identity, "AWS::Lambda::Alias").properties())
        .returns("live", alias -> alias.path("Name").asText())
        .satisfies(alias ->
            assertThat(alias.path("FunctionVersion").toString())
                .contains(Templates.resource(identity, "AWS::Lambda::Version").id()));
  }

  @Test
  void aFunctionIsToldWhatItIsAndWhereThingsAre() {
    var tasks = TestingCells.of("acme-prod", "tasks");
    var variables =
        Templates.function(tasks, "-tasks").properties().path("Environment").path("Variables");

    assertThatObject(variables)
        .returns("acme-crm", v -> v.path("CELL_PRODUCT").asText())
        .returns("prod", v -> v.path("CELL_ENVIRONMENT").asText())
        .returns("tasks", v -> v.path("CELL_MODULE").asText())
        .returns("identity,notifications,operations,tasks", v -> v.path("CELL_MODULES").asText())
        .returns("{\"enableKanban\":true}", v -> v.path("CELL_FEATURES").asText())
        .returns("https://api.acme-crm.example", v -> v.path("TOKEN_ISSUER").asText())
        .returns("https://api.acme-crm.example", v -> v.path("CELL_URL").asText())
        .returns("origin.api.acme-crm.example", v -> v.path("EDGE_ORIGIN").asText())
        .returns("no-reply@acme-crm.example", v -> v.path("MAIL_FROM").asText())
        .returns("acme-crm-prod", v -> v.path("TOKEN_AUDIENCE").asText());
    assertThat(Templates.meant(tasks, variables.path("DATABASE_SECRET_ARN")))
        .isEqualTo("/acme-crm-prod/database/secret/m_tasks");
  }

  @Test
  void theProductsChoiceOfAFeatureReachesTheModuleThatOffersIt() {
    assertThat(variable("identity", "CELL_FEATURES")).isEqualTo("{\"maxTeamSize\":50}");
    assertThat(variable("operations", "CELL_FEATURES")).isEqualTo("{}");
  }

  @Test
  void logsAreKeptAsLongAsConfiguredAndEncrypted() {
    assertThat(Templates.all(TestingCells.of("acme-prod")))
        .filteredOn(resource -> resource.type().equals("AWS::Logs::LogGroup"))
        .hasSizeGreaterThan(7)
        .allSatisfy(group -> {
          assertThat(group.properties().path("RetentionInDays").asInt()).isEqualTo(365);
          assertThat(group.properties().has("KmsKeyId")).isTrue();
          assertThat(group.body().path("DeletionPolicy").asText()).isEqualTo("Retain");
        });
  }

  @Test
  void troubleOfTheFunctionRaisesAnAlarm() {
    assertThat(Templates.resources(TestingCells.of("acme-prod", "tasks"), "AWS::CloudWatch::Alarm"))
        .filteredOn(alarm -> alarm.id().startsWith("Function"))
        .extracting(alarm -> alarm.properties().path("MetricName").asText())
        .containsExactlyInAnyOrder("Errors", "Throttles", "Duration");
  }

  @Test
  void migrationsRunAgainWhenTheirCodeChanges(@TempDir Path folder) throws IOException {
    var before = BuiltCode.hash(Files.createDirectories(folder.resolve("asset")));
    Files.writeString(folder.resolve("asset/V002__more.sql"), "select 1");
    var after = BuiltCode.hash(folder.resolve("asset"));

    assertThat(after).isNotEqualTo(before);
    assertThatObject(
            Templates.resource(TestingCells.of("acme-dev", "migrations"), "Custom::MigrateRun")
                .properties())
        .returns("identity,notifications,operations,tasks", run -> run.path("modules").asText())
        .returns(64, run -> run.path("code").asText().length())
        .returns(64, run -> run.path("kernel").asText().length());
  }

  @Test
  void codeThatWasNotBuiltIsToldInOneLine(@TempDir Path empty) {
    assertThatThrownBy(() -> new BuiltCode(empty).jar("tasks"))
        .isInstanceOf(BuiltCode.Missing.class)
        .message()
        .endsWith("tasks.jar is missing: run ./cell build first")
        .hasLineCount(1);
  }

  @Test
  void theDocumentsOfTheCellGoWithTheFunctionThatPublishesThem() throws IOException {
    var asset = assetOf("acme-dev", "operations");

    assertThat(asset.resolve("lib/operations.jar")).exists();
    assertThat(Files.readString(asset.resolve("cell/openapi.json"))).contains("/api/v1/tasks");
    assertThat(asset.resolve("cell/docs.html")).isNotEmptyFile();
    assertThat(Files.readString(assetOf("minimal-dev", "operations").resolve("cell/openapi.json")))
        .doesNotContain("/api/v1/tasks");
  }

  private static String variable(String module, String name) {
    return function("acme-dev", module).path("Environment").path("Variables").path(name).asText();
  }

  private static JsonNode function(String cell, String module) {
    return Templates.function(TestingCells.of(cell, module), "-" + module).properties();
  }

  /// CDK names the folder of an asset like the object it uploads.
  private static Path assetOf(String cell, String module) {
    var key = function(cell, module).path("Code").path("S3Key").asText();
    return TestingCells.assembly().resolve("asset." + key.replace(".zip", ""));
  }
}
