package dev.cellwright.cdk;

import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// The credentials of the cell's synthetic tenant, as whom new versions are tried: a person like
/// any other, who registers when they are first needed.
final class SyntheticTenant extends Construct {

  SyntheticTenant(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    var secret =
        Secret.Builder.create(this, "Credentials")
            .secretName(plan.names().syntheticTenant())
            .description("The synthetic tenant, as whom new versions are tried")
            .encryptionKey(keys.data())
            .generateSecretString(
                SecretStringGenerator.builder()
                    .secretStringTemplate("{\"email\":\"" + address(plan) + "\"}")
                    .generateStringKey("password")
                    .passwordLength(40)
                    .excludeCharacters("\"\\")
                    .build())
            .build();
    AcceptedFindings.on(
        secret,
        AcceptedFindings.alike(
            "The password is the tenant's own in the product; a new value would lock the tenant out"
                + " of an account that holds nothing.",
            "AwsSolutions-SMG4",
            "NIST.800.53.R5-SecretsManagerRotationEnabled"));
    new CellParameters(plan.names())
        .publish(this, CellParameters.SYNTHETIC_TENANT, secret.getSecretArn());
  }

  /// SES's mailbox simulator takes mail to it and keeps none: nothing bounces.
  private static String address(CellPlan plan) {
    return "success+" + plan.config().cellName() + "@simulator.amazonses.com";
  }
}
