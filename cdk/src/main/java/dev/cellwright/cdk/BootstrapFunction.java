package dev.cellwright.cdk;

import dev.cellwright.kernel.ModuleDeclaration;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that makes the database roles, over the Data API as master, from outside the
/// network.
final class BootstrapFunction extends Construct {
  private final Function function;

  private BootstrapFunction(MigrationRun run, CellPlan plan, CellLogs logs) {
    super(run, "Bootstrap");
    var parameters = new CellParameters(plan.names());
    var roleSecrets = new TreeMap<String, String>();
    plan.modules().stream()
        .map(ModuleDeclaration::databaseRole)
        .forEach(role ->
            roleSecrets.put(role, parameters.read(this, CellParameters.databaseSecret(role))));
    var master = parameters.read(this, CellParameters.databaseSecret("master"));
    var contextKey = parameters.read(this, CellParameters.CONTEXT_KEY_SECRET);

    var name = plan.names().function("bootstrap");
    var log = logs.group(this, "Log", plan.names().logGroup(name));
    var access = new FunctionRole(this, "Access", plan, log, "What Bootstrap may do");
    access.mayCallDatabase(
        "rds-data:ExecuteStatement",
        "rds-data:BeginTransaction",
        "rds-data:CommitTransaction",
        "rds-data:RollbackTransaction");
    var readable = new ArrayList<>(roleSecrets.values());
    readable.add(master);
    readable.add(contextKey);
    access.mayReadSecrets(readable);

    function =
        run.function(this, name, "Bootstrap")
            .description("Makes the database roles and sets their passwords")
            .role(access.role())
            .logGroup(log)
            .environment(
                new TreeMap<>(
                    Map.of(
                        "DATABASE_ARN",
                        Arns.cluster(this, plan.names()),
                        "DATABASE_NAME",
                        CellDatabase.NAME,
                        "MASTER_SECRET_ARN",
                        master,
                        "CONTEXT_KEY_SECRET_ARN",
                        contextKey,
                        "ROLE_SECRETS",
                        Stack.of(this).toJsonString(roleSecrets))))
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
  }

  static Function in(MigrationRun run, CellPlan plan, CellLogs logs) {
    return new BootstrapFunction(run, plan, logs).function;
  }
}
