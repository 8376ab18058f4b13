package dev.cellwright.cdk;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudfront.Distribution;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.logs.CfnDelivery;
import software.amazon.awscdk.services.logs.CfnDeliveryDestination;
import software.amazon.awscdk.services.logs.CfnDeliverySource;

/// How the edge keeps logs and tells of alarms: where it is, which may be another region than the
/// cell's, hence with a key and topics of its own.
final class EdgeLogs {
  /// Who asked for what, and how it ended. Not the query and not cookies: tokens are among them.
  private static final List<String> FIELDS =
      List.of(
          "date",
          "time",
          "x-edge-location",
          "x-edge-request-id",
          "c-ip",
          "cs-method",
          "x-host-header",
          "cs-uri-stem",
          "sc-status",
          "x-edge-result-type",
          "x-edge-detailed-result-type",
          "cs(User-Agent)",
          "cs-bytes",
          "sc-bytes",
          "time-taken",
          "cs-protocol-version",
          "ssl-protocol",
          "ssl-cipher");

  private EdgeLogs() {}

  static CellLogs in(CellStack stack, CellPlan plan) {
    var key =
        Key.Builder.create(stack, "LogKey")
            .alias(plan.names().keyAlias("edge"))
            .description("Encrypts the logs of the edge of " + plan.config().cellName())
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    key.addToResourcePolicy(CellKeys.logsMayUse(stack, plan.names()));
    if (!plan.config().environment().region().equals(CellEdge.REGION)) {
      new AlarmTopics(stack, "Alarms", plan, key);
    }
    return new CellLogs(plan, key);
  }

  /// Has requests to a distribution logged.
  static void of(Distribution distribution, CellPlan plan, CellLogs logs) {
    var name = plan.names().stack("edge");
    var groupName = "/aws/cloudfront/" + plan.config().cellName();
    var group = logs.group(distribution, "AccessLog", groupName);
    var source =
        CfnDeliverySource.Builder.create(distribution, "LogSource")
            .name(name)
            .logType("ACCESS_LOGS")
            .resourceArn(distribution.getDistributionArn())
            .build();
    var destination =
        CfnDeliveryDestination.Builder.create(distribution, "LogDestination")
            .name(name)
            .destinationResourceArn(Arns.of(distribution, "logs", "log-group:" + groupName))
            .outputFormat("json")
            .build();
    destination.getNode().addDependency(group);
    CfnDelivery.Builder.create(distribution, "LogDelivery")
        .deliverySourceName(source.getRef())
        .deliveryDestinationArn(destination.getAttrArn())
        .recordFields(FIELDS)
        .build();
  }
}
