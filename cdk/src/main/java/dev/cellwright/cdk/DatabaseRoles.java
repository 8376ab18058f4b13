package dev.cellwright.cdk;

import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.constructs.Construct;

/// The secrets of a cell: name and password of each database role, and the key that signs request
/// contexts.
final class DatabaseRoles extends Construct {
  private final CellKeys keys;
  private final CellParameters parameters;

  DatabaseRoles(Construct scope, String id, CellPlan plan, CellKeys keys) {
    super(scope, id);
    this.keys = keys;
    parameters = new CellParameters(plan.names());

    plan.databaseRoles().forEach(role -> role(role, plan));

    // 64 letters and digits are also base64, of 48 bytes.
    secret(
        "ContextKey",
        plan.names().contextKeySecret(),
        "Signs who a database statement speaks for",
        CellParameters.CONTEXT_KEY_SECRET,
        SecretStringGenerator.builder()
            .secretStringTemplate("{\"kid\":\"1\"}")
            .generateStringKey("key")
            .passwordLength(64)
            .excludePunctuation(true)
            .build());
  }

  private void role(String role, CellPlan plan) {
    secret(
        "Role-" + role,
        plan.names().databaseSecret(role),
        "The database role " + role,
        CellParameters.databaseSecret(role),
        SecretStringGenerator.builder()
            .secretStringTemplate("{\"username\":\"" + role + "\"}")
            .generateStringKey("password")
            .passwordLength(40)
            .excludePunctuation(true)
            .build());
  }

  private void secret(
      String id, String name, String purpose, String parameter, SecretStringGenerator generated) {
    var secret =
        Secret.Builder.create(this, id)
            .secretName(name)
            .description(purpose)
            .encryptionKey(keys.data())
            .generateSecretString(generated)
            .build();
    AcceptedFindings.on(secret, AcceptedFindings.SECRET_NOT_ROTATED);
    parameters.publish(this, parameter, secret.getSecretArn());
  }
}
