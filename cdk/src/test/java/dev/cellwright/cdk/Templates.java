package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Looks things up in templates.
final class Templates {
  private Templates() {}

  /// A resource with its logical id.
  record Resource(String id, String type, JsonNode body) {
    JsonNode properties() {
      return body.path("Properties");
    }
  }

  static List<Resource> resources(JsonNode template, String type) {
    return all(template).filter(resource -> resource.type().equals(type)).toList();
  }

  /// The only resource of its type.
  static Resource resource(JsonNode template, String type) {
    var found = resources(template, type);
    if (found.size() != 1) {
      throw new AssertionError("expected one " + type + ", found " + found.size());
    }
    return found.getFirst();
  }

  /// The function whose name ends so.
  static Resource function(JsonNode template, String ending) {
    return named(template, "AWS::Lambda::Function", "FunctionName", ending);
  }

  /// The queue whose name ends so.
  static Resource queue(JsonNode template, String ending) {
    return named(template, "AWS::SQS::Queue", "QueueName", ending);
  }

  private static Resource named(JsonNode template, String type, String property, String ending) {
    return resources(template, type).stream()
        .filter(resource -> resource.properties().path(property).asText().endsWith(ending))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " " + ending));
  }

  static Stream<Resource> all(JsonNode template) {
    return template.path("Resources").properties().stream()
        .map(entry ->
            new Resource(entry.getKey(), entry.getValue().path("Type").asText(), entry.getValue()));
  }

  static Stream<Resource> all(Map<String, JsonNode> templates) {
    return templates.values().stream().flatMap(Templates::all);
  }

  /// The default of the SSM parameter that a reference stands for, or the value itself.
  static String meant(JsonNode template, JsonNode value) {
    if (value.path("Ref").isTextual()) {
      var parameter = template.path("Parameters").path(value.path("Ref").asText());
      return parameter.isMissingNode() ? value.toString() : parameter.path("Default").asText();
    }
    return value.isTextual() ? value.asText() : value.toString();
  }
}
