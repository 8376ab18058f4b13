package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;

import dev.cellwright.config.RollOutStyle;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnCodeDeployLambdaAliasUpdate;
import software.amazon.awscdk.CfnUpdatePolicy;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AlarmProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AutoRollbackConfigurationProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.DeploymentStyleProperty;
import software.amazon.awscdk.services.lambda.CfnAlias;
import software.constructs.Construct;

/// How the functions of one stack get a new version: it is tried before anybody's call reaches it,
/// then gets a share of the calls, then all. One call that the new version fails, or an API that
/// answers 5xx, and the alias goes back to the version before. Where it gets all calls at once
/// there is no time for that, and no alarm but where somebody hears it.
final class RollOut extends Construct {
  private static final Duration PERIOD = Duration.minutes(1);

  private final CellPlan plan;
  private final SmokeFunction smoke;
  private final String role;

  /// @param module its name, or the relay's
  RollOut(CellStack stack, String id, SharedCode code, String module, List<Released> released) {
    super(stack, id);
    plan = code.plan();
    role = new CellParameters(plan.names()).read(stack, CellParameters.RELEASE_ROLE);
    smoke = new SmokeFunction(stack, "Smoke", code, module, released);
    released.forEach(this::rollOut);
  }

  private void rollOut(Released released) {
    var alarms = plan.takesBack() ? alarms(released) : List.<AlarmProperty>of();
    var group =
        CfnDeploymentGroup.Builder.create(this, "Group-" + released.kind().text())
            .applicationName(plan.names().releases())
            .deploymentGroupName(released.function())
            .serviceRoleArn(role)
            .deploymentConfigName(codeDeploys(plan.config().environment().rollOut()))
            .deploymentStyle(
                DeploymentStyleProperty.builder()
                    .deploymentType("BLUE_GREEN")
                    .deploymentOption("WITH_TRAFFIC_CONTROL")
                    .build())
            .alarmConfiguration(
                AlarmConfigurationProperty.builder()
                    .enabled(!alarms.isEmpty())
                    .alarms(alarms)
                    .build())
            .autoRollbackConfiguration(
                AutoRollbackConfigurationProperty.builder()
                    .enabled(true)
                    .events(takesBack(alarms))
                    .build())
            .build();
    var alias = (CfnAlias) requireNonNull(released.alias().getNode().getDefaultChild());
    alias
        .getCfnOptions()
        .setUpdatePolicy(
            CfnUpdatePolicy.builder()
                .codeDeployLambdaAliasUpdate(
                    CfnCodeDeployLambdaAliasUpdate.builder()
                        .applicationName(plan.names().releases())
                        .deploymentGroupName(group.getRef())
                        .beforeAllowTrafficHook(smoke.name())
                        .build())
                .build());
    alias.addResourceDependency(group);
    alias.getNode().addDependency(smoke);
  }

  /// CodeDeploy refuses to stop on an alarm where there is none.
  private static List<String> takesBack(List<AlarmProperty> alarms) {
    var always = List.of("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_REQUEST");
    return alarms.isEmpty()
        ? always
        : Stream.concat(always.stream(), Stream.of("DEPLOYMENT_STOP_ON_ALARM")).toList();
  }

  private List<AlarmProperty> alarms(Released released) {
    return Stream.concat(
            Stream.of(failing(released).getAlarmName()),
            ApiShards.suffixes(plan).map(plan.names()::apiFailing))
        .map(name -> AlarmProperty.builder().name(name).build())
        .toList();
  }

  /// Errors of the new version alone, minute by minute: the function's other alarms look at both
  /// versions, over a quarter of an hour.
  private Alarm failing(Released released) {
    var version = released.alias().getVersion().getVersion();
    return CellAlarm.raiseAnyway(
        this,
        "Failing-" + released.kind().text(),
        Runbook.ROLLED_BACK,
        released.function() + ": the new version fails",
        alarm ->
            alarm
                .metric(
                    Metric.Builder.create()
                        .namespace("AWS/Lambda")
                        .metricName("Errors")
                        .dimensionsMap(
                            Map.of(
                                "FunctionName",
                                released.function(),
                                "Resource",
                                released.function() + ":" + LiveFunction.ALIAS,
                                "ExecutedVersion",
                                version))
                        .period(PERIOD)
                        .statistic("Sum")
                        .build())
                .threshold(1)
                .evaluationPeriods(1));
  }

  private static String codeDeploys(RollOutStyle style) {
    return "CodeDeployDefault.Lambda"
        + switch (style) {
          case ALL_AT_ONCE -> "AllAtOnce";
          case CANARY_5_MINUTES -> "Canary10Percent5Minutes";
          case CANARY_10_MINUTES -> "Canary10Percent10Minutes";
          case CANARY_15_MINUTES -> "Canary10Percent15Minutes";
          case CANARY_30_MINUTES -> "Canary10Percent30Minutes";
        };
  }
}
