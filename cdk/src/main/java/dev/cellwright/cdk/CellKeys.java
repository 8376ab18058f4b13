package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.kms.KeySpec;
import software.amazon.awscdk.services.kms.KeyUsage;
import software.constructs.Construct;

/// The keys of a cell: one that encrypts what is stored, one that signs access tokens, and one that
/// signs seals of the trail.
///
/// They outlive their stack: without them backups and logs can't be read.
final class CellKeys extends Construct {
  static final String TOKENS = "tokens";
  static final String SEALS = "seals";

  private final Key data;

  CellKeys(Construct scope, String id, CellPlan plan) {
    super(scope, id);
    var names = plan.names();
    data =
        Key.Builder.create(this, "Data")
            .alias(names.keyAlias("data"))
            .description("Encrypts the database, the secrets and the logs of " + names.cell())
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    data.addToResourcePolicy(logsMayUse(this, names, ExecutionLog.any(this)));
    if (!plan.config().environment().auditKey()) {
      data.addToResourcePolicy(AuditKey.trailsMayUse(this, names));
    }

    new CellParameters(names).publish(this, CellParameters.DATA_KEY, data.getKeyArn());

    signing("Tokens", TOKENS, "Signs the access tokens of " + names.cell(), names);
    if (plan.uses(CellResource.SEALS)) {
      signing("Seals", SEALS, "Signs seals of the trail of " + names.cell(), names);
    }
  }

  /// The first key of a purpose. Another one may have taken its place: whoever wants the key that
  /// signs goes by the alias, and may use those that bear it.
  private void signing(String id, String purpose, String description, CellNames names) {
    var key =
        Key.Builder.create(this, id)
            .alias(names.keyAlias(purpose))
            .description(description)
            .keySpec(KeySpec.ECC_NIST_P256)
            .keyUsage(KeyUsage.SIGN_VERIFY)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    Tags.of(key).add("cell", names.cell());
  }

  Key data() {
    return data;
  }

  /// CloudWatch Logs encrypts the cell's log groups on its own behalf, and no others.
  static PolicyStatement logsMayUse(Construct in, CellNames names) {
    return logsMayUse(in, names, List.of());
  }

  private static PolicyStatement logsMayUse(Construct in, CellNames names, List<String> further) {
    var groups = new ArrayList<String>();
    groups.add(Arns.of(in, "logs", "log-group:/aws/*/" + names.cell() + "*"));
    groups.add(Arns.of(in, "logs", "log-group:" + names.firewallLog("*")));
    groups.addAll(further);
    return PolicyStatement.Builder.create()
        .sid("LogsOfTheCell")
        .principals(
            List.of(new ServicePrincipal("logs." + Stack.of(in).getRegion() + ".amazonaws.com")))
        .actions(
            List.of(
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:GenerateDataKey*",
                "kms:DescribeKey"))
        .resources(List.of("*"))
        .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", groups)))
        .build();
  }
}
