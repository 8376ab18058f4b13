package dev.cellwright.cdk;

import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awscdk.SecretValue;
import software.amazon.awscdk.services.secretsmanager.ReplicaRegion;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// What shows the API that a request came through the edge: a header whose value nobody else knows.
///
/// Secrets are numbered by the configuration. The edge sends the newest; the API takes it and the
/// one before, and is deployed earlier, so that a higher number is a rotation without a gap.
final class OriginSecret extends Construct {
  static final String HEADER = "X-Origin-Verify";

  /// CloudFormation reads a secret in the region of its stack only, hence the copy where the edge
  /// is.
  OriginSecret(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    for (var number : taken(plan)) {
      var secret =
          Secret.Builder.create(this, "Number" + number)
              .secretName(plan.names().originSecret(number))
              .description("Shows the API that a request came through the edge")
              .encryptionKey(keys.data())
              .replicaRegions(copies(plan))
              .generateSecretString(
                  SecretStringGenerator.builder()
                      .passwordLength(64)
                      .excludePunctuation(true)
                      .build())
              .build();
      AcceptedFindings.on(
          secret,
          AcceptedFindings.alike(
              "The next number in the configuration makes a new one, which edge and API take in turn;"
                  + " a timer would change it for one before the other.",
              "AwsSolutions-SMG4",
              "NIST.800.53.R5-SecretsManagerRotationEnabled"));
    }
  }

  private static List<ReplicaRegion> copies(CellPlan plan) {
    return plan.config().environment().region().equals(CellEdge.REGION)
        ? List.of()
        : List.of(ReplicaRegion.builder().region(CellEdge.REGION).build());
  }

  /// What the edge sends, read when its stack is deployed.
  static String sent(CellPlan plan) {
    return value(plan, plan.edge().originSecret());
  }

  /// What the API takes, read when its stack is deployed.
  static List<String> accepted(CellPlan plan) {
    return taken(plan).stream().map(number -> value(plan, number)).toList();
  }

  private static List<Integer> taken(CellPlan plan) {
    var newest = plan.edge().originSecret();
    return IntStream.rangeClosed(Math.max(1, newest - 1), newest).boxed().toList();
  }

  private static String value(CellPlan plan, int number) {
    return SecretValue.secretsManager(plan.names().originSecret(number)).unsafeUnwrap();
  }
}
