package dev.cellwright.migrations;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Changes the value of a secret by Secrets Manager's own stages: the next value waits as
/// `AWSPENDING` until the database knows it, then becomes `AWSCURRENT`, which is what everybody
/// reads.
///
/// A rotation that broke off is taken up where it was by the next one. Whatever happens, the
/// database is told last what the secret says.
record SecretRotation(SecretsManagerClient secrets, String arn) {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PENDING = "AWSPENDING";

  void run(RotatedSecret secret) {
    var current = version(CURRENT);
    var pending = pending();
    if (pending == null) {
      pending = prepare(secret.successor(value(CURRENT)));
    }
    var next = value(PENDING);
    secret.teach(next);
    try {
      move(pending, current);
      secret.confirm(next);
    } catch (RuntimeException e) {
      secret.teach(value(CURRENT));
      throw e;
    }
  }

  /// The version of a stage.
  private String version(String stage) {
    return secrets.getSecretValue(request -> request.secretId(arn).versionStage(stage)).versionId();
  }

  private String value(String stage) {
    return secrets
        .getSecretValue(request -> request.secretId(arn).versionStage(stage))
        .secretString();
  }

  /// The version that a rotation before this one left pending, or null.
  private @Nullable String pending() {
    for (var version :
        secrets.describeSecret(request -> request.secretId(arn)).versionIdsToStages().entrySet()) {
      var stages = version.getValue();
      if (stages.contains(PENDING) && !stages.contains(CURRENT)) {
        return version.getKey();
      }
    }
    return null;
  }

  private String prepare(String value) {
    var version = UUID.randomUUID().toString();
    secrets.putSecretValue(request ->
        request
            .secretId(arn)
            .clientRequestToken(version)
            .versionStages(PENDING)
            .secretString(value));
    return version;
  }

  private void move(String pending, String current) {
    secrets.updateSecretVersionStage(request ->
        request
            .secretId(arn)
            .versionStage(CURRENT)
            .moveToVersionId(pending)
            .removeFromVersionId(current));
  }
}
