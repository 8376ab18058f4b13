package dev.cellwright.kernel.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Reads the context key from its secret: `{"kid", "key"}`, the key in base64.
public final class ContextKeySecret implements Supplier<ContextKey> {
  private final SecretsManagerClient secrets;
  private final String arn;

  public ContextKeySecret(SecretsManagerClient secrets, String arn) {
    this.secrets = secrets;
    this.arn = arn;
  }

  @Override
  public ContextKey get() {
    var text = secrets.getSecretValue(request -> request.secretId(arn)).secretString();
    try {
      var secret = new ObjectMapper().readTree(text);
      return new ContextKey(
          secret.required("kid").asText(),
          Base64.getDecoder().decode(secret.required("key").asText()));
    } catch (JsonProcessingException e) {
      // The cause is left out: it would quote the secret.
      throw new IllegalStateException("the context key's secret is no JSON");
    }
  }
}
