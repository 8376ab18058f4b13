package dev.cellwright.cdk;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.CfnApi;
import software.constructs.Construct;

/// The WebSocket API of a cell, without its routes: those lead to functions, and functions must
/// know the API to send to its connections. [SocketRoutes] come after them.
final class CellSockets extends Construct {
  static final String STAGE = "live";

  CellSockets(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    var api =
        CfnApi.Builder.create(this, "Api")
            .name(plan.names().sockets())
            .description("The WebSocket of " + plan.config().cellName())
            .protocolType("WEBSOCKET")
            .routeSelectionExpression("$request.body.action")
            .disableExecuteApiEndpoint(plan.hasDomain())
            .build();
    new CellParameters(plan.names()).publish(this, CellParameters.SOCKETS_API, api.getRef());
  }

  /// Where to send to open connections.
  static String endpoint(Construct in, CellPlan plan, String api) {
    return "https://"
        + (plan.hasDomain()
            ? plan.hosts().sockets() + "/" + HostNames.SOCKETS_PATH
            : host(in, api) + "/" + STAGE);
  }

  /// Where clients connect.
  static String address(Construct in, CellPlan plan, String api) {
    return "wss://"
        + (plan.hasDomain()
            ? plan.hosts().domain() + "/" + HostNames.SOCKETS_PATH
            : host(in, api) + "/" + STAGE);
  }

  private static String host(Construct in, String api) {
    return "%s.execute-api.%s.%s"
        .formatted(api, Stack.of(in).getRegion(), Stack.of(in).getUrlSuffix());
  }
}
