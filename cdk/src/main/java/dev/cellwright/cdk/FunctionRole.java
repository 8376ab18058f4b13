package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The role of one function. It may write its own log and its traces; what else it may is said by
/// name, here and, for what a module declares to use, in [ResourceAccess].
final class FunctionRole extends Construct {
  private static final List<String> INTERFACE_ACTIONS =
      List.of(
          "ec2:AssignPrivateIpAddresses",
          "ec2:CreateNetworkInterface",
          "ec2:DeleteNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DescribeSubnets",
          "ec2:UnassignPrivateIpAddresses");

  private final CellPlan plan;
  private final CellParameters parameters;
  private final Role role;

  FunctionRole(Construct scope, String id, CellPlan plan, LogGroup log, String purpose) {
    super(scope, id);
    this.plan = plan;
    parameters = new CellParameters(plan.names());
    role =
        Role.Builder.create(this, "Role")
            .description(purpose)
            .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
            .build();
    AcceptedFindings.on(role, AcceptedFindings.TRACES_HAVE_NO_ARN);
    log.grantWrite(role);
    allow(List.of("xray:PutTraceSegments", "xray:PutTelemetryRecords"), List.of("*"));
  }

  IRole role() {
    return role;
  }

  /// Running single statements over the Data API, as whoever it has the secret of.
  void mayCallDatabase() {
    allow(List.of("rds-data:ExecuteStatement"), List.of(Arns.cluster(this, plan.names())));
  }

  /// Reading secrets, and nothing else with the key that encrypts them.
  void mayReadSecrets(List<String> arns) {
    allow(List.of("secretsmanager:GetSecretValue"), arns);
    throughSecretsManager("kms:Decrypt");
  }

  /// Giving secrets other values, stage by stage.
  void mayChangeSecrets(List<String> arns) {
    allow(
        List.of(
            "secretsmanager:DescribeSecret",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage"),
        arns);
    throughSecretsManager("kms:GenerateDataKey");
  }

  private void throughSecretsManager(String action) {
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .actions(List.of(action))
            .resources(List.of(parameters.read(this, CellParameters.DATA_KEY)))
            .conditions(
                Map.of(
                    "StringEquals",
                    Map.of(
                        "kms:ViaService",
                        "secretsmanager." + Stack.of(this).getRegion() + ".amazonaws.com")))
            .build());
  }

  /// Reading the public halves of the keys that sign access tokens, or did, or will.
  void mayVerifyTokens() {
    mayUseKeys(List.of("kms:GetPublicKey"), CellKeys.TOKENS);
  }

  /// Doing something with the keys of a purpose: whichever bear its aliases.
  void mayUseKeys(List<String> actions, String purpose) {
    var keys = Arns.of(this, "kms", "key/*");
    accept(
        keys, "A key that takes another's place has an ARN that nobody knew; the alias is named.");
    allow(
        PolicyStatement.Builder.create()
            .actions(actions)
            .resources(List.of(keys))
            .conditions(
                Map.of(
                    "ForAnyValue:StringEquals",
                    Map.of("kms:ResourceAliases", plan.names().keyAliases(purpose))))
            .build());
  }

  /// Taking messages from a queue, and saying when they come again.
  void mayTake(String queue) {
    allow(
        List.of(
            "sqs:ChangeMessageVisibility",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ReceiveMessage"),
        List.of(Arns.queue(this, queue)));
  }

  void maySend(String queue) {
    allow(List.of("sqs:SendMessage"), List.of(Arns.queue(this, queue)));
  }

  /// Putting events on the cell's bus, and on no other.
  void mayPutEvents() {
    allow(List.of("events:PutEvents"), List.of(Arns.bus(this, plan.names())));
  }

  /// Logging in to the database from inside the network, as one role, without a password.
  void mayLogInAs(String databaseRole) {
    var stack = Stack.of(this);
    allow(
        List.of("rds-db:connect"),
        List.of(
            "arn:%s:rds-db:%s:%s:dbuser:%s/%s"
                .formatted(
                    stack.getPartition(),
                    stack.getRegion(),
                    stack.getAccount(),
                    parameters.read(this, CellParameters.DATABASE_RESOURCE_ID),
                    databaseRole)));
  }

  /// Having a network interface, which Lambda makes and removes with the function's role. The
  /// function's own code may not touch interfaces.
  void mayBeInNetwork(String functionName) {
    var stack = Stack.of(this);
    AcceptedFindings.on(
        role,
        "AwsSolutions-IAM5[Resource::*]",
        "Lambda makes the interface before anybody knows its ARN; the function itself is denied it.");
    allow(INTERFACE_ACTIONS, List.of("*"));
    role.addToPolicy(
        PolicyStatement.Builder.create()
            .effect(Effect.DENY)
            .actions(INTERFACE_ACTIONS)
            .resources(List.of("*"))
            .conditions(
                Map.of(
                    "ArnEquals",
                    Map.of(
                        "lambda:SourceFunctionArn",
                        "arn:%s:lambda:%s:%s:function:%s"
                            .formatted(
                                stack.getPartition(),
                                stack.getRegion(),
                                stack.getAccount(),
                                functionName))))
            .build());
  }

  /// Says why a resource can't be named more exactly.
  void accept(String resource, String reason) {
    AcceptedFindings.on(role, AcceptedFindings.wildcard(this, resource), reason);
  }

  void allow(List<String> actions, List<String> resources) {
    allow(PolicyStatement.Builder.create().actions(actions).resources(resources).build());
  }

  void allow(PolicyStatement statement) {
    role.addToPolicy(statement);
  }
}
