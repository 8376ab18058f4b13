package dev.cellwright.kernel.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What a schema validator found, in words for the person who made the request. The words never
/// repeat the value.
final class PlainEnglish {
  private PlainEnglish() {}

  static List<FieldError> of(List<Error> found) {
    var ofWrongType = new HashSet<NodePath>();
    for (var error : found) {
      if (error.getKeyword().equals("type") && !isOtherwiseNull(error)) {
        ofWrongType.add(error.getInstanceLocation());
      }
    }
    // With a value of the wrong type, what else is wrong with it is noise.
    return found.stream()
        .filter(error -> !isOtherwiseNull(error))
        .filter(error ->
            error.getKeyword().equals("type") || !ofWrongType.contains(error.getInstanceLocation()))
        .limit(Shapes.MOST_EXAMINED)
        .map(error -> new FieldError(field(error), message(error)))
        .distinct()
        .toList();
  }

  /// A record that may be null is `anyOf: [record, null]`; that it isn't null is no error.
  private static boolean isOtherwiseNull(Error error) {
    return error.getKeyword().equals("type") && error.getSchemaNode().asText().equals("null");
  }

  private static String field(Error error) {
    var place = Place.BODY;
    var location = error.getInstanceLocation();
    for (int i = 0; i < location.getNameCount(); i++) {
      place =
          location.getElement(i) instanceof Integer index
              ? place.item(index)
              : place.field(location.getName(i));
    }
    return switch (error.getKeyword()) {
      case "required", "additionalProperties" -> place.field(error.getProperty()).toString();
      default -> place.toString();
    };
  }

  private static String message(Error error) {
    var bound = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> "is required";
      case "additionalProperties" -> "is not a known field";
      case "type" ->
          error.getInstanceNode().isNull() ? "must not be null" : "must be " + type(bound);
      case "minLength" ->
          bound.asInt() == 1
              ? "must not be empty"
              : "must have at least " + count(bound, "character");
      case "maxLength" -> "must have at most " + count(bound, "character");
      case "minimum" -> "must be at least " + bound.asText();
      case "maximum" -> "must be at most " + bound.asText();
      case "minItems" -> "must have at least " + count(bound, "item");
      case "maxItems" -> "must have at most " + count(bound, "item");
      case "enum" -> "must be one of " + choices(bound);
      case "format" -> format(bound.asText());
      case Schemas.MAX_BYTES -> bytes(error.getInstanceNode(), bound);
      case Schemas.MAX_DEPTH -> "must not be nested deeper than " + count(bound, "level");
      default -> throw new IllegalStateException("no words for " + error.getKeyword());
    };
  }

  private static String type(JsonNode type) {
    if (type.isArray()) {
      return type(type.get(0)) + " or null";
    }
    return switch (type.asText()) {
      case "string" -> "a string";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "object" -> "an object";
      case "array" -> "a list";
      default -> throw new IllegalStateException("no words for type " + type);
    };
  }

  private static String count(JsonNode bound, String unit) {
    return bound.asInt() == 1 ? "1 " + unit : bound.asInt() + " " + unit + "s";
  }

  private static String choices(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  private static String format(String word) {
    return Arrays.stream(Formats.values())
        .filter(format -> Objects.equals(format.word, word))
        .map(format -> format.message)
        .findFirst()
        .orElse("must be a whole number, written without a point or an exponent");
  }

  private static String bytes(JsonNode value, JsonNode bound) {
    return value.isContainerNode()
        ? "must have at most " + count(bound, "byte") + ", written without blanks in UTF-8"
        : "must have at most " + count(bound, "byte") + " in UTF-8";
  }
}
