package dev.cellwright.cdk;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// A stack of a cell: named, placed and tagged as its cell is.
class CellStack extends Stack {
  private final int zones;
  private final CellPlan plan;

  CellStack(Construct scope, String id, CellPlan plan, String name, String purpose) {
    this(scope, id, plan, name, purpose, plan.config().environment().region());
  }

  /// In another region than the cell.
  CellStack(Construct scope, String id, CellPlan plan, String name, String purpose, String region) {
    super(scope, id, props(plan, name, purpose, region));
    this.plan = plan;
    zones = region.equals("us-west-1") ? 2 : 3;
  }

  /// The stack that something is in.
  static CellStack of(Construct scope) {
    return (CellStack) Stack.of(scope);
  }

  CellNames names() {
    return plan.names();
  }

  /// Whether an owner of alarms hears those of this stack.
  boolean hears(Runbook.Owner owner) {
    return plan.hears(owner);
  }

  private static StackProps props(CellPlan plan, String name, String purpose, String region) {
    var config = plan.config();
    return StackProps.builder()
        .stackName(name)
        .description(purpose)
        .env(Environment.builder().account(config.environment().account()).region(region).build())
        .terminationProtection(config.isProd())
        .tags(
            new TreeMap<>(
                Map.of(
                    "cell", config.cellName(),
                    "product", config.product(),
                    "environment", config.environmentName().text())))
        .build();
  }

  /// Zones are picked when the stack is deployed. CDK would ask the account for their names, and
  /// which letters an account may use differs; us-west-1 gives most accounts two zones, the others
  /// three.
  @Override
  public List<String> getAvailabilityZones() {
    return IntStream.range(0, zones).mapToObj(i -> Fn.select(i, Fn.getAzs())).toList();
  }
}
