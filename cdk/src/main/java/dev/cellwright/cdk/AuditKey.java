package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/// The key of what the security team sees. It isn't the cell's own: whoever may read the cell's
/// data can't read by it who did.
final class AuditKey extends Construct {
  private final Key key;

  AuditKey(Construct scope, String id, CellPlan plan) {
    super(scope, id);
    var names = plan.names();
    key =
        Key.Builder.create(this, "Key")
            .alias(names.keyAlias("audit"))
            .description("Encrypts what CloudTrail writes of the account of " + names.cell())
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    key.addToResourcePolicy(CellKeys.logsMayUse(this, names));
    key.addToResourcePolicy(trailsMayUse(this, names));
  }

  Key key() {
    return key;
  }

  /// Lets the trails of the cell encrypt, and nobody else.
  static PolicyStatement trailsMayUse(Construct in, CellNames names) {
    return PolicyStatement.Builder.create()
        .sid("TrailsOfTheCell")
        .principals(List.of(new ServicePrincipal("cloudtrail.amazonaws.com")))
        .actions(List.of("kms:GenerateDataKey*", "kms:DescribeKey"))
        .resources(List.of("*"))
        .conditions(
            new TreeMap<>(
                Map.of(
                    "StringEquals",
                    Map.of("aws:SourceArn", AuditTrails.arns(in, names)),
                    "StringLike",
                    Map.of(
                        "kms:EncryptionContext:aws:cloudtrail:arn",
                        "arn:%s:cloudtrail:*:%s:trail/*"
                            .formatted(Stack.of(in).getPartition(), Stack.of(in).getAccount())))))
        .build();
  }
}
