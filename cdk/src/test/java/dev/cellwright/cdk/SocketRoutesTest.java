package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class SocketRoutesTest {
  private static final JsonNode API = TestingCells.of("acme-dev", "api");

  @Test
  void everythingThatComesOverTheWebSocketGoesToTheFunctionThatServesIt() {
    var integration = Templates.resource(API, "AWS::ApiGatewayV2::Integration");

    var routes = Templates.resources(API, "AWS::ApiGatewayV2::Route");

    assertThat(routes)
        .extracting(route -> route.properties().path("RouteKey").asText())
        .containsExactlyInAnyOrder("$connect", "$disconnect", "$default");
    assertThat(routes)
        .allSatisfy(route ->
            assertThat(route.properties().path("Target").toString()).contains(integration.id()));
    assertThat(integration.properties().path("IntegrationUri").toString())
        .contains("function:acme-crm-dev-notifications-sockets:live/invocations");
    assertThat(
            Templates.function(TestingCells.of("acme-dev", "notifications"), "-sockets")
                .properties()
                .path("Handler")
                .asText())
        .isEqualTo("dev.cellwright.kernel.lambda.SocketFunction::handleRequest");
  }

  @Test
  void theStageIsThrottledAndLoggedButNotWhatGoesOverIt() {
    var stage = Templates.resource(API, "AWS::ApiGatewayV2::Stage").properties();

    assertThat(stage.path("StageName").asText()).isEqualTo("live");
    assertThat(stage.path("AccessLogSettings").path("Format").asText())
        .contains("$context.connectionId");
    assertThatObject(stage.path("DefaultRouteSettings"))
        .returns(false, settings -> settings.path("DataTraceEnabled").asBoolean(true))
        .returns(true, settings -> settings.path("ThrottlingRateLimit").asInt() > 0)
        .returns(true, settings -> settings.path("ThrottlingBurstLimit").asInt() > 0);
  }

  @Test
  void whoSendsToConnectionsIsToldWhere() {
    var notifications = TestingCells.of("acme-dev", "notifications");

    for (var function : new String[] {"-notifications", "-sockets"}) {
      var endpoint =
          Templates.function(notifications, function)
              .properties()
              .path("Environment")
              .path("Variables")
              .path("SOCKETS_ENDPOINT")
              .toString();
      assertThat(endpoint)
          .contains("https://")
          .contains("socketsapi")
          .contains(".execute-api.eu-central-1.")
          .contains("/live");
    }
    assertThat(TestingCells.of("acme-dev", "tasks").toString()).doesNotContain("SOCKETS_ENDPOINT");
  }
}
