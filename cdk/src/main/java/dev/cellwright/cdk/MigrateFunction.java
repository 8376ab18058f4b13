package dev.cellwright.cdk;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that runs the migrations, inside the network, as a role that logs in with IAM.
final class MigrateFunction extends Construct {
  static final String NAME = "migrate";

  private static final String DATABASE_ROLE = "cw_migrator";

  private final CellParameters parameters;
  private final Function function;

  MigrateFunction(MigrationRun run, String id, CellLogs logs) {
    super(run, id);
    var plan = logs.plan();
    parameters = new CellParameters(plan.names());
    var name = plan.names().function(NAME);
    var log = logs.group(this, "Log", plan.names().logGroup(name));
    var access = new FunctionRole(this, "Access", plan, log, "What Migrate may do");
    access.mayLogInAs(DATABASE_ROLE);
    access.mayBeInNetwork(name);

    var environment = new TreeMap<String, String>();
    environment.put("DATABASE_HOST", parameters.read(this, CellParameters.DATABASE_HOST));
    environment.put("DATABASE_PORT", parameters.read(this, CellParameters.DATABASE_PORT));
    environment.put("DATABASE_NAME", CellDatabase.NAME);
    environment.put("DATABASE_USER", DATABASE_ROLE);
    environment.put("CELL_MODULES", String.join(",", plan.config().modules()));
    function =
        run.function(this, name, "Migrate")
            .description("Runs the migrations of every module of the cell")
            .role(access.role())
            .logGroup(log)
            .environment(environment)
            .build();
    AcceptedFindings.on(function, AcceptedFindings.NO_QUEUE_FOR_SYNCHRONOUS);
    enterNetwork();
  }

  Function function() {
    return function;
  }

  /// CDK's own way asks for more about the network than a function needs, and than other stacks
  /// tell.
  private void enterNetwork() {
    var subnets = Stack.of(this).getAvailabilityZones().size();
    var resource = (CfnFunction) requireNonNull(function.getNode().getDefaultChild());
    resource.setVpcConfig(
        CfnFunction.VpcConfigProperty.builder()
            .subnetIds(
                IntStream.range(0, subnets)
                    .mapToObj(number -> parameters.read(this, CellParameters.subnet(number)))
                    .toList())
            .securityGroupIds(
                List.of(parameters.read(this, CellParameters.MIGRATION_SECURITY_GROUP)))
            .build());
  }
}
