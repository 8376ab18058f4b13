package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupEgress;
import software.amazon.awscdk.services.ec2.CfnSecurityGroupIngress;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogOptions;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.IpAddresses;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.constructs.Construct;

/// The network of a cell: a place for the database that nothing leads into or out of.
///
/// Functions reach the database over the Data API and stay outside. Only the migration function is
/// inside; it needs nothing but the database, so there is no NAT gateway and no endpoint.
final class CellNetwork extends Construct {
  private final Vpc vpc;
  private final SecurityGroup database;
  private final SecurityGroup migration;

  CellNetwork(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    vpc =
        Vpc.Builder.create(this, "Vpc")
            .vpcName(plan.config().cellName())
            .ipAddresses(IpAddresses.cidr("10.0.0.0/16"))
            .maxAzs(3)
            .natGateways(0)
            .createInternetGateway(false)
            .restrictDefaultSecurityGroup(false)
            .subnetConfiguration(
                List.of(
                    SubnetConfiguration.builder()
                        .name("isolated")
                        .subnetType(SubnetType.PRIVATE_ISOLATED)
                        .cidrMask(24)
                        .build()))
            .build();
    AcceptedFindings.on(
        vpc,
        "NIST.800.53.R5-VPCDefaultSecurityGroupClosed",
        "EC2 makes the group and no template can close it. Nothing is in it, and nothing leads into"
            + " or out of the network.");
    vpc.addFlowLog(
        "FlowLog",
        FlowLogOptions.builder()
            .destination(
                FlowLogDestination.toCloudWatchLogs(
                    new CellLogs(plan, keys.data())
                        .group(this, "FlowLogs", "/aws/vpc/" + plan.config().cellName())))
            .trafficType(FlowLogTrafficType.ALL)
            .build());

    database = securityGroup("DatabaseSecurityGroup", "The database: migrations come in");
    migration = securityGroup("MigrationSecurityGroup", "Migrations: the database only");
    CfnSecurityGroupIngress.Builder.create(this, "MigrationsMayComeIn")
        .groupId(database.getSecurityGroupId())
        .sourceSecurityGroupId(migration.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(CellDatabase.PORT)
        .toPort(CellDatabase.PORT)
        .build();
    CfnSecurityGroupEgress.Builder.create(this, "MigrationsMayGoOut")
        .groupId(migration.getSecurityGroupId())
        .destinationSecurityGroupId(database.getSecurityGroupId())
        .ipProtocol("tcp")
        .fromPort(CellDatabase.PORT)
        .toPort(CellDatabase.PORT)
        .build();
    publish(new CellParameters(plan.names()));
  }

  private SecurityGroup securityGroup(String id, String description) {
    return SecurityGroup.Builder.create(this, id)
        .vpc(vpc)
        .description(description)
        .allowAllOutbound(false)
        .build();
  }

  private void publish(CellParameters parameters) {
    parameters.publish(
        this, CellParameters.MIGRATION_SECURITY_GROUP, migration.getSecurityGroupId());
    var subnets = vpc.getIsolatedSubnets();
    for (int i = 0; i < subnets.size(); i++) {
      parameters.publish(this, CellParameters.subnet(i), subnets.get(i).getSubnetId());
    }
  }

  IVpc vpc() {
    return vpc;
  }

  SubnetSelection subnets() {
    return SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build();
  }

  SecurityGroup database() {
    return database;
  }
}
