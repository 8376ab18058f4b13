package dev.cellwright.localcell.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Checks a body against a model: the part of JSON Schema draft 4 that API Gateway models are
/// written in.
final class BodySchema {

  private final JsonNode document;
  private final List<String> errors = new ArrayList<>();

  private BodySchema(JsonNode document) {
    this.document = document;
  }

  /// What is wrong with the body; empty when nothing is.
  ///
  /// @param document where `$ref` leads to
  static List<String> errors(JsonNode document, JsonNode schema, JsonNode body) {
    var check = new BodySchema(document);
    check.check(schema, body, "");
    return check.errors;
  }

  private void check(JsonNode stated, JsonNode value, String at) {
    var reference = stated.path("$ref").asText();
    if (reference.startsWith("#/")) {
      check(document.at(reference.substring(1)), value, at);
      return;
    }
    checkType(stated, value, at);
    checkChoices(stated, value, at);
    if (value.isObject()) {
      checkObject(stated, value, at);
    } else if (value.isArray()) {
      checkArray(stated, value, at);
    } else if (value.isTextual()) {
      checkText(stated, value.textValue(), at);
    } else if (value.isNumber()) {
      checkNumber(stated, value.decimalValue(), at);
    }
  }

  private void checkType(JsonNode schema, JsonNode value, String at) {
    var type = schema.path("type");
    if (type.isTextual() && !isOfType(type.asText(), value)) {
      wrong(at, "is no " + type.asText());
    } else if (type.isArray()
        && type.valueStream().noneMatch(each -> isOfType(each.asText(), value))) {
      wrong(at, "is none of " + type);
    }
    if (schema.has("enum") && schema.path("enum").valueStream().noneMatch(value::equals)) {
      wrong(at, "is none of " + schema.path("enum"));
    }
  }

  private static boolean isOfType(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      case "number" -> value.isNumber();
      case "integer" -> value.isIntegralNumber();
      default -> true;
    };
  }

  private void checkChoices(JsonNode schema, JsonNode value, String at) {
    schema.path("allOf").forEach(each -> check(each, value, at));
    if (schema.has("anyOf") && fitting(schema.path("anyOf"), value) == 0) {
      wrong(at, "fits none of the schemas it may fit");
    }
    if (schema.has("oneOf") && fitting(schema.path("oneOf"), value) != 1) {
      wrong(at, "does not fit exactly one schema");
    }
    if (schema.has("not") && errors(document, schema.path("not"), value).isEmpty()) {
      wrong(at, "fits a schema it must not fit");
    }
  }

  private long fitting(JsonNode schemas, JsonNode value) {
    return schemas.valueStream().filter(each -> errors(document, each, value).isEmpty()).count();
  }

  private void checkObject(JsonNode schema, JsonNode value, String at) {
    for (var required : schema.path("required")) {
      if (!value.has(required.asText())) {
        wrong(at, "has no " + required.asText());
      }
    }
    bound(schema, "minProperties", "maxProperties", value.size(), at, "members");
    var properties = schema.path("properties");
    var additional = schema.path("additionalProperties");
    for (var member : value.properties()) {
      var place = at + "/" + member.getKey();
      if (properties.has(member.getKey())) {
        check(properties.path(member.getKey()), member.getValue(), place);
      } else if (additional.isBoolean() && !additional.asBoolean()) {
        wrong(at, "has the unknown member " + member.getKey());
      } else if (additional.isObject()) {
        check(additional, member.getValue(), place);
      }
    }
  }

  private void checkArray(JsonNode schema, JsonNode value, String at) {
    bound(schema, "minItems", "maxItems", value.size(), at, "items");
    if (schema.path("uniqueItems").asBoolean()
        && new HashSet<>(value.valueStream().toList()).size() < value.size()) {
      wrong(at, "holds an item twice");
    }
    if (schema.has("items")) {
      for (var i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.path(i), at + "/" + i);
      }
    }
  }

  private void checkText(JsonNode schema, String text, String at) {
    bound(
        schema, "minLength", "maxLength", text.codePointCount(0, text.length()), at, "characters");
    if (schema.has("pattern")
        && !Pattern.compile(schema.path("pattern").asText()).matcher(text).find()) {
      wrong(at, "does not match " + schema.path("pattern").asText());
    }
  }

  private void checkNumber(JsonNode schema, BigDecimal number, String at) {
    if (schema.has("minimum")) {
      var against = number.compareTo(schema.path("minimum").decimalValue());
      if (against < 0 || (against == 0 && schema.path("exclusiveMinimum").asBoolean())) {
        wrong(at, "is below " + schema.path("minimum"));
      }
    }
    if (schema.has("maximum")) {
      var against = number.compareTo(schema.path("maximum").decimalValue());
      if (against > 0 || (against == 0 && schema.path("exclusiveMaximum").asBoolean())) {
        wrong(at, "is above " + schema.path("maximum"));
      }
    }
    if (schema.has("multipleOf")
        && number.remainder(schema.path("multipleOf").decimalValue()).signum() != 0) {
      wrong(at, "is no multiple of " + schema.path("multipleOf"));
    }
  }

  private void bound(JsonNode schema, String least, String most, int size, String at, String what) {
    if (size < schema.path(least).asInt(0)) {
      wrong(at, "has fewer than " + schema.path(least) + " " + what);
    }
    if (size > schema.path(most).asInt(Integer.MAX_VALUE)) {
      wrong(at, "has more than " + schema.path(most) + " " + what);
    }
  }

  private void wrong(String at, String what) {
    errors.add((at.isEmpty() ? "the body" : at) + " " + what);
  }
}
