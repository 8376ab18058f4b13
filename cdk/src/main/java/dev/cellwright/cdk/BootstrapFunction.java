package dev.cellwright.cdk;

import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that makes the database roles, over the Data API as master, from outside the
/// network.
final class BootstrapFunction extends Construct {
  private final Function function;

  BootstrapFunction(MigrationRun run, String id, CellLogs logs, DatabaseLogins logins) {
    super(run, id);
    var plan = logs.plan();
    var name = plan.names().function("bootstrap");
    var log = logs.group(this, "Log", plan.names().logGroup(name));
    var access = new FunctionRole(this, "Access", plan, log, "What Bootstrap may do");
    access.mayCallDatabase();
    access.mayReadSecrets(logins.secrets());
    function =
        run.function(this, name, "Bootstrap")
            .description("Makes the database roles and sets their passwords")
            .role(access.role())
            .logGroup(log)
            .environment(logins.environment())
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
  }

  Function function() {
    return function;
  }
}
