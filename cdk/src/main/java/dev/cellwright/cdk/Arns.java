package dev.cellwright.cdk;

import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// ARNs that follow from stated names.
final class Arns {
  private Arns() {}

  static String cluster(Construct in, CellNames names) {
    return "arn:%s:rds:%s:%s:cluster:%s"
        .formatted(
            Stack.of(in).getPartition(),
            Stack.of(in).getRegion(),
            Stack.of(in).getAccount(),
            names.cluster());
  }

  static String mailIdentity(Construct in, CellPlan plan) {
    return "arn:%s:ses:%s:%s:identity/%s"
        .formatted(
            Stack.of(in).getPartition(),
            Stack.of(in).getRegion(),
            Stack.of(in).getAccount(),
            CellMail.host(plan));
  }
}
