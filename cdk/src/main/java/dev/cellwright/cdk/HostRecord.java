package dev.cellwright.cdk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.services.route53.CfnRecordSet;
import software.constructs.Construct;

/// Where a host name leads: a record in the cell's zone, or where somebody else keeps the zone, an
/// output that says which record they have to enter.
final class HostRecord extends Construct {

  /// @param target a name of AWS's
  /// @param targetZone the zone that AWS keeps that name in
  HostRecord(
      Construct scope,
      String id,
      @Nullable String zone,
      String host,
      String target,
      String targetZone) {
    super(scope, id);
    if (zone == null) {
      CfnOutput.Builder.create(this, "Dns")
          .description("A DNS record to enter for " + host)
          .value(host + " CNAME " + target)
          .build()
          .overrideLogicalId(id + "Dns");
      return;
    }
    for (var type : List.of("A", "AAAA")) {
      CfnRecordSet.Builder.create(this, type)
          .hostedZoneId(zone)
          .name(host)
          .type(type)
          .aliasTarget(
              CfnRecordSet.AliasTargetProperty.builder()
                  .dnsName(target)
                  .hostedZoneId(targetZone)
                  .build())
          .build();
    }
  }
}
