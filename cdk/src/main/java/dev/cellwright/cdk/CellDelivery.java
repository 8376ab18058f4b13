package dev.cellwright.cdk;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.codedeploy.CfnApplication;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// Who moves traffic from a version to the next: CodeDeploy's application for the cell, and the one
/// role that it has in it.
final class CellDelivery extends Construct {

  CellDelivery(CellStack stack, String id, CellPlan plan) {
    super(stack, id);
    CfnApplication.Builder.create(this, "Application")
        .applicationName(plan.names().releases())
        .computePlatform("Lambda")
        .build();
    var role =
        Role.Builder.create(this, "Role")
            .description("Moves the alias of each function, and calls what tries a new version")
            .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
            .build();
    role.addToPolicy(
        statement(
            List.of("lambda:GetAlias", "lambda:UpdateAlias"),
            released(plan).flatMap(this::aliasOf).toList()));
    role.addToPolicy(
        statement(
            List.of("lambda:InvokeFunction"),
            Stream.concat(
                    plan.modules().stream().map(module -> module.name()),
                    Stream.of(RelayFunction.NAME))
                .map(plan.names()::smoke)
                .map(name -> Arns.function(this, name))
                .toList()));
    if (plan.takesBack()) {
      role.addToPolicy(statement(List.of("cloudwatch:DescribeAlarms"), List.of("*")));
      AcceptedFindings.on(
          role,
          "AwsSolutions-IAM5[Resource::*]",
          "CodeDeploy looks for its alarms among all; CloudWatch has no permission for some.");
    }
    new CellParameters(plan.names()).publish(this, CellParameters.RELEASE_ROLE, role.getRoleArn());
  }

  private Stream<String> aliasOf(String function) {
    var arn = Arns.function(this, function);
    return Stream.of(arn, arn + ":" + LiveFunction.ALIAS);
  }

  /// Every function that has an alias.
  private static Stream<String> released(CellPlan plan) {
    var names = plan.names();
    return Stream.concat(
        Stream.of(names.function(RelayFunction.NAME)),
        plan.modules().stream()
            .flatMap(module ->
                Stream.of(
                        names.function(module.name()),
                        module.worksBehind() ? names.behind(module.name()) : "",
                        module.sockets() ? names.sockets(module.name()) : "")
                    .filter(name -> !name.isEmpty())));
  }

  private static PolicyStatement statement(List<String> actions, List<String> resources) {
    return PolicyStatement.Builder.create().actions(actions).resources(resources).build();
  }
}
