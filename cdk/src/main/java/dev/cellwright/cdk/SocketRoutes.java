package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.apigatewayv2.CfnIntegration;
import software.amazon.awscdk.services.apigatewayv2.CfnRoute;
import software.amazon.awscdk.services.apigatewayv2.CfnRouteResponse;
import software.amazon.awscdk.services.apigatewayv2.CfnStage;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// Where the WebSocket leads: everything to the one function that serves it.
final class SocketRoutes extends Construct {
  private static final String DEFAULT = "$default";

  /// Connections that open, and messages, of all clients together in a second.
  private static final int STEADY_RATE = 500;

  private static final int BURST = 1000;

  private final CellPlan plan;
  private final String api;

  SocketRoutes(
      CellStack stack,
      String id,
      CellPlan plan,
      ModuleDeclaration module,
      CellLogs logs,
      GatewayLogging logging) {
    super(stack, id);
    this.plan = plan;
    api = new CellParameters(plan.names()).read(this, CellParameters.SOCKETS_API);
    var function = plan.names().sockets(module.name()) + ":" + LiveFunction.ALIAS;

    var integration = integration(function);
    route("Connect", "$connect", integration);
    route("Disconnect", "$disconnect", integration);
    answered(route("Default", DEFAULT, integration));
    var stage = stage(logs.group(this, "AccessLog", "/aws/apigateway/" + plan.names().sockets()));
    stage.getNode().addDependency(logging);
    ExecutionLog.before(this, "ExecutionLog", logs, api, stage);
    CfnPermission.Builder.create(this, "Calls")
        .action("lambda:InvokeFunction")
        .functionName(function)
        .principal("apigateway.amazonaws.com")
        .sourceArn(Arns.of(this, "execute-api", api + "/" + CellSockets.STAGE + "/*"))
        .build();
    alarm();
    CfnOutput.Builder.create(this, "Address")
        .description("Where clients open a WebSocket")
        .value(CellSockets.address(this, plan, api))
        .build()
        .overrideLogicalId("SocketsUrl");
  }

  /// The id of the WebSocket API.
  String api() {
    return api;
  }

  private CfnIntegration integration(String function) {
    return CfnIntegration.Builder.create(this, "Function")
        .apiId(api)
        .integrationType("AWS_PROXY")
        .integrationMethod("POST")
        .integrationUri(
            "arn:%s:apigateway:%s:lambda:path/2015-03-31/functions/%s/invocations"
                .formatted(
                    Stack.of(this).getPartition(),
                    Stack.of(this).getRegion(),
                    Arns.of(this, "lambda", "function:" + function)))
        .timeoutInMillis(29_000)
        .build();
  }

  private CfnRoute route(String id, String key, CfnIntegration integration) {
    var route =
        CfnRoute.Builder.create(this, id)
            .apiId(api)
            .routeKey(key)
            .authorizationType("NONE")
            .target("integrations/" + integration.getRef())
            .build();
    AcceptedFindings.on(
        route,
        "AwsSolutions-APIG4",
        "The function itself refuses to connect whoever has no valid access token; the other routes"
            + " are for connections that it let open.");
    return route;
  }

  /// What the function answers to a message goes back over the connection.
  private void answered(CfnRoute route) {
    route.setRouteResponseSelectionExpression(DEFAULT);
    CfnRouteResponse.Builder.create(this, "Answer")
        .apiId(api)
        .routeId(route.getRef())
        .routeResponseKey(DEFAULT)
        .build();
  }

  /// Connections are logged and counted; what goes over them is not: it is personal data.
  private CfnStage stage(LogGroup log) {
    return CfnStage.Builder.create(this, "Stage")
        .apiId(api)
        .stageName(CellSockets.STAGE)
        .autoDeploy(true)
        .accessLogSettings(
            CfnStage.AccessLogSettingsProperty.builder()
                .destinationArn(log.getLogGroupArn())
                .format(logFormat())
                .build())
        .defaultRouteSettings(
            CfnStage.RouteSettingsProperty.builder()
                .dataTraceEnabled(false)
                .detailedMetricsEnabled(true)
                .loggingLevel("ERROR")
                .throttlingRateLimit(STEADY_RATE)
                .throttlingBurstLimit(BURST)
                .build())
        .build();
  }

  private static String logFormat() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", "$context.requestId")
        .put("time", "$context.requestTimeEpoch")
        .put("sourceIp", "$context.identity.sourceIp")
        .put("route", "$context.routeKey")
        .put("event", "$context.eventType")
        .put("connection", "$context.connectionId")
        .put("status", "$context.status")
        .put("error", "$context.integrationErrorMessage")
        .toString();
  }

  private void alarm() {
    CellAlarm.raise(
        this,
        "Faults",
        Runbook.SOCKET_FAULTS,
        plan.names().sockets() + ": the function fails",
        alarm -> alarm.metric(faults()).threshold(1).evaluationPeriods(3).datapointsToAlarm(2));
  }

  private Metric faults() {
    return Metric.Builder.create()
        .namespace("AWS/ApiGateway")
        .metricName("IntegrationError")
        .dimensionsMap(new TreeMap<>(Map.of("ApiId", api, "Stage", CellSockets.STAGE)))
        .period(Duration.minutes(5))
        .statistic("Sum")
        .build();
  }
}
