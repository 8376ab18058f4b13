package dev.cellwright.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The OpenAPI document that the cell publishes, as a stranger would read it.
final class Published {
  static final JsonNode DOCUMENT =
      TestedCell.anybody().get("/api/v1/openapi.json").expect(200).json();
  static final List<Operation> OPERATIONS = operations();

  private static final JsonNode COMPONENTS = closed(DOCUMENT.path("components"));
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          Dialects.getDraft202012(),
          builder ->
              builder.schemaRegistryConfig(
                  SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private Published() {}

  /// One method on one path.
  record Operation(String method, String path, JsonNode stated) {
    String id() {
      return stated.path("operationId").asText();
    }

    /// Whether nobody gets in without a token. Where one may be left out, that is an alternative.
    boolean isProtected() {
      var alternatives = stated.path("security");
      return !alternatives.isEmpty()
          && alternatives.valueStream().noneMatch(alternative -> alternative.isEmpty());
    }

    /// Whether a body may have fields that the document doesn't know.
    boolean isTolerant() {
      return !bodySchema().path("additionalProperties").isBoolean();
    }

    boolean isList() {
      return parametersIn("query").contains("page");
    }

    List<String> parametersIn(String place) {
      return stated
          .path("parameters")
          .valueStream()
          .filter(each -> each.path("in").asText().equals(place))
          .map(each -> each.path("name").asText())
          .toList();
    }

    /// Whether its path names something by its id.
    boolean takesIds() {
      return stated
          .path("parameters")
          .valueStream()
          .filter(each -> each.path("in").asText().equals("path"))
          .anyMatch(each -> each.at("/schema/format").asText().equals("uuid"));
    }

    /// The status that isn't a refusal.
    int success() {
      return stated
          .path("responses")
          .propertyStream()
          .mapToInt(each -> Integer.parseInt(each.getKey()))
          .filter(status -> status < 300)
          .findFirst()
          .orElseThrow();
    }

    JsonNode successAnswer() {
      return stated.path("responses").path(String.valueOf(success()));
    }

    boolean documents(int status) {
      return stated.path("responses").has(String.valueOf(status));
    }

    boolean takesBody() {
      return stated.at("/requestBody/content").has("application/json");
    }

    /// Whether it takes bytes as they come, JSON or not.
    boolean takesAnything() {
      return stated.has("requestBody") && !takesBody();
    }

    /// The fields that a body may have, with their schemas.
    ObjectNode fields() {
      return (ObjectNode) bodySchema().path("properties");
    }

    private JsonNode bodySchema() {
      return resolved(stated.at("/requestBody/content/application~1json/schema"));
    }

    /// The path with an id that nobody has in place of each parameter, and something that fits for
    /// what is no id.
    String concretePath() {
      var concrete = path;
      for (var parameter : stated.path("parameters")) {
        if (parameter.path("in").asText().equals("path")) {
          concrete =
              concrete.replace("{" + parameter.path("name").asText() + "}", example(parameter));
        }
      }
      return concrete;
    }

    /// The path as that, with a query: what it must have, and then this.
    String concretePath(String more) {
      var required =
          stated
              .path("parameters")
              .valueStream()
              .filter(each -> each.path("in").asText().equals("query"))
              .filter(each -> each.path("required").asBoolean())
              .map(each -> each.path("name").asText() + "=" + example(each));
      var query =
          Stream.concat(required, Stream.of(more).filter(each -> !each.isEmpty()))
              .collect(Collectors.joining("&"));
      return query.isEmpty() ? concretePath() : concretePath() + "?" + query;
    }

    private static String example(JsonNode parameter) {
      var schema = parameter.path("schema");
      if (schema.path("format").asText().equals("uuid")) {
        return UUID.randomUUID().toString();
      }
      if (schema.has("pattern")) {
        return Stream.of("*", "task", "task.*", "task.created", "7")
            .filter(text -> Pattern.compile(schema.path("pattern").asText()).matcher(text).find())
            .findFirst()
            .orElseThrow();
      }
      return "x".repeat(Math.max(1, schema.path("minLength").asInt()));
    }

    /// The same operation at another path.
    Operation at(String other) {
      return new Operation(method, other, stated);
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (var path : DOCUMENT.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operations.add(
            new Operation(
                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue()));
      }
    }
    return operations;
  }

  static JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.startsWith("#") ? DOCUMENT.at(reference.substring(1)) : schema;
  }

  /// The types that a value may have, all that its schema leaves open.
  static String types(JsonNode schema) {
    var whole = resolved(schema);
    return whole.path("type")
        + whole.path("anyOf").valueStream().map(Published::types).collect(Collectors.joining(" "));
  }

  /// What is wrong with a value by a schema of the document; a field that isn't documented is
  /// wrong.
  static List<String> errors(JsonNode schema, JsonNode value) {
    var root = JsonNodeFactory.instance.objectNode();
    root.set("components", COMPONENTS);
    root.putArray("allOf").add(closed(schema));
    return REGISTRY.getSchema(root).validate(value).stream().map(Object::toString).toList();
  }

  /// The same schemas without room for fields that they don't name.
  private static JsonNode closed(JsonNode schema) {
    var copy = schema.deepCopy();
    close(copy);
    return copy;
  }

  private static void close(JsonNode node) {
    node.forEach(Published::close);
    if (node instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
  }
}
