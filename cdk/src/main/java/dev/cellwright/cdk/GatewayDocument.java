package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.ModuleDeclaration;
import dev.cellwright.kernel.openapi.OpenApi;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The OpenAPI 3.0 document of some modules, with what API Gateway wants to know besides: which function
/// answers, what is validated, and how its own errors look.
///
/// The gateway checks parameters. Bodies are checked in the kernel, which can say field by field what
/// is wrong.
final class GatewayDocument {
  private static final String VALIDATOR = "parameters";

  private final CellNames names;
  private final ObjectNode document;

  private GatewayDocument(CellNames names, ObjectNode document) {
    this.names = names;
    this.document = document;
  }

  static ObjectNode of(CellPlan plan, List<ModuleDeclaration> modules) {
    var document = OpenApi.gateway(plan.info(), modules);
    new GatewayDocument(plan.names(), document).extend(modules);
    return document;
  }

  /// The same as plain maps and lists, as CDK takes it.
  static Map<?, ?> asMap(ObjectNode document) {
    return new ObjectMapper().convertValue(document, Map.class);
  }

  private void extend(List<ModuleDeclaration> modules) {
    var validator =
        document.putObject("x-amazon-apigateway-request-validators").putObject(VALIDATOR);
    validator.put("validateRequestParameters", true).put("validateRequestBody", false);
    document.put("x-amazon-apigateway-request-validator", VALIDATOR);
    document.set("x-amazon-apigateway-gateway-responses", GatewayResponses.all());

    var moduleByOperation = new HashMap<String, String>();
    modules.forEach(
        module ->
            module
                .routes()
                .forEach(
                    route ->
                        moduleByOperation.put(
                            route.method().name().toLowerCase(Locale.ROOT) + " " + route.path(),
                            module.name())));
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          var module =
                              moduleByOperation.get(operation.getKey() + " " + path.getKey());
                          if (module != null) {
                            integrate((ObjectNode) operation.getValue(), module);
                          }
                        }));
  }

  private void integrate(ObjectNode operation, String module) {
    operation.put("x-amazon-apigateway-request-validator", VALIDATOR);
    var integration = operation.putObject("x-amazon-apigateway-integration");
    integration.put("type", "aws_proxy");
    integration.put("httpMethod", "POST");
    integration.put("payloadFormatVersion", "1.0");
    integration.put("timeoutInMillis", 29_000);
    integration.putObject("uri").put("Fn::Sub", integrationUri(module));
  }

  private String integrationUri(String module) {
    return "arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/"
        + "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:"
        + names.function(module)
        + ":"
        + ModuleFunction.ALIAS
        + "/invocations";
  }
}
