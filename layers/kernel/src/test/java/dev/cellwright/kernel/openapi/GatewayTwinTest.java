package dev.cellwright.kernel.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayTwinTest {

  private static final ObjectNode PUBLISHED =
      OpenApi.published(TestingModules.CELL, TestingModules.both());
  private static final ObjectNode GATEWAY =
      OpenApi.gateway(TestingModules.CELL, TestingModules.both());
  private static final Set<String> KEYWORDS =
      Set.of("type", "properties", "required", "items", "enum", "minLength", "$ref");

  @Test
  void hasTheSameOperations() {
    assertThat(OpenApiTest.operations(GATEWAY)).isEqualTo(OpenApiTest.operations(PUBLISHED));
  }

  @Test
  void hasTheSameParametersButThoseWhoseNamesTheGatewayRefuses() {
    var published = parameters(PUBLISHED);
    published.values().forEach(names -> names.removeIf(name -> name.contains("[")));

    assertThat(parameters(GATEWAY)).isEqualTo(published);
    assertThat(GATEWAY.toString()).doesNotContain("filter[");
  }

  @Test
  void takesBodiesWhereTheyAreTakenButNoPatches() {
    OpenApiTest.forEachOperation(
        PUBLISHED,
        (place, operation) ->
            assertThat(operation(GATEWAY, place).has("requestBody"))
                .as(place)
                .isEqualTo(operation.has("requestBody") && !place.startsWith("PATCH")));
  }

  @Test
  void answersTheSameWhenAllIsWell() {
    OpenApiTest.forEachOperation(
        GATEWAY,
        (place, operation) -> {
          assertThat(operation.path("responses")).as(place).hasSize(1);
          var status = operation.path("responses").fieldNames().next();
          assertThat(operation(PUBLISHED, place).path("responses").has(status)).as(place).isTrue();
        });
  }

  @Test
  void isOpenApi30AsTheGatewayImportsIt() {
    assertThat(GATEWAY.path("openapi").asText()).isEqualTo("3.0.3");
    assertThat(GATEWAY.fieldNames())
        .toIterable()
        .containsExactly(
            "openapi", "info", "paths", "components", "x-amazon-apigateway-request-validators");
    OpenApiTest.refersOnlyToWhatIsThere(GATEWAY);
    OpenApiTest.describesItsPathParameters(GATEWAY);
    OpenApiTest.forEachOperation(
        GATEWAY,
        (place, operation) -> {
          assertThat(operation.path("x-amazon-apigateway-request-validator").asText())
              .as(place)
              .isEqualTo("parameters");
          assertThat(operation.has("security")).as(place).isFalse();
          operation
              .path("parameters")
              .forEach(parameter -> {
                assertThat(parameter.path("name").asText()).matches("[a-zA-Z0-9:._$-]+");
                assertThat(parameter.fieldNames())
                    .toIterable()
                    .containsExactly("name", "in", "required", "schema");
              });
        });
  }

  @Test
  void requiresNoParameterButThoseOfThePathAndDeclaredOnes() {
    OpenApiTest.forEachOperation(
        GATEWAY,
        (place, operation) ->
            operation
                .path("parameters")
                .forEach(parameter ->
                    assertThat(parameter.path("required").asBoolean())
                        .as(place)
                        .isEqualTo(
                            parameter.path("in").asText().equals("path")
                                || parameter.path("name").asText().equals("token"))));
  }

  @Test
  void hasModelsOfDraft4InTheFewWordsThatAreSafe() {
    var meta =
        SchemaRegistry.withDialect(Dialects.getDraft4())
            .getSchema(SchemaLocation.of(Dialects.getDraft4().getId()));

    var models = GATEWAY.at("/components/schemas");

    assertThat(models).isNotEmpty();
    models
        .properties()
        .forEach(model -> {
          assertThat(model.getKey()).matches("[A-Za-z0-9]+");
          assertThat(meta.validate(model.getValue())).isEmpty();
          usesOnlySafeWords(model.getValue());
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"title": "ab", "place": "here", "effort": 1, "pinned": false, "stops": []}
        """,
        """
        {"title": "😀😀", "priority": null, "place": "there", "effort": 5, "day": null,
         "assignee_id": null, "pinned": true, "last": null, "extra": null,
         "stops": [{"place": "x", "after": [{"place": "y", "after": null}]}]}
        """,
        """
        {"title": "ab", "priority": "low", "place": "here", "effort": 2, "day": "2026-01-01",
         "assignee_id": "01890A5D-AC96-774B-BCCE-B302099A8057", "pinned": true,
         "stops": [{"place": "x"}], "last": {"place": "z"}, "extra": {"any": ["thing"]}}
        """
      })
  void neverRefusesWhatTheKernelTakes(String body) throws Exception {
    Shapes.read(TestingModules.AddErrand.class, body.getBytes(StandardCharsets.UTF_8));

    var model =
        SchemaRegistry.withDialect(Dialects.getDraft4())
            .getSchema(GATEWAY.at("/components/schemas/TestingModulesAddErrand"));

    assertThat(model.validate(new ObjectMapper().readTree(body))).isEmpty();
  }

  @Test
  void refusesPathsThatTheGatewayCanNotHave() {
    for (var path : new String[] {"/api/v1/a b", "/api/v1/x{id}", "/ping", "/api//v1"}) {
      assertThatIllegalStateException()
          .isThrownBy(() -> OpenApi.gateway(TestingModules.CELL, OpenApiTest.routes(path)))
          .withMessage("API Gateway can't have the path of GET " + path);
    }
  }

  @Test
  void refusesTwoNamesForWhatStandsInOnePlace() {
    var modules =
        List.of(
            ModuleDeclaration.core("odd", "1.0.0")
                .routes(List.of(route("one", "/api/v1/a/{id}/b")))
                .routes(List.of(route("two", "/api/v1/a/{other}/c")))
                .build());

    assertThatIllegalStateException()
        .isThrownBy(() -> OpenApi.gateway(TestingModules.CELL, modules))
        .withMessageContaining("can't have both {id} and {other}");
  }

  private static Route<GatewayTwinTest> route(String name, String path) {
    return Route.<GatewayTwinTest>get(path).named(name, "").by((_, _) -> Response.noContent());
  }

  private static void usesOnlySafeWords(JsonNode schema) {
    schema.fieldNames().forEachRemaining(word -> assertThat(KEYWORDS).contains(word));
    assertThat(schema.path("type").isArray()).isFalse();
    schema.path("properties").forEach(GatewayTwinTest::usesOnlySafeWords);
    if (schema.has("items")) {
      usesOnlySafeWords(schema.path("items"));
    }
  }

  private static Map<String, Set<String>> parameters(JsonNode document) {
    var parameters = new HashMap<String, Set<String>>();
    OpenApiTest.forEachOperation(
        document,
        (place, operation) -> {
          var described = new TreeSet<String>();
          operation
              .path("parameters")
              .forEach(each ->
                  described.add(
                      "%s %s %s"
                          .formatted(each.path("in"), each.path("name"), each.path("required"))));
          parameters.put(place, described);
        });
    return parameters;
  }

  private static JsonNode operation(JsonNode document, String place) {
    var parts = place.split(" ", 2);
    return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }
}
