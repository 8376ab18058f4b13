package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.config.CellChoice;
import dev.cellwright.config.ProductFiles;
import dev.cellwright.kernel.CellResource;
import dev.cellwright.kernel.ModuleDeclaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModuleBehindTest {
  private static final JsonNode TASKS = TestingCells.of("acme-dev", "tasks");

  @Test
  void theFunctionBehindTheQueueIsTheSameCodeByAnotherEntry() {
    var behind = Templates.function(TASKS, "-behind").properties();
    var function = Templates.function(TASKS, "-tasks").properties();

    assertThat(behind.path("Handler").asText())
        .isEqualTo("dev.cellwright.kernel.lambda.QueueFunction::handleRequest");
    assertThat(behind.path("Code")).isEqualTo(function.path("Code"));
    assertThat(behind.path("Layers")).isEqualTo(function.path("Layers"));
    assertThat(behind.path("Role")).isNotEqualTo(function.path("Role"));
    assertThat(behind.path("SnapStart").path("ApplyOn").asText()).isEqualTo("PublishedVersions");
  }

  @Test
  void itIsToldItsQueuesBesidesWhatEveryFunctionOfTheModuleIs() {
    var behind = variables(Templates.function(TASKS, "-behind"));

    assertThat(shown(behind.path("MODULE_QUEUE_URL")))
        .isEqualTo("https://sqs.eu-central-1.AWS::URLSuffix/111111111111/acme-crm-dev-tasks");
    assertThat(shown(behind.path("DEAD_LETTER_QUEUE_URL"))).endsWith("/acme-crm-dev-tasks-dead");
    assertThat(shown(behind.path("RELAY_QUEUE_URL"))).endsWith("/acme-crm-dev-relay");
    for (var variable : variables(Templates.function(TASKS, "-tasks")).properties()) {
      if (!variable.getKey().equals("POWERTOOLS_SERVICE_NAME")) {
        assertThat(behind.path(variable.getKey()))
            .as(variable.getKey())
            .isEqualTo(variable.getValue());
      }
    }
  }

  @Test
  void itTakesTenMessagesSaysWhichFailedAndLeavesRoomForRequests() {
    var source = Templates.resource(TASKS, "AWS::Lambda::EventSourceMapping").properties();

    assertThatObject(source)
        .returns(10, mapping -> mapping.path("BatchSize").asInt())
        .returns(
            "ReportBatchItemFailures",
            mapping -> mapping.path("FunctionResponseTypes").path(0).asText())
        .returns(10, mapping -> mapping.path("ScalingConfig").path("MaximumConcurrency").asInt())
        .returns(
            "arn:aws:sqs:eu-central-1:111111111111:acme-crm-dev-tasks",
            mapping -> mapping.path("EventSourceArn").asText());
    assertThat(source.path("FunctionName").toString()).contains("BehindLive");
  }

  @Test
  void troubleBehindTheQueueRaisesAnAlarm() {
    assertThat(Templates.resources(TestingCells.of("acme-prod", "tasks"), "AWS::CloudWatch::Alarm"))
        .filteredOn(alarm -> alarm.id().startsWith("Behind"))
        .extracting(alarm -> alarm.properties().path("MetricName").asText())
        .containsExactlyInAnyOrder("Errors", "Throttles");
  }

  @Test
  void aModuleThatOnlyAnswersRequestsHasOneFunction() {
    var identity = TestingCells.of("acme-dev", "identity");

    assertThat(Templates.resources(identity, "AWS::Lambda::Function"))
        .extracting(function -> function.properties().path("FunctionName").asText())
        .containsExactlyInAnyOrder("acme-crm-dev-identity", "acme-crm-dev-identity-smoke");
    assertThat(Templates.resources(identity, "AWS::Lambda::EventSourceMapping")).isEmpty();
  }

  @Test
  void theRelayTakesItsQueueAndKnowsTheBus() {
    var relay = TestingCells.of("acme-dev", "relay");

    assertThatObject(Templates.function(relay, "-relay"))
        .returns(
            "dev.cellwright.relay.Relay::handleRequest",
            function -> function.properties().path("Handler").asText())
        .returns("acme-crm-dev", function -> variables(function).path("EVENT_BUS_NAME").asText());
    assertThat(
            Templates.resource(relay, "AWS::Lambda::EventSourceMapping")
                .properties()
                .path("EventSourceArn")
                .asText())
        .endsWith(":acme-crm-dev-relay");
    assertThat(
            variables(Templates.function(TestingCells.of("acme-dev", "migrations"), "-bootstrap"))
                .path("ROLE_SECRETS")
                .toString())
        .contains("m_relay");
  }

  @Test
  void twoModulesCantServeOneWebSocketAndNobodySendsToOneThatNoneServes() {
    var other = ModuleDeclaration.core("chat", "1.0.0").sockets().build();
    var sending = ModuleDeclaration.core("news", "1.0.0").usesBehind(CellResource.SOCKETS).build();

    assertThatThrownBy(() -> plan(TestingModules.notifications(), other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("one module serves the WebSocket of a cell, not notifications and chat");
    assertThatThrownBy(() -> plan(TestingModules.identity(), sending))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a module sends to open connections, but none serves the WebSocket of the cell");
  }

  private static CellPlan plan(ModuleDeclaration... modules) {
    var config =
        CellChoice.of(Map.of())
            .read(
                new ProductFiles(TestingCells.REPOSITORY.resolve("cell-config")),
                TestingModules.catalogue().forConfig());
    return new CellPlan(config, List.of(modules), new BuiltCode(Path.of("")));
  }

  private static JsonNode variables(Templates.Resource function) {
    return function.properties().path("Environment").path("Variables");
  }

  /// A text in which a reference stands as its name.
  private static String shown(JsonNode value) {
    var shown = new StringBuilder();
    value
        .path("Fn::Join")
        .path(1)
        .forEach(
            part -> shown.append(part.isTextual() ? part.asText() : part.path("Ref").asText()));
    return shown.toString();
  }
}
