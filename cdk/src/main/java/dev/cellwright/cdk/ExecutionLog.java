package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.constructs.Construct;

/// What API Gateway itself writes of an API's errors. It names the log group, and makes it where
/// nobody did: for ever and under no key of the cell's. So the group is there before the stage is.
final class ExecutionLog {
  private static final String OF_REST = "API-Gateway-Execution-Logs_";
  private static final String OF_SOCKETS = "/aws/apigateway/";

  private ExecutionLog() {}

  static void before(Construct scope, String id, CellLogs logs, SpecRestApi api) {
    api.getDeploymentStage()
        .getNode()
        .addDependency(logs.group(scope, id, OF_REST + api.getRestApiId() + "/" + CellApi.STAGE));
  }

  /// @param api the id of the WebSocket API
  static void before(Construct scope, String id, CellLogs logs, String api, CfnStage stage) {
    stage
        .getNode()
        .addDependency(logs.group(scope, id, OF_SOCKETS + api + "/" + CellSockets.STAGE));
  }

  /// The groups of any API of the account, as the policy of a key names them: which API is the
  /// cell's shows only when it is made.
  static List<String> any(Construct in) {
    return List.of(
        Arns.of(in, "logs", "log-group:" + OF_REST + "*/" + CellApi.STAGE),
        Arns.of(in, "logs", "log-group:" + OF_SOCKETS + "*/" + CellSockets.STAGE));
  }
}
