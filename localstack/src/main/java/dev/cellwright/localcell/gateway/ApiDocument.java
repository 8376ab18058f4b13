package dev.cellwright.localcell.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the OpenAPI document of a REST API as API Gateway imports it, and refuses what it would
/// refuse.
final class ApiDocument {

  private static final int MAX_RESOURCES = 300;
  private static final int MAX_TIMEOUT_MILLIS = 29_000;
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");
  private static final String ANY = "x-amazon-apigateway-any-method";
  private static final String VALIDATOR = "x-amazon-apigateway-request-validator";
  private static final String BINARY = "x-amazon-apigateway-binary-media-types";
  private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z0-9._-]+\\+?}");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");

  private final RestApi api;
  private final JsonNode document;

  ApiDocument(RestApi api) {
    this.api = api;
    this.document = api.document();
  }

  List<Operation> operations() {
    var version = document.path("openapi").asText();
    if (!version.startsWith("3.0")) {
      throw problem("API Gateway imports OpenAPI 3.0 documents; this one says " + version);
    }
    var operations = new ArrayList<Operation>();
    var variables = new HashMap<String, String>();
    for (var path : document.path("paths").properties()) {
      checkPath(path.getKey());
      checkVariables(path.getKey(), variables);
      for (var field : path.getValue().properties()) {
        if (METHODS.contains(field.getKey()) || field.getKey().equals(ANY)) {
          var method = field.getKey().equals(ANY) ? "ANY" : field.getKey().toUpperCase(Locale.ROOT);
          operations.add(operation(method, path.getKey(), path.getValue(), field.getValue()));
        }
      }
    }
    var resources = countResources();
    if (resources > MAX_RESOURCES) {
      throw problem(
          "it has "
              + resources
              + " resources; API Gateway takes "
              + MAX_RESOURCES
              + " per REST API");
    }
    return operations;
  }

  GatewayResponses gatewayResponses() {
    return new GatewayResponses(api, document.path("x-amazon-apigateway-gateway-responses"));
  }

  Set<String> binaryMediaTypes() {
    var types = new HashSet<>(api.binaryMediaTypes());
    document.path(BINARY).forEach(each -> types.add(each.asText()));
    return Set.copyOf(types);
  }

  private Operation operation(String method, String path, JsonNode pathItem, JsonNode operation) {
    var where = method + " " + path;
    var integration = operation.path("x-amazon-apigateway-integration");
    var type = integration.path("type").asText();
    if (!type.equalsIgnoreCase("aws_proxy")) {
      throw problem(
          where + " has integration type '" + type + "'; the local gateway knows aws_proxy");
    }
    var uri = FUNCTION.matcher(integration.path("uri").asText());
    if (!uri.matches()) {
      throw problem(
          where + " leads to " + integration.path("uri").asText() + ", which is no function");
    }
    if (!integration.path("httpMethod").asText("POST").equals("POST")) {
      throw problem(where + ": functions are invoked by POST");
    }
    var timeout = integration.path("timeoutInMillis").asInt(MAX_TIMEOUT_MILLIS);
    if (timeout < 50 || timeout > MAX_TIMEOUT_MILLIS) {
      throw problem(
          where + ": timeoutInMillis is " + timeout + ", allowed are 50 to " + MAX_TIMEOUT_MILLIS);
    }
    var validator = validator(where, operation);
    return new Operation(
        api,
        method,
        path,
        uri.group(1),
        Duration.ofMillis(timeout),
        validator.path("validateRequestParameters").asBoolean()
            ? requiredParameters(pathItem, operation)
            : List.of(),
        validator.path("validateRequestBody").asBoolean()
            && operation.path("requestBody").path("required").asBoolean(),
        validator.path("validateRequestBody").asBoolean() ? bodySchemas(operation) : Map.of());
  }

  private JsonNode validator(String where, JsonNode operation) {
    var name =
        operation.has(VALIDATOR)
            ? operation.path(VALIDATOR).asText()
            : document.path(VALIDATOR).asText();
    if (name.isEmpty()) {
      return MissingNode.getInstance();
    }
    var validator = document.path("x-amazon-apigateway-request-validators").path(name);
    if (validator.isMissingNode()) {
      throw problem(where + " names the request validator " + name + ", which is not there");
    }
    return validator;
  }

  private List<Operation.Parameter> requiredParameters(JsonNode pathItem, JsonNode operation) {
    var required = new ArrayList<Operation.Parameter>();
    for (var list : List.of(pathItem.path("parameters"), operation.path("parameters"))) {
      for (var each : list) {
        var parameter = followed(each);
        if (parameter.path("required").asBoolean()) {
          required.add(
              new Operation.Parameter(
                  parameter.path("in").asText(), parameter.path("name").asText()));
        }
      }
    }
    return List.copyOf(required);
  }

  private Map<String, JsonNode> bodySchemas(JsonNode operation) {
    var schemas = new HashMap<String, JsonNode>();
    for (var content : followed(operation.path("requestBody")).path("content").properties()) {
      if (content.getValue().has("schema")) {
        schemas.put(content.getKey().toLowerCase(Locale.ROOT), content.getValue().path("schema"));
      }
    }
    return Map.copyOf(schemas);
  }

  private JsonNode followed(JsonNode node) {
    var reference = node.path("$ref").asText();
    return reference.startsWith("#/") ? document.at(reference.substring(1)) : node;
  }

  private void checkPath(String path) {
    for (var segment : path.split("/", -1)) {
      if (segment.contains("{") && !PARAMETER.matcher(segment).matches()) {
        throw problem("path " + path + ": a parameter is a whole segment, {name} or {name+}");
      }
    }
    if (path.contains("+}") && !path.endsWith("+}")) {
      throw problem("path " + path + ": a greedy parameter is the last segment");
    }
  }

  /// A place in the tree of paths has one variable at most.
  private void checkVariables(String path, Map<String, String> variables) {
    for (int at = path.indexOf('{'); at > 0; at = path.indexOf('{', at + 1)) {
      var name = path.substring(at, path.indexOf('}', at) + 1);
      var earlier = variables.putIfAbsent(path.substring(0, at), name);
      if (earlier != null && !earlier.equals(name)) {
        throw problem("path " + path + ": a sibling of " + name + " is already named " + earlier);
      }
    }
  }

  /// Every node of the tree of paths is a resource, also those without a method, and the root.
  private int countResources() {
    var nodes = new HashSet<String>();
    nodes.add("");
    document
        .path("paths")
        .fieldNames()
        .forEachRemaining(path -> {
          for (var end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            nodes.add(path.substring(0, end));
          }
          nodes.add(path.equals("/") ? "" : path);
        });
    return nodes.size();
  }

  private UnusableApi problem(String text) {
    return new UnusableApi(api, text);
  }
}
