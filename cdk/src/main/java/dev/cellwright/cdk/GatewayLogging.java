package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.apigateway.CfnAccount;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/// The role with which API Gateway writes logs: one for all APIs of an account and region.
///
/// It stays when the cell goes, since the account's other cells may have come to rely on it.
final class GatewayLogging extends Construct {

  GatewayLogging(Construct scope, String id) {
    super(scope, id);
    var role =
        Role.Builder.create(this, "Role")
            .assumedBy(new ServicePrincipal("apigateway.amazonaws.com"))
            .managedPolicies(
                List.of(
                    ManagedPolicy.fromAwsManagedPolicyName(
                        "service-role/AmazonAPIGatewayPushToCloudWatchLogs")))
            .build();
    role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    AcceptedFindings.on(
        role,
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/"
            + "AmazonAPIGatewayPushToCloudWatchLogs]",
        "The role serves all APIs of the account; this policy is made for it.");
    CfnAccount.Builder.create(this, "Account")
        .cloudWatchRoleArn(role.getRoleArn())
        .build()
        .applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}
