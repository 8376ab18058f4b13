package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cellwright.kernel.ModuleDeclaration;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CellApiTest {
  private static final List<ModuleDeclaration> MODULES =
      List.of(
          TestingModules.identity(),
          TestingModules.operations(),
          TestingModules.notifications(),
          TestingModules.tasks());

  @Test
  void theGatewayHasExactlyTheDeclaredRoutesAndEachGoesToItsModule() {
    var declared = new TreeMap<String, String>();
    MODULES.forEach(module ->
        module
            .routes()
            .forEach(route ->
                declared.put(
                    route.method().name().toLowerCase(Locale.ROOT) + " " + route.path(),
                    "function:acme-crm-dev-" + module.name() + ":live/invocations")));

    var integrated = new TreeMap<String, String>();
    operations()
        .forEach((place, operation) ->
            integrated.put(
                place,
                operation
                    .path("x-amazon-apigateway-integration")
                    .path("uri")
                    .path("Fn::Sub")
                    .asText()
                    .replaceFirst(".*}:function:", "function:")));

    assertThat(integrated).isEqualTo(declared);
  }

  @Test
  void everyOperationIsValidatedByTheGatewayAndAnsweredWithin29Seconds() {
    assertThat(operations().values())
        .allSatisfy(operation -> {
          assertThat(operation.path("x-amazon-apigateway-request-validator").asText())
              .isEqualTo("parameters");
          assertThat(
                  operation.path("x-amazon-apigateway-integration").path("timeoutInMillis").asInt())
              .isEqualTo(29_000);
        });
    assertThat(
            body()
                .path("x-amazon-apigateway-request-validators")
                .path("parameters")
                .path("validateRequestParameters")
                .asBoolean())
        .isTrue();
  }

  @Test
  void whatTheGatewayAnswersItselfHasTheErrorForm() throws IOException {
    for (var response : body().path("x-amazon-apigateway-gateway-responses")) {
      var template = response.path("responseTemplates").path("application/json").asText();
      var filled =
          template
              .replace("$context.error.messageString", "\"Missing required request parameters\"")
              .replace("$context.requestId", "id")
              .replace("$context.requestTime", "time");

      var error = new ObjectMapper().readTree(filled).path("error");

      assertThat(filled).doesNotContain("$");
      assertThat(error.path("code").asText()).matches("[A-Z_]+");
      assertThat(error.path("message").asText()).isNotBlank();
      assertThat(error.path("correlationId").asText()).isEqualTo("id");
      assertThat(error.path("timestamp").asText()).isEqualTo("time");
    }
    assertThat(
            body()
                .path("x-amazon-apigateway-gateway-responses")
                .path("MISSING_AUTHENTICATION_TOKEN")
                .path("statusCode")
                .asInt())
        .isEqualTo(404);
  }

  @Test
  void requestsAreLoggedTracedCountedAndThrottledButNotTheirBodies() {
    var stage =
        Templates.resource(TestingCells.of("acme-dev", "api"), "AWS::ApiGateway::Stage")
            .properties();

    assertThat(stage.path("TracingEnabled").asBoolean()).isTrue();
    assertThat(stage.path("AccessLogSetting").path("Format").asText())
        .contains("$context.requestId")
        .doesNotContain("authorizer");
    assertThatObject(stage.path("MethodSettings").path(0))
        .returns(false, settings -> settings.path("DataTraceEnabled").asBoolean(true))
        .returns(true, settings -> settings.path("MetricsEnabled").asBoolean())
        .returns(true, settings -> settings.path("ThrottlingRateLimit").asInt() > 0);
  }

  @Test
  void whatTheGatewayWritesItselfIsEncryptedAndEndsLikeEveryOtherLog() {
    var api = TestingCells.of("acme-prod", "api");
    var names =
        List.of(
            "{\"Fn::Join\":[\"\",[\"API-Gateway-Execution-Logs_\",{\"Ref\":\"ApiRest4DEC74FE\"},\"/live\"]]}",
            "{\"Fn::Join\":[\"\",[\"/aws/apigateway/\",{\"Ref\":\"SsmParameterValueacmecrmprodsocketsapiC96584B6F00A464EAD1953AFF4B05118Parameter\"},\"/live\"]]}");

    var groups =
        Templates.resources(api, "AWS::Logs::LogGroup").stream()
            .filter(group -> names.contains(group.properties().path("LogGroupName").toString()))
            .toList();

    assertThat(groups)
        .hasSize(2)
        .allSatisfy(group -> {
          assertThat(group.properties().path("RetentionInDays").asInt()).isEqualTo(365);
          assertThat(group.properties().has("KmsKeyId")).isTrue();
        });
    assertThat(groups)
        .extracting(group -> stagesAfter(api, group.id()))
        .containsExactlyInAnyOrder(
            List.of("AWS::ApiGateway::Stage"), List.of("AWS::ApiGatewayV2::Stage"));
    assertThat(
            Templates.resources(TestingCells.of("acme-prod", "data"), "AWS::KMS::Key").stream()
                .map(key -> key.properties().path("KeyPolicy").toString()))
        .filteredOn(policy -> policy.contains("LogsOfTheCell"))
        .singleElement()
        .asString()
        .contains(
            "log-group:API-Gateway-Execution-Logs_*/live", "log-group:/aws/apigateway/*/live");
  }

  /// The types of the stages that are made only when a log group is there.
  private static List<String> stagesAfter(JsonNode api, String group) {
    return Templates.all(api)
        .filter(resource -> resource.type().endsWith("::Stage"))
        .filter(stage -> stage.body().path("DependsOn").toString().contains('"' + group + '"'))
        .map(Templates.Resource::type)
        .toList();
  }

  @Test
  void theAddressesAreOutputsOfTheStack() {
    var outputs = TestingCells.of("acme-dev", "api").path("Outputs");

    assertThat(outputs.propertyStream().map(Map.Entry::getKey))
        .containsExactly("Url", "SocketsUrl");
    assertThat(outputs.path("Url").path("Value").toString()).contains("execute-api");
  }

  @Test
  void modulesShareAnApiAsLongAsTheyFit() {
    var shards =
        ApiShards.of(
            List.of(
                TestingModules.large("one", 150),
                TestingModules.large("two", 200),
                TestingModules.large("three", 100)),
            300);

    assertThat(shards)
        .extracting(shard -> shard.stream().map(ModuleDeclaration::name).toList())
        .containsExactly(List.of("one", "two", "three"), List.of("two"));
    // The health of all modules is below one base.
    assertThat(ApiBase.all(shards.getLast())).containsExactly("/api/v1/two");
    assertThat(shards)
        .allSatisfy(shard -> assertThat(ApiShards.resources(shard)).isLessThanOrEqualTo(300));
  }

  @Test
  void eachStepOfAPathIsAResource() {
    var resources = ApiShards.resources(List.of(TestingModules.tasks()));

    var steps =
        Stream.of(
            "/",
            "/api",
            "/api/v1",
            "/api/v1/tasks",
            "/api/v1/tasks/{id}",
            "/health",
            "/health/tasks",
            "/health/tasks/live",
            "/health/tasks/ready");
    assertThat(resources).isEqualTo((int) steps.count());
  }

  private static TreeMap<String, JsonNode> operations() {
    var operations = new TreeMap<String, JsonNode>();
    body()
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    operations.put(
                        operation.getKey() + " " + path.getKey(), operation.getValue())));
    return operations;
  }

  private static JsonNode body() {
    return Templates.resource(TestingCells.of("acme-dev", "api"), "AWS::ApiGateway::RestApi")
        .properties()
        .path("Body");
  }
}
