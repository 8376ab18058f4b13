package dev.cellwright.cdk;

import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// What providers sign with at the cell's own endpoints. An operator writes it; at first it names
/// no provider, so that none is let in.
final class ProviderSecrets extends Construct {
  ProviderSecrets(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    var secret =
        Secret.Builder.create(this, "Secret")
            .secretName(plan.names().providerSecrets())
            .description("What providers sign their callbacks with, by provider")
            .encryptionKey(keys.data())
            .generateSecretString(
                SecretStringGenerator.builder()
                    .secretStringTemplate("{}")
                    .generateStringKey("none-yet")
                    .build())
            .build();
    AcceptedFindings.on(
        secret,
        AcceptedFindings.alike(
            "The provider makes a new value, and an operator writes it here.",
            "AwsSolutions-SMG4",
            "NIST.800.53.R5-SecretsManagerRotationEnabled"));
    new CellParameters(plan.names())
        .publish(this, CellParameters.PROVIDER_SECRETS, secret.getSecretArn());
  }
}
