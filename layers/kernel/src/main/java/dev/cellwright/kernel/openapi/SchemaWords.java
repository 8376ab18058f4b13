package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.shape.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// A schema in words, for the cell of a table.
final class SchemaWords {
  private SchemaWords() {}

  /// `string (uuid) or null`, `list of Task`
  static String type(JsonNode schema) {
    if (schema.has("$ref")) {
      return name(schema);
    }
    if (schema.has("anyOf")) {
      return joined(schema.path("anyOf"), " or ");
    }
    var type = schema.path("type");
    if (type.isArray()) {
      return all(type).stream()
          .map(each -> plain(each.asText(), schema))
          .collect(Collectors.joining(" or "));
    }
    return plain(type.asText("anything"), schema);
  }

  private static String plain(String type, JsonNode schema) {
    return switch (type) {
      case "array" -> "list of " + type(schema.path("items"));
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      case "string" ->
          schema.has("format") ? "string (" + schema.path("format").asText() + ")" : "string";
      default -> type;
    };
  }

  /// `1 to 200 characters`, `one of todo, doing, done`
  static String bounds(JsonNode schema) {
    var words = new ArrayList<String>();
    if (schema.has("enum")) {
      words.add("one of " + joined(schema.path("enum"), ", "));
    }
    range(schema, "minLength", "maxLength", " characters", words);
    range(schema, "minItems", "maxItems", " items", words);
    if (!isWholeRange(schema)) {
      range(schema, "minimum", "maximum", "", words);
    }
    range(schema, "", Schemas.MAX_BYTES, " bytes", words);
    range(schema, "", Schemas.MAX_DEPTH, " levels", words);
    if (schema.has("pattern")) {
      words.add("like " + schema.path("pattern").asText());
    }
    if (schema.has("default")) {
      words.add("usually " + schema.path("default").asText());
    }
    if (schema.has(Schemas.CLEARANCE)) {
      words.add("shown to those cleared for what is " + schema.path(Schemas.CLEARANCE).asText());
    }
    return String.join("; ", words);
  }

  /// All 32 or 64 bits say nothing to a reader that the type doesn't.
  private static boolean isWholeRange(JsonNode schema) {
    return schema.path("minimum").asLong() <= Integer.MIN_VALUE
        && schema.path("maximum").asLong() >= Integer.MAX_VALUE;
  }

  private static void range(
      JsonNode schema, String least, String most, String unit, List<String> words) {
    var from = schema.path(least).asText();
    var to = schema.path(most).asText();
    if (!from.isEmpty() && !to.isEmpty()) {
      words.add(from + " to " + to + unit);
    } else if (!to.isEmpty()) {
      words.add("at most " + to + unit);
    } else if (!from.isEmpty()) {
      words.add("at least " + from + unit);
    }
  }

  /// The name of the component that a reference points to.
  static String name(JsonNode reference) {
    var path = reference.path("$ref").asText();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String joined(JsonNode values, String between) {
    return all(values).stream()
        .map(each -> each.isObject() ? type(each) : each.asText())
        .collect(Collectors.joining(between));
  }

  private static List<JsonNode> all(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).toList();
  }
}
