package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiDomainTest {

  @Test
  void oneApiNeedsNoRules() {
    var api = TestingCells.of("acme-prod", "api");

    assertThat(Templates.resources(api, "AWS::ApiGatewayV2::RoutingRule")).isEmpty();
    assertThat(Templates.resource(api, "AWS::ApiGateway::BasePathMapping").properties().toString())
        .contains("ApiRest")
        .doesNotContain("BasePath\"");
    assertThat(Templates.resource(api, "AWS::ApiGateway::DomainName").properties().toString())
        .contains("origin.api.acme-crm.example", "\"SecurityPolicy\":\"TLS_1_2\"", "REGIONAL")
        .doesNotContain("Truststore");
  }

  @Test
  void ofSeveralApisTheFirstAnswersWhateverNoRuleLeadsElsewhere() {
    var template = TestingCells.alone(TestingCells.SHARDED);

    var led = new TreeMap<String, String>();
    for (var rule : Templates.resources(template, "AWS::ApiGatewayV2::RoutingRule")) {
      var invoked = rule.properties().path("Actions").path(0).path("InvokeApi");
      assertThat(invoked.path("StripBasePath").asBoolean(true)).isFalse();
      led.put(
          rule.properties()
              .path("Conditions")
              .path(0)
              .path("MatchBasePaths")
              .path("AnyOf")
              .path(0)
              .asText(),
          invoked.path("ApiId").path("Ref").asText().replaceFirst("[0-9A-F]{8}$", ""));
    }

    assertThat(led)
        .containsExactly(
            entry("api/v1/tasks", "Second"),
            entry("api/v1/tasks-archive", "Second"),
            entry("docs", "Third"));
    assertThat(Templates.resource(template, "AWS::ApiGateway::BasePathMapping").properties())
        .asString()
        .contains("First");
    assertThat(
            Templates.resource(template, "AWS::ApiGateway::DomainName")
                .properties()
                .path("RoutingMode")
                .asText())
        .isEqualTo("ROUTING_RULE_THEN_BASE_PATH_MAPPING");
  }

  @Test
  void aBasePathsPriorityStaysWhenOthersComeAndTheLongerOneIsEarlier() {
    var few = ApiDomain.priorities(List.of("/api/v1/tasks", "/docs"));
    var more = ApiDomain.priorities(List.of("/api/v1/boards", "/api/v1/tasks", "/docs", "/health"));

    assertThat(more).containsAllEntriesOf(few);
    assertThat(ApiDomain.priorities(List.of("/api/v1/tasks", "/api/v1/tasks-archive")))
        .satisfies(both ->
            assertThat(both.get("/api/v1/tasks-archive")).isLessThan(both.get("/api/v1/tasks")));
    assertThat(
            ApiDomain.priorities(IntStream.range(100, 999).mapToObj(i -> "/api/v1/c" + i).toList())
                .values())
        .doesNotHaveDuplicates()
        .allMatch(priority -> priority >= 1 && priority <= 1_000_000);
  }

  @Test
  void theBaseOfAPathIsItsCollectionOrItsFirstStep() {
    assertThat(
            List.of(
                ApiBase.of("/api/v1/tasks/{id}/linked/{target}"),
                ApiBase.of("/api/v1/openapi.json"),
                ApiBase.of("/.well-known/jwks.json"),
                ApiBase.of("/docs")))
        .containsExactly("/api/v1/tasks", "/api/v1/openapi.json", "/.well-known", "/docs");
  }

  @Test
  void routesOfTwoModulesBelowOneBaseAreInOneApi() {
    var shards =
        ApiShards.of(
            List.of(
                TestingModules.large("one", 200),
                TestingModules.large("two", 200),
                TestingModules.below("one", "links")),
            300);

    assertThat(shards).hasSize(2);
    assertThat(ApiBase.all(shards.getFirst())).contains("/api/v1/one");
    assertThat(ApiBase.all(shards.getLast())).containsExactly("/api/v1/two");
    assertThat(shards.getFirst()).extracting(ModuleDeclaration::name).contains("one", "links");
  }

  @Test
  void theWebSocketHasANameOfItsOwnAndIsBelowWs() {
    var api = TestingCells.of("acme-prod", "api");

    assertThat(Templates.resource(api, "AWS::ApiGatewayV2::DomainName").properties().toString())
        .contains("sockets.api.acme-crm.example", "TLS_1_2");
    assertThat(
            Templates.resource(api, "AWS::ApiGatewayV2::ApiMapping")
                .properties()
                .path("ApiMappingKey")
                .asText())
        .isEqualTo("ws");
    assertThat(api.path("Outputs").path("SocketsUrl").path("Value").asText())
        .isEqualTo("wss://api.acme-crm.example/ws");
    assertThat(environment("acme-prod").path("SOCKETS_ENDPOINT").asText())
        .isEqualTo("https://sockets.api.acme-crm.example/ws");
    assertThat(environment("acme-dev").path("SOCKETS_ENDPOINT").toString()).contains("execute-api");
  }

  @Test
  void withADomainApiGatewaysOwnAddressesAnswerNobody() {
    assertThat(
            Templates.resource(TestingCells.of("acme-prod", "api"), "AWS::ApiGateway::RestApi")
                .properties()
                .path("DisableExecuteApiEndpoint")
                .asBoolean())
        .isTrue();
    assertThat(
            Templates.resource(TestingCells.of("acme-prod", "events"), "AWS::ApiGatewayV2::Api")
                .properties()
                .path("DisableExecuteApiEndpoint")
                .asBoolean())
        .isTrue();
    assertThat(
            TestingCells.of("acme-prod", "api").path("Outputs").path("Url").path("Value").asText())
        .isEqualTo("https://api.acme-crm.example");
  }

  private static JsonNode environment(String cell) {
    return Templates.function(TestingCells.of(cell, "notifications"), "notifications")
        .properties()
        .path("Environment")
        .path("Variables");
  }
}
