package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.UnaryOperator;

/// A request's schema as a model of API Gateway: JSON Schema draft 4, never stricter than the
/// original.
///
/// API Gateway ignores `nullable`, so what may be null has no type here; it doesn't say whether it
/// counts characters or UTF-16 units, so there is no `maxLength`; and it can't take
/// `additionalProperties`, `anyOf`, item counts and formats.
final class GatewayModel {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;

  private final UnaryOperator<JsonNode> resolve;

  private GatewayModel(UnaryOperator<JsonNode> resolve) {
    this.resolve = resolve;
  }

  /// @param resolve finds the schema behind a reference
  static ObjectNode of(JsonNode schema, UnaryOperator<JsonNode> resolve) {
    return new GatewayModel(resolve).model(schema, 0);
  }

  private ObjectNode model(JsonNode schema, int depth) {
    if (schema.has("$ref")) {
      // References are written out, and those of records that contain themselves end somewhere.
      return depth < DEEPEST ? model(resolve.apply(schema), depth + 1) : JSON.objectNode();
    }
    var type = schema.path("type");
    if (!type.isTextual()) {
      return JSON.objectNode();
    }
    var model = JSON.objectNode().put("type", type.asText());
    switch (type.asText()) {
      case "object" -> object(schema, model, depth);
      case "array" -> model.set("items", model(schema.path("items"), depth));
      default -> List.of("enum", "minLength").forEach(word -> copy(schema, model, word));
    }
    return model;
  }

  private void object(JsonNode schema, ObjectNode model, int depth) {
    if (schema.path("properties").isEmpty()) {
      return;
    }
    var properties = model.putObject("properties");
    schema
        .path("properties")
        .properties()
        .forEach(field -> properties.set(field.getKey(), model(field.getValue(), depth)));
    copy(schema, model, "required");
  }

  private static void copy(JsonNode schema, ObjectNode model, String keyword) {
    if (schema.has(keyword)) {
      model.set(keyword, schema.get(keyword));
    }
  }
}
