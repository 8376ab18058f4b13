package dev.cellwright.cdk;

import dev.cellwright.kernel.CellResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The function that puts others in the place of the cell's keys and passwords, when an operator
/// invokes it. Like [BootstrapFunction] it is the master, from outside the network.
///
/// It can make keys that sign and point the aliases of those at them, and at keys of this cell
/// only; it can disable such keys, but delete none.
final class RotateFunction extends Construct {
  private final CellPlan plan;
  private final FunctionRole access;

  RotateFunction(MigrationRun run, String id, CellLogs logs, DatabaseLogins logins) {
    super(run, id);
    plan = logs.plan();
    var name = plan.names().function("rotate");
    var log = logs.group(this, "Log", plan.names().logGroup(name));
    access = new FunctionRole(this, "Access", plan, log, "What Rotate may do");
    access.mayCallDatabase();
    access.mayReadSecrets(logins.secrets());
    access.mayChangeSecrets(logins.secrets());

    var environment = new TreeMap<>(logins.environment());
    environment.put("CELL", plan.names().cell());
    environment.put("TOKEN_KEY_ALIAS", Arns.keyAlias(this, plan.names(), CellKeys.TOKENS));
    var purposes = new ArrayList<>(List.of(CellKeys.TOKENS));
    if (plan.uses(CellResource.SEALS)) {
      environment.put("SEAL_KEY_ALIAS", Arns.keyAlias(this, plan.names(), CellKeys.SEALS));
      purposes.add(CellKeys.SEALS);
    }
    mayRotateKeys(purposes);
    var function =
        run.function(this, name, "Rotate")
            .description("Puts others in the place of keys and passwords, when it is asked to")
            .role(access.role())
            .logGroup(log)
            .environment(environment)
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
  }

  /// The alias that signs is only ever pointed elsewhere; those of the next key and the one before
  /// come and go.
  private void mayRotateKeys(List<String> purposes) {
    var signing = purposes.stream().map(plan.names()::keyAlias).toList();
    var others =
        purposes.stream()
            .flatMap(purpose -> plan.names().keyAliases(purpose).stream())
            .filter(alias -> !signing.contains(alias))
            .toList();
    var keys = Arns.of(this, "kms", "key/*");
    access.accept(keys, "A key has no ARN before it is made; the tag says that it is the cell's.");
    AcceptedFindings.on(
        access.role(),
        "AwsSolutions-IAM5[Resource::*]",
        "A key that isn't made yet can't be named, nor can the list of all aliases.");
    access.allow(List.of("kms:ListAliases"), List.of("*"));
    access.allow(List.of("kms:UpdateAlias"), arns(signing));
    access.allow(List.of("kms:CreateAlias", "kms:DeleteAlias"), arns(others));
    onSigningKeys(List.of("kms:CreateKey"), "*", "aws:RequestTag/cell");
    onSigningKeys(List.of("kms:TagResource"), keys, "aws:RequestTag/cell");
    onSigningKeys(
        List.of(
            "kms:CreateAlias",
            "kms:UpdateAlias",
            "kms:DeleteAlias",
            "kms:DescribeKey",
            "kms:DisableKey"),
        keys,
        "aws:ResourceTag/cell");
  }

  private List<String> arns(List<String> aliases) {
    return aliases.stream().map(alias -> Arns.of(this, "kms", alias)).toList();
  }

  private void onSigningKeys(List<String> actions, String resource, String tag) {
    access.allow(
        PolicyStatement.Builder.create()
            .actions(actions)
            .resources(List.of(resource))
            .conditions(
                Map.of(
                    "StringEquals",
                    new TreeMap<>(
                        Map.of(
                            "kms:KeySpec",
                            "ECC_NIST_P256",
                            "kms:KeyUsage",
                            "SIGN_VERIFY",
                            tag,
                            plan.names().cell()))))
            .build());
  }
}
