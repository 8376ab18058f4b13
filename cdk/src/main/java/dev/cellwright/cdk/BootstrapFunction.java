package dev.cellwright.cdk;

import java.util.ArrayList;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that makes the database roles, over the Data API as master, from outside the
/// network.
final class BootstrapFunction extends Construct {
  private final CellPlan plan;
  private final CellParameters parameters;
  private final Function function;

  BootstrapFunction(MigrationRun run, String id, CellLogs logs) {
    super(run, id);
    plan = logs.plan();
    parameters = new CellParameters(plan.names());
    var roleSecrets = roleSecrets();
    var master = parameters.read(this, CellParameters.databaseSecret("master"));
    var contextKey = parameters.read(this, CellParameters.CONTEXT_KEY_SECRET);

    var name = plan.names().function("bootstrap");
    var log = logs.group(this, "Log", plan.names().logGroup(name));
    var access = new FunctionRole(this, "Access", plan, log, "What Bootstrap may do");
    access.mayCallDatabase();
    var readable = new ArrayList<>(roleSecrets.values());
    readable.add(master);
    readable.add(contextKey);
    access.mayReadSecrets(readable);

    var environment = new TreeMap<String, String>();
    environment.put("DATABASE_ARN", Arns.cluster(this, plan.names()));
    environment.put("DATABASE_NAME", CellDatabase.NAME);
    environment.put("MASTER_SECRET_ARN", master);
    environment.put("CONTEXT_KEY_SECRET_ARN", contextKey);
    environment.put("ROLE_SECRETS", Stack.of(this).toJsonString(roleSecrets));
    function =
        run.function(this, name, "Bootstrap")
            .description("Makes the database roles and sets their passwords")
            .role(access.role())
            .logGroup(log)
            .environment(environment)
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
  }

  Function function() {
    return function;
  }

  private SortedMap<String, String> roleSecrets() {
    var secrets = new TreeMap<String, String>();
    plan.databaseRoles()
        .forEach(
            role -> secrets.put(role, parameters.read(this, CellParameters.databaseSecret(role))));
    return secrets;
  }
}
