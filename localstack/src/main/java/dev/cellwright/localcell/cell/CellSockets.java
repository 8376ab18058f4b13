package dev.cellwright.localcell.cell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.template.CellTemplate;
import dev.cellwright.localcell.template.Resource;
import dev.cellwright.localcell.websocket.IdentitySource;
import dev.cellwright.localcell.websocket.RouteSelection;
import dev.cellwright.localcell.websocket.SocketApi;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds the WebSocket API of a template with its stage and routes, and refuses what the local cell
/// would not do.
final class CellSockets {
  private static final String API = "AWS::ApiGatewayV2::Api";
  private static final String STAGE = "AWS::ApiGatewayV2::Stage";
  private static final Pattern FUNCTION =
      Pattern.compile(
          "arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");
  private static final Duration LONGEST = Duration.ofSeconds(29);

  private final CellTemplate template;
  private final Resource api;
  private final String id;

  private CellSockets(CellTemplate template, Resource api) {
    this.template = template;
    this.api = api;
    this.id = template.reference(api);
  }

  /// Null where the template has none.
  static @Nullable SocketApi in(CellTemplate template) {
    var apis = template.ofType(API).toList();
    if (apis.isEmpty()) {
      return null;
    }
    if (apis.size() > 1) {
      throw new CellProblem(
          apis.get(1) + " is a second WebSocket API: the local cell has one, at /ws");
    }
    return new CellSockets(template, apis.getFirst()).api();
  }

  /// The name of the WebSocket API's stage, or null where there is none.
  static @Nullable String stageName(CellTemplate template) {
    return template.ofType(STAGE).map(template::reference).findFirst().orElse(null);
  }

  private SocketApi api() {
    var properties = template.resolve(api);
    if (!properties.path("ProtocolType").asText().equals("WEBSOCKET")) {
      throw new CellProblem(
          api + " is no WebSocket API: HTTP APIs are not known to the local cell, REST APIs are");
    }
    only(
        api,
        properties,
        "Name ProtocolType RouteSelectionExpression ApiKeySelectionExpression Description"
            + " DisableExecuteApiEndpoint DisableSchemaValidation IpAddressType Tags Version");
    var stage = stage();
    var routes = new LinkedHashMap<String, SocketApi.Route>();
    ofThisApi("AWS::ApiGatewayV2::Route")
        .forEach(resource -> {
          var route = route(resource, template.resolve(resource));
          if (routes.put(route.key(), route) != null) {
            throw new CellProblem(resource + " is a second route " + route.key());
          }
        });
    if (routes.isEmpty()) {
      throw new CellProblem(api + " has no routes");
    }
    return new SocketApi(
        api.toString(),
        id,
        stage.path("StageName").asText(),
        texts(stage.path("StageVariables")),
        api.stack().account(),
        api.stack().region(),
        known(api, properties.path("RouteSelectionExpression").asText(), RouteSelection::of),
        routes);
  }

  private JsonNode stage() {
    var stages = ofThisApi(STAGE).toList();
    if (stages.size() != 1) {
      throw new CellProblem(
          api + " has " + stages.size() + " stages: the local cell serves one at /ws");
    }
    var properties = template.resolve(stages.getFirst());
    if (!properties.path("AutoDeploy").asBoolean() && !properties.has("DeploymentId")) {
      throw new CellProblem(stages.getFirst() + " has no deployment and no AutoDeploy");
    }
    return properties;
  }

  private SocketApi.Route route(Resource resource, JsonNode properties) {
    only(
        resource,
        properties,
        "ApiId RouteKey Target AuthorizationType AuthorizerId OperationName"
            + " RouteResponseSelectionExpression");
    var key = properties.path("RouteKey").asText();
    var integration = integration(resource, properties.path("Target").asText());
    return new SocketApi.Route(
        key,
        function(resource, integration.path("IntegrationUri").asText()),
        Duration.ofMillis(integration.path("TimeoutInMillis").asLong(LONGEST.toMillis())),
        authorizer(resource, properties, key),
        answers(resource, properties));
  }

  private JsonNode integration(Resource route, String target) {
    var integration =
        ofThisApi("AWS::ApiGatewayV2::Integration")
            .filter(each -> ("integrations/" + template.reference(each)).equals(target))
            .findFirst()
            .orElseThrow(() -> new CellProblem(route + " leads to no integration"));
    var properties = template.resolve(integration);
    only(
        integration,
        properties,
        "ApiId IntegrationType IntegrationUri IntegrationMethod ConnectionType Description"
            + " PassthroughBehavior PayloadFormatVersion TimeoutInMillis");
    if (!properties.path("IntegrationType").asText().equals("AWS_PROXY")) {
      throw new CellProblem(
          integration + " is no AWS_PROXY, and the local cell knows no other integration");
    }
    return properties;
  }

  private static String function(Resource resource, String uri) {
    var matcher = FUNCTION.matcher(uri);
    if (!matcher.matches()) {
      throw new CellProblem(resource + " leads to no function but to " + uri);
    }
    return matcher.group(1);
  }

  private SocketApi.@Nullable Authorizer authorizer(
      Resource route, JsonNode properties, String key) {
    var type = properties.path("AuthorizationType").asText("NONE");
    if (type.equals("NONE")) {
      return null;
    }
    if (!type.equals("CUSTOM") || !key.equals("$connect")) {
      throw new CellProblem(
          route + " has the authorization " + type + ": only $connect has one, by a function");
    }
    var resource =
        ofThisApi("AWS::ApiGatewayV2::Authorizer")
            .filter(
                each -> template.reference(each).equals(properties.path("AuthorizerId").asText()))
            .findFirst()
            .orElseThrow(() -> new CellProblem(route + " has no authorizer"));
    var authorizer = template.resolve(resource);
    only(resource, authorizer, "ApiId Name AuthorizerType AuthorizerUri IdentitySource");
    if (!authorizer.path("AuthorizerType").asText().equals("REQUEST")) {
      throw new CellProblem(resource + " is no REQUEST authorizer");
    }
    return new SocketApi.Authorizer(
        template.reference(resource),
        function(resource, authorizer.path("AuthorizerUri").asText()),
        authorizer
            .path("IdentitySource")
            .valueStream()
            .map(each -> known(resource, each.asText(), IdentitySource::of))
            .toList());
  }

  /// Whether a route answers takes two: its own expression, and a route response.
  private boolean answers(Resource route, JsonNode properties) {
    var expression = properties.path("RouteResponseSelectionExpression");
    if (expression.isMissingNode()) {
      return false;
    }
    if (!expression.asText().equals("$default")) {
      throw new CellProblem(route + " selects its response by " + expression.asText());
    }
    return ofThisApi("AWS::ApiGatewayV2::RouteResponse")
        .anyMatch(each ->
            template.resolve(each).path("RouteId").asText().equals(template.reference(route)));
  }

  private interface Reader<T> {
    T read(String text);
  }

  private static <T> T known(Resource resource, String text, Reader<T> reader) {
    try {
      return reader.read(text);
    } catch (IllegalArgumentException e) {
      throw new CellProblem(resource + ": " + e.getMessage(), e);
    }
  }

  private Stream<Resource> ofThisApi(String type) {
    return template
        .ofType(type)
        .filter(each -> template.resolve(each).path("ApiId").asText().equals(id));
  }

  private static void only(Resource resource, JsonNode properties, String names) {
    var known = Set.of(names.split(" "));
    for (var property : properties.properties()) {
      if (!known.contains(property.getKey())) {
        throw new CellProblem(
            resource + " has " + property.getKey() + ", which the local cell does not know");
      }
    }
  }

  private static Map<String, String> texts(JsonNode object) {
    var texts = new LinkedHashMap<String, String>();
    object.properties().forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
    return texts;
  }
}
