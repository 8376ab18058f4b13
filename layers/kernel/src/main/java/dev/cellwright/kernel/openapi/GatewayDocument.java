package dev.cellwright.kernel.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.http.Method;
import dev.cellwright.kernel.http.Route;
import dev.cellwright.kernel.shape.Schemas;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;

/// The OpenAPI 3.0 document that API Gateway imports.
///
/// It leaves out what API Gateway refuses, ignores or misreads: root security, schemes other than
/// API keys, parameters with brackets in their names (those it doesn't know it hands on), and what
/// of an answer it would never look at. Whatever it could be stricter about than the kernel is left
/// out too.
final class GatewayDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String VALIDATOR = "parameters";
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_.,:-]+|\\{[A-Za-z0-9_]+}");
  private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9:._$-]+");
  private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9]+");

  private final CellInfo cell;
  private final List<ModuleDeclaration> modules;
  private final Schemas schemas = new Schemas("#/");
  private final ObjectNode models = JSON.objectNode();

  GatewayDocument(CellInfo cell, List<ModuleDeclaration> modules) {
    this.cell = cell;
    this.modules = modules;
  }

  /// Whether API Gateway takes a parameter of this name.
  static boolean takes(String parameterName) {
    return PARAMETER.matcher(parameterName).matches();
  }

  ObjectNode print() {
    var document = JSON.objectNode().put("openapi", "3.0.3");
    document.set("info", PublishedDocument.info(cell));
    document.set("paths", paths());
    document.putObject("components").set("schemas", models);
    document
        .putObject("x-amazon-apigateway-request-validators")
        .putObject(VALIDATOR)
        .put("validateRequestParameters", true)
        .put("validateRequestBody", false);
    return document;
  }

  private ObjectNode paths() {
    var paths = JSON.objectNode();
    refuseTwoVariables();
    for (var module : modules) {
      for (var route : module.routes()) {
        refuseUnimportable(route);
        paths.withObjectProperty(route.path()).set(PublishedDocument.verb(route), operation(route));
      }
    }
    return paths;
  }

  private static void refuseUnimportable(Route<?> route) {
    var segments = route.path().substring(1).split("/", -1);
    var fits = Arrays.stream(segments).allMatch(segment -> SEGMENT.matcher(segment).matches());
    if (!fits || List.of("/ping", "/sping").contains(route.path())) {
      throw new IllegalStateException("API Gateway can't have the path of " + route);
    }
  }

  /// API Gateway has one resource for whatever stands in a place: two names for it are an error.
  private void refuseTwoVariables() {
    var names = new HashMap<String, String>();
    for (var module : modules) {
      for (var route : module.routes()) {
        for (int at = route.path().indexOf('{'); at > 0; at = route.path().indexOf('{', at + 1)) {
          var name = route.path().substring(at, route.path().indexOf('}', at) + 1);
          var earlier = names.putIfAbsent(route.path().substring(0, at), name);
          if (earlier != null && !earlier.equals(name)) {
            throw new IllegalStateException(
                "API Gateway can't have both %s and %s in one place of %s"
                    .formatted(earlier, name, route));
          }
        }
      }
    }
  }

  private ObjectNode operation(Route<?> route) {
    var operation = JSON.objectNode().put("operationId", route.name());
    var parameters = operation.putArray("parameters");
    for (var parameter : Parameter.of(route)) {
      if (takes(parameter.name())) {
        parameters
            .addObject()
            .put("name", parameter.name())
            .put("in", parameter.in())
            .put("required", parameter.required())
            .putObject("schema")
            .put("type", "string");
      }
    }
    var takes = route.takes();
    // A merge patch tells null from absent, and a body may be left out: a model of API Gateway
    // can't say
    // either.
    if (takes != null && route.method() != Method.PATCH && !route.bodyOptional()) {
      operation
          .putObject("requestBody")
          .putObject("content")
          .putObject("application/json")
          .putObject("schema")
          .put("$ref", "#/components/schemas/" + model(takes));
    }
    operation
        .putObject("responses")
        .putObject(String.valueOf(route.success()))
        .put("description", PublishedDocument.description(route.success()));
    return operation.put("x-amazon-apigateway-request-validator", VALIDATOR);
  }

  private String model(Class<? extends Record> record) {
    var name = name(schemas.request(record));
    if (!MODEL.matcher(name).matches()) {
      throw new IllegalStateException(
          "API Gateway names models with letters and digits only, not " + name);
    }
    if (!models.has(name)) {
      models.set(name, GatewayModel.of(printed(name), schema -> printed(name(schema))));
    }
    return name;
  }

  private JsonNode printed(String name) {
    return schemas.printed().getOrDefault(name, JSON.objectNode());
  }

  private static String name(JsonNode reference) {
    return reference.path("$ref").asText().substring("#/".length());
  }
}
