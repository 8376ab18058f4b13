package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.openapi.OpenApi;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The definition of a REST API: the OpenAPI 3.0 document of some modules, and beside it which
/// function answers an operation and how the gateway's own errors look.
final class GatewayDefinition {
  /// The longest that API Gateway waits.
  private static final int TIMEOUT_MS = 29_000;

  private GatewayDefinition() {}

  /// The definition as CDK takes it: maps, lists and intrinsic functions.
  static Map<?, ?> of(CellPlan plan, List<ModuleDeclaration> modules) {
    return new ObjectMapper().convertValue(document(plan, modules), Map.class);
  }

  /// The same, with every operation asking for an API key.
  static Map<?, ?> withKeys(CellPlan plan, List<ModuleDeclaration> modules) {
    var document = document(plan, modules);
    document.put("x-amazon-apigateway-api-key-source", "HEADER");
    ((ObjectNode) document.path("components"))
        .putObject("securitySchemes")
        .putObject("consumer")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "x-api-key");
    for (var path : document.path("paths")) {
      for (var operation : path) {
        ((ObjectNode) operation).putArray("security").addObject().putArray("consumer");
      }
    }
    return new ObjectMapper().convertValue(document, Map.class);
  }

  private static ObjectNode document(CellPlan plan, List<ModuleDeclaration> modules) {
    var document = OpenApi.gateway(plan.info(), modules);
    for (var module : modules) {
      for (var route : module.routes()) {
        var verb = route.method().name().toLowerCase(Locale.ROOT);
        integrate(
            (ObjectNode) document.path("paths").path(route.path()).path(verb),
            plan.names().function(module.name()));
      }
    }
    document.set("x-amazon-apigateway-gateway-responses", GatewayResponses.all());
    return document;
  }

  private static void integrate(ObjectNode operation, String function) {
    var integration = operation.putObject("x-amazon-apigateway-integration");
    integration.put("type", "aws_proxy");
    integration.put("httpMethod", "POST");
    integration.put("timeoutInMillis", TIMEOUT_MS);
    integration
        .putObject("uri")
        .put(
            "Fn::Sub",
            "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
                + "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
                + function
                + ":"
                + LiveFunction.ALIAS
                + "/invocations");
  }
}
