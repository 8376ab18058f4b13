package dev.cellwright.cdk;

import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// Takes from the database what the code of this release no longer needs, after all of that code is
/// deployed: the third phase of a breaking change.
final class DropRun extends Construct {

  /// @param release what is deployed, as the migrations before the code know it
  DropRun(CellStack stack, String id, CellPlan plan, SortedMap<String, String> release) {
    super(stack, id);
    var drops = new TreeMap<>(release);
    drops.put("phase", "drop");
    var migrate =
        Function.fromFunctionArn(
            this, "Migrate", Arns.function(this, plan.names().function(MigrateFunction.NAME)));
    new DeploymentStep(this, "DropRun", CellLogs.in(stack, plan), migrate, drops);
  }
}
