package dev.cellwright.cdk;

import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// ARNs and addresses that follow from stated names.
final class Arns {
  private Arns() {}

  /// An ARN of this cell's account and region.
  static String of(Construct in, String service, String resource) {
    return "arn:%s:%s:%s:%s:%s"
        .formatted(
            Stack.of(in).getPartition(),
            service,
            Stack.of(in).getRegion(),
            Stack.of(in).getAccount(),
            resource);
  }

  static String cluster(Construct in, CellNames names) {
    return of(in, "rds", "cluster:" + names.cluster());
  }

  /// The alias of a key that signs.
  static String keyAlias(Construct in, CellNames names, String purpose) {
    return of(in, "kms", names.keyAlias(purpose));
  }

  static String mailIdentity(Construct in, CellPlan plan) {
    return of(in, "ses", "identity/" + CellMail.host(plan));
  }

  static String mailConfiguration(Construct in, CellNames names) {
    return of(in, "ses", "configuration-set/" + names.mailConfiguration());
  }

  static String bus(Construct in, CellNames names) {
    return of(in, "events", "event-bus/" + names.bus());
  }

  /// Where alarms of this owner go.
  static String alarms(Construct in, CellNames names, Runbook.Owner owner) {
    return of(in, "sns", names.alarms(owner));
  }

  static String function(Construct in, String name) {
    return of(in, "lambda", "function:" + name);
  }

  static String queue(Construct in, String name) {
    return of(in, "sqs", name);
  }

  static String queueUrl(Construct in, String name) {
    return "https://sqs.%s.%s/%s/%s"
        .formatted(
            Stack.of(in).getRegion(), Stack.of(in).getUrlSuffix(), Stack.of(in).getAccount(), name);
  }
}
