package dev.cellwright.kernel.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Reads the context key from its secret: `{"kid", "key", "before"}`, the key in base64, `before`
/// the same of the key before it, or absent.
public final class ContextKeySecret implements Supplier<ContextKey> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Supplier<SecretsManagerClient> secrets;
  private final String arn;

  public ContextKeySecret(Supplier<SecretsManagerClient> secrets, String arn) {
    this.secrets = secrets;
    this.arn = arn;
  }

  @Override
  public ContextKey get() {
    return parse(secrets.get().getSecretValue(request -> request.secretId(arn)).secretString());
  }

  /// The key that a secret's text holds.
  public static ContextKey parse(String text) {
    try {
      return key(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      // The cause is left out: it would quote the secret.
      throw new IllegalStateException("the context key's secret is no JSON");
    }
  }

  private static ContextKey key(JsonNode secret) {
    return new ContextKey(
        secret.required("kid").asText(),
        Base64.getDecoder().decode(secret.required("key").asText()),
        secret.has("before") ? key(secret.path("before")) : null);
  }

  /// The text of a secret that holds a key.
  public static String text(ContextKey key) {
    var secret = json(key);
    if (key.before() != null) {
      secret.set("before", json(key.before()));
    }
    return secret.toString();
  }

  private static ObjectNode json(ContextKey key) {
    return JSON.createObjectNode()
        .put("kid", key.id())
        .put("key", Base64.getEncoder().encodeToString(key.secret()));
  }
}
