package dev.cellwright.kernel.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.data.PageParameters;
import dev.cellwright.kernel.http.Request;
import dev.cellwright.kernel.http.Response;
import dev.cellwright.kernel.http.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final ObjectNode PUBLISHED =
      OpenApi.published(TestingModules.CELL, TestingModules.both());

  @Test
  void publishesEveryDeclaredRouteAndNoOther() {
    var declared =
        TestingModules.both().stream()
            .flatMap(module -> module.routes().stream())
            .map(route -> route + " " + route.name())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(operations(PUBLISHED)).isEqualTo(declared);
  }

  @Test
  void leavesNoTraceOfAModuleThatIsNotThere() {
    var without = OpenApi.published(TestingModules.CELL, List.of(TestingModules.both().getFirst()));

    assertThat(without.toString()).doesNotContainIgnoringCase("errand");
  }

  @Test
  void isOpenApi31() {
    assertThat(PUBLISHED.at("/openapi").asText()).isEqualTo("3.1.0");
    assertThat(PUBLISHED.at("/info/title").asText()).isEqualTo("acme-crm");
    assertThat(PUBLISHED.at("/info/version").asText()).isEqualTo("v1");
    refersOnlyToWhatIsThere(PUBLISHED);
    describesItsPathParameters(PUBLISHED);
    forEachOperation(
        PUBLISHED,
        (place, operation) -> {
          assertThat(operation.path("tags")).as(place).hasSize(1);
          assertThat(operation.path("responses")).as(place).isNotEmpty();
          operation
              .path("responses")
              .forEach(
                  answer -> assertThat(answer.has("$ref") || answer.has("description")).isTrue());
        });
  }

  @Test
  void holdsValidSchemasOnly() {
    var registry = SchemaRegistry.withDialect(Dialects.getDraft202012());
    var meta = registry.getSchema(SchemaLocation.of(Dialects.getDraft202012().getId()));

    PUBLISHED
        .at("/components/schemas")
        .forEach(schema -> assertThat(meta.validate(schema)).as(schema.toString()).isEmpty());
    forEachOperation(
        PUBLISHED,
        (place, operation) ->
            operation
                .path("parameters")
                .forEach(parameter ->
                    assertThat(meta.validate(parameter.path("schema"))).as(place).isEmpty()));
  }

  @Test
  void tellsHowAListIsFilteredSortedAndPaged() {
    var list = PUBLISHED.at("/paths/~1api~1v1~1errands/get");

    assertThat(names(list))
        .startsWith("page", "limit", "cursor", "sort", "search", "filter[title]")
        .contains(
            "filter[title.ne]",
            "filter[due_at.lt]",
            "filter[due_at.set]",
            "filter[effort.gte]",
            "filter[pinned]",
            "X-Correlation-Id")
        .doesNotContain("filter[pinned.lt]", "filter[title.set]", "Idempotency-Key", "If-Match");
    var filter = parameter(list, "filter[due_at]");
    assertThat(filter.path("explode").asBoolean(true)).isFalse();
    assertThat(filter.at("/schema/items/anyOf/0/format").asText()).isEqualTo("date-time");
    assertThat(
            list.at("/responses/200/content/application~1json/schema/properties/data/items/$ref")
                .asText())
        .isEqualTo("#/components/schemas/TestingModulesErrand");
    assertThat(
            list.at("/responses/200/content/application~1json/schema/properties/meta/$ref")
                .asText())
        .isEqualTo("#/components/schemas/ListMeta");
  }

  @Test
  void describesDeclaredParameters() {
    var near = PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}~1near~1{target}/get");

    assertThat(names(near)).startsWith("id", "target", "token", "kind", "from", "page", "limit");
    assertThat(parameter(near, "target").at("/schema/pattern").asText())
        .isEqualTo("^(\\*|[a-z]+)$");
    assertThat(parameter(near, "target").path("description").asText()).isEqualTo("What to list.");
    assertThat(parameter(near, "token").path("required").asBoolean()).isTrue();
    assertThat(parameter(near, "token").at("/schema/minLength").asInt()).isEqualTo(20);
    assertThat(parameter(near, "kind").path("required").asBoolean()).isFalse();
    assertThat(parameter(near, "kind").at("/schema/enum/1").asText()).isEqualTo("far");
    assertThat(parameter(near, "from").at("/schema/format").asText()).isEqualTo("uuid");
  }

  @Test
  void tellsWhatATotalIsWorthWhereTheListIsSeenInPart() {
    var meta = PUBLISHED.at("/components/schemas/ListMeta/properties");

    assertThat(meta.at("/total/description").asText()).contains("at least how many");
    assertThat(meta.at("/totalIsEstimate/description").asText())
        .contains("10,000", "up to the end of this page", "hasNext");
  }

  @Test
  void tellsTheBoundsThatAreEnforced() {
    var list = PUBLISHED.at("/paths/~1api~1v1~1errands/get");
    int mostRows = parameter(list, "limit").at("/schema/maximum").asInt();
    int lastPage = parameter(list, "page").at("/schema/maximum").asInt();
    int longest = parameter(list, "search").at("/schema/maxLength").asInt();

    var usual = PageParameters.read(TestingModules.ERRANDS, Map.of());

    assertThat(usual.limit()).isEqualTo(parameter(list, "limit").at("/schema/default").asInt());
    assertThat(usual.page()).isEqualTo(parameter(list, "page").at("/schema/default").asInt());
    assertThat(takes(Map.of("limit", String.valueOf(mostRows)))).isTrue();
    assertThat(takes(Map.of("limit", String.valueOf(mostRows + 1)))).isFalse();
    assertThat(takes(Map.of("limit", "1", "page", String.valueOf(lastPage)))).isTrue();
    assertThat(takes(Map.of("limit", "1", "page", String.valueOf(lastPage + 1)))).isFalse();
    assertThat(takes(Map.of("search", "x".repeat(longest)))).isTrue();
    assertThat(takes(Map.of("search", "x".repeat(longest + 1)))).isFalse();
  }

  @Test
  void tellsFiltersThatAreTaken() {
    for (var parameter : PUBLISHED.at("/paths/~1api~1v1~1errands/get/parameters")) {
      var name = parameter.path("name").asText();
      if (name.startsWith("filter[")) {
        var schema = parameter.path("schema");
        assertThat(takes(Map.of(name, example(schema)))).as(name).isTrue();
      }
    }
  }

  private static boolean takes(Map<String, String> query) {
    var values = new HashMap<String, List<String>>();
    query.forEach((name, value) -> values.put(name, List.of(value)));
    return catchThrowable(() -> PageParameters.read(TestingModules.ERRANDS, values)) == null;
  }

  private static String example(JsonNode schema) {
    if (schema.has("items")) {
      return example(schema.path("items")) + "," + example(schema.path("items"));
    }
    if (schema.has("anyOf")) {
      return example(schema.at("/anyOf/0"));
    }
    return switch (schema.path("type").asText() + " " + schema.path("format").asText()) {
      case "string uuid" -> "01890a5d-ac96-774b-bcce-b302099a8057";
      case "string date" -> "2026-01-31";
      case "string date-time" -> "2026-01-31T09:30:00Z";
      case "integer int64" -> "7";
      case "boolean " -> "true";
      default -> "word";
    };
  }

  @Test
  void everyAnswerNamesItsRequestAndItsTrace() {
    var answers =
        Stream.concat(
                PUBLISHED
                    .path("paths")
                    .valueStream()
                    .flatMap(JsonNode::valueStream)
                    .flatMap(operation -> operation.path("responses").valueStream())
                    .filter(answer -> !answer.has("$ref")),
                PUBLISHED.at("/components/responses").valueStream())
            .toList();

    assertThat(answers)
        .isNotEmpty()
        .allSatisfy(answer ->
            assertThat(answer.path("headers").propertyStream().map(Map.Entry::getKey))
                .contains("X-Correlation-Id", "traceparent"));
    assertThat(PUBLISHED.at("/components/headers/TraceParent/description").asText())
        .contains("W3C Trace Context");
  }

  @Test
  void tellsWhatGuardsAChange() {
    assertThat(names(PUBLISHED.at("/paths/~1api~1v1~1errands/post")))
        .containsExactly("Idempotency-Key", "X-Correlation-Id");
    assertThat(names(PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}/patch")))
        .containsExactly("id", "If-Match", "X-Correlation-Id");
    assertThat(names(PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}/delete")))
        .containsExactly("id", "If-Match", "X-Correlation-Id");
    assertThat(names(PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}~1stops~1{stop_id}/put")))
        .containsExactly("id", "stop_id", "X-Correlation-Id");
    assertThat(
            PUBLISHED
                .at("/paths/~1api~1v1~1errands~1{id}/get/responses/200/headers/ETag")
                .isMissingNode())
        .isFalse();
  }

  @Test
  void takesAPatchUnderBothMediaTypes() {
    assertThat(
            PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}/patch/requestBody/content").fieldNames())
        .toIterable()
        .containsExactly("application/json", "application/merge-patch+json");
    assertThat(PUBLISHED.at("/paths/~1api~1v1~1errands/post/requestBody/content").fieldNames())
        .toIterable()
        .containsExactly("application/json");
  }

  @Test
  void tellsWhichRefusalsARouteHas() {
    assertThat(statuses("/paths/~1api~1v1~1errands/get"))
        .containsExactly("200", "400", "401", "403", "429", "500", "503");
    assertThat(statuses("/paths/~1api~1v1~1errands/post"))
        .containsExactly(
            "201", "400", "401", "403", "404", "409", "413", "415", "422", "429", "500", "503");
    assertThat(statuses("/paths/~1api~1v1~1errands~1{id}/patch"))
        .containsExactly(
            "200", "400", "401", "403", "404", "409", "412", "413", "415", "429", "500", "503");
    assertThat(statuses("/paths/~1docs/get")).containsExactly("200", "400", "429", "500", "503");
    assertThat(PUBLISHED.at("/components/responses/NotFound/content").fieldNames())
        .toIterable()
        .containsExactly("application/json", "application/problem+json");
  }

  @Test
  void asksForATokenUnlessTheRouteIsOpen() {
    assertThat(PUBLISHED.at("/paths/~1docs/get/security")).isEmpty();
    assertThat(PUBLISHED.at("/paths/~1api~1v1~1errands/get/security/0/accessToken").isArray())
        .isTrue();
    assertThat(PUBLISHED.at("/components/securitySchemes/accessToken/scheme").asText())
        .isEqualTo("bearer");
  }

  @Test
  void requiresOfAnAnswerWhatNobodyIsKeptFrom() {
    assertThat(PUBLISHED.at("/components/schemas/TestingModulesTokens/required").toString())
        .isEqualTo("[\"access_token\",\"refresh_token\"]");
    assertThat(PUBLISHED.at("/components/schemas/TestingModulesErrand/required").toString())
        .isEqualTo("[\"title\"]");
    assertThat(PUBLISHED.toString()).doesNotContain("secret\":");
  }

  @Test
  void answersTextWhereARouteDoes() {
    assertThat(
            PUBLISHED
                .at("/paths/~1docs/get/responses/200/content")
                .path("text/html; charset=utf-8")
                .at("/schema/type")
                .asText())
        .isEqualTo("string");
    assertThat(PUBLISHED.at("/paths/~1api~1v1~1errands~1{id}/delete/responses/204").has("content"))
        .isFalse();
  }

  @Test
  void refusesTwoRoutesOfOneName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> OpenApi.published(TestingModules.CELL, routes("/api/v1/a", "/api/v1/b")))
        .withMessage("two routes are named same: GET /api/v1/a and GET /api/v1/b");
  }

  static void forEachOperation(JsonNode document, BiConsumer<String, JsonNode> check) {
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(verb ->
                    check.accept(
                        verb.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        verb.getValue())));
  }

  static Set<String> operations(JsonNode document) {
    var operations = new TreeSet<String>();
    forEachOperation(
        document,
        (place, operation) -> operations.add(place + " " + operation.path("operationId").asText()));
    return operations;
  }

  static void refersOnlyToWhatIsThere(JsonNode document) {
    document
        .findValuesAsText("$ref")
        .forEach(reference -> {
          assertThat(reference).startsWith("#/");
          assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
        });
  }

  static void describesItsPathParameters(JsonNode document) {
    forEachOperation(
        document,
        (place, operation) -> {
          var described = new HashSet<String>();
          operation
              .path("parameters")
              .forEach(parameter -> {
                if (parameter.path("in").asText().equals("path")) {
                  assertThat(parameter.path("required").asBoolean()).as(place).isTrue();
                  described.add("{" + parameter.path("name").asText() + "}");
                }
              });
          var inPath = new HashSet<String>();
          for (var segment : place.split("/", -1)) {
            if (segment.startsWith("{")) {
              inPath.add(segment);
            }
          }
          assertThat(described).as(place).isEqualTo(inPath);
        });
  }

  static List<String> names(JsonNode operation) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .map(parameter -> parameter.path("name").asText())
        .toList();
  }

  static List<ModuleDeclaration> routes(String... paths) {
    var routes = new ArrayList<Route<OpenApiTest>>();
    for (var path : paths) {
      routes.add(
          Route.<OpenApiTest>get(path)
              .named("same", "")
              .open()
              .answersNothing(204)
              .by(OpenApiTest::handled));
    }
    return List.of(ModuleDeclaration.core("odd", "1.0.0").routes(routes).build());
  }

  private Response handled(Request request) {
    throw new UnsupportedOperationException("declarations are never called");
  }

  private static JsonNode parameter(JsonNode operation, String name) {
    return StreamSupport.stream(operation.path("parameters").spliterator(), false)
        .filter(parameter -> parameter.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> statuses(String pointer) {
    var statuses = new ArrayList<String>();
    PUBLISHED.at(pointer).path("responses").fieldNames().forEachRemaining(statuses::add);
    return statuses;
  }
}
