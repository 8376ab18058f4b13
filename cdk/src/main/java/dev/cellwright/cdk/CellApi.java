package dev.cellwright.cdk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.ModuleDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigateway.ApiDefinition;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.LogGroupLogDestination;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.SpecRestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.CfnPermission;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The HTTP API of a cell, from the routes that its modules declare.
final class CellApi extends Construct {
  static final String STAGE = "live";

  /// What one cell lets through, in requests a second; callers have limits of their own in the
  /// kernel.
  private static final int STEADY_RATE = 1000;

  private static final int BURST = 2000;

  private final CellPlan plan;

  CellApi(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    this.plan = plan;
    var logs = CellLogs.in(stack, plan);
    var log = logs.group(this, "AccessLog", "/aws/apigateway/" + plan.config().cellName());

    var logging = new GatewayLogging(this, "Logging");

    var shards = new ArrayList<ApiDomain.Shard>();
    for (var modules : ApiShards.of(plan.modules(), ApiShards.MOST_RESOURCES)) {
      var suffix = ApiShards.suffix(shards.size());
      var api =
          rest(
              this,
              "Rest" + suffix,
              plan,
              plan.config().cellName() + suffix,
              modules,
              GatewayDefinition.of(plan, modules),
              log);
      ExecutionLog.before(this, "ExecutionLog" + suffix, logs, api);
      if (plan.takesBack()) {
        failing(api, suffix);
      }
      api.getNode().addDependency(logging);
      shards.add(new ApiDomain.Shard(api, ApiBase.all(modules)));
      address((CfnOutput) api.getNode().findChild("Endpoint"), suffix);
    }
    var sockets = plan.socketModule();
    var routes =
        sockets == null ? null : new SocketRoutes(stack, "Sockets", plan, sockets, logs, logging);
    if (plan.hasDomain()) {
      new ApiOrigins(stack, "Origins", logs, shards, routes);
    }
  }

  /// With a domain API Gateway's own addresses answer nobody.
  private void address(CfnOutput output, String suffix) {
    output.overrideLogicalId("Url" + suffix);
    if (plan.hasDomain()) {
      output.setValue("https://" + plan.hosts().domain());
    }
  }

  /// The names of the REST APIs that a cell has.
  static List<String> names(CellPlan plan) {
    var shards = ApiShards.of(plan.modules(), ApiShards.MOST_RESOURCES);
    return IntStream.range(0, shards.size())
        .mapToObj(i -> plan.config().cellName() + ApiShards.suffix(i))
        .toList();
  }

  /// A REST API with its stage, allowed to call the functions of some modules.
  ///
  /// @param definition of the modules' routes
  static SpecRestApi rest(
      Construct scope,
      String id,
      CellPlan plan,
      String name,
      List<ModuleDeclaration> modules,
      Map<?, ?> definition,
      LogGroup log) {
    var api =
        SpecRestApi.Builder.create(scope, id)
            .restApiName(name)
            .apiDefinition(ApiDefinition.fromInline(definition))
            .endpointTypes(List.of(EndpointType.REGIONAL))
            .disableExecuteApiEndpoint(plan.hasDomain())
            .deployOptions(stage(log))
            .build();
    AcceptedFindings.on(
        api,
        "AwsSolutions-APIG2",
        "The imported document states a validator for every operation; the rule doesn't read it.");
    if (!plan.hasDomain()) {
      AcceptedFindings.on(
          api,
          AcceptedFindings.alike(
              "Web ACLs come with a domain; a cell without one has throttles and the kernel's"
                  + " limits.",
              "AwsSolutions-APIG3",
              "NIST.800.53.R5-APIGWAssociatedWithWAF"));
    }
    AcceptedFindings.on(
        api,
        "NIST.800.53.R5-APIGWCacheEnabledAndEncrypted",
        "An answer depends on who asks and what they may see; nothing of it is kept at the gateway.");
    AcceptedFindings.on(
        api,
        "NIST.800.53.R5-APIGWSSLEnabled",
        "The certificate would show a server behind the gateway who calls. Behind it are functions,"
            + " for which IAM does that.");
    // The kernel answers its own faults, so the function's error count doesn't know of them.
    CellAlarm.raise(
        scope,
        id + "Faults",
        Runbook.API_FAULTS,
        name + ": requests are answered 5xx",
        alarm ->
            alarm
                .metric(
                    api.metricServerError(
                        MetricOptions.builder()
                            .period(Duration.minutes(5))
                            .statistic("Sum")
                            .build()))
                .threshold(1)
                .evaluationPeriods(3)
                .datapointsToAlarm(2));
    for (var module : modules) {
      CfnPermission.Builder.create(scope, id + "Calls-" + module.name())
          .action("lambda:InvokeFunction")
          .functionName(plan.names().function(module.name()) + ":" + LiveFunction.ALIAS)
          .principal("apigateway.amazonaws.com")
          .sourceArn(api.arnForExecuteApi())
          .build();
    }
    return api;
  }

  /// What takes a new version back: the kernel answers its own faults, so only the gateway's count
  /// knows of them. A single one may be anybody's.
  private void failing(SpecRestApi api, String suffix) {
    CellAlarm.raiseAnyway(
        this,
        "Failing" + suffix,
        Runbook.ROLLED_BACK,
        plan.config().cellName() + suffix + ": requests are answered 5xx right now",
        alarm ->
            alarm
                .alarmName(plan.names().apiFailing(suffix))
                .metric(
                    api.metricServerError(
                        MetricOptions.builder()
                            .period(Duration.minutes(1))
                            .statistic("Sum")
                            .build()))
                .threshold(3)
                .evaluationPeriods(3)
                .datapointsToAlarm(2));
  }

  /// Requests are logged, traced and counted; their bodies are not: they hold personal data.
  private static StageOptions stage(LogGroup log) {
    return StageOptions.builder()
        .stageName(STAGE)
        .accessLogDestination(new LogGroupLogDestination(log))
        .accessLogFormat(accessLogFormat())
        .loggingLevel(MethodLoggingLevel.ERROR)
        .dataTraceEnabled(false)
        .metricsEnabled(true)
        .tracingEnabled(true)
        .throttlingRateLimit(STEADY_RATE)
        .throttlingBurstLimit(BURST)
        .build();
  }

  private static AccessLogFormat accessLogFormat() {
    return AccessLogFormat.custom(
        JsonNodeFactory.instance
            .objectNode()
            .put("requestId", "$context.requestId")
            .put("traceId", "$context.xrayTraceId")
            .put("time", "$context.requestTimeEpoch")
            .put("sourceIp", "$context.identity.sourceIp")
            .put("method", "$context.httpMethod")
            .put("resource", "$context.resourcePath")
            .put("status", "$context.status")
            .put("bytes", "$context.responseLength")
            .put("latencyMs", "$context.responseLatency")
            .put("functionMs", "$context.integration.latency")
            .put("error", "$context.error.responseType")
            .toString());
  }
}
