package dev.cellwright.migrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.postgresql.util.PasswordUtil;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/// Where the password of a role lies.
record LoginSecret(String role, String secretArn) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Reads `{role: secretArn}`, in the order written.
  static List<LoginSecret> named(String json) {
    return read(json, "ROLE_SECRETS").properties().stream()
        .map(entry -> new LoginSecret(entry.getKey(), entry.getValue().asText()))
        .toList();
  }

  /// The secret of whoever it names.
  static LoginSecret at(String secretArn, SecretsManagerClient secrets) {
    var text = secrets.getSecretValue(request -> request.secretId(secretArn)).secretString();
    return new LoginSecret(read(text, secretArn).required("username").asText(), secretArn);
  }

  /// What the database keeps of the password, and all that it is told: a SCRAM-SHA-256 verifier
  /// (RFC 5803), by which a log-in is checked and from which the password can't be had.
  String verifier(SecretsManagerClient secrets) {
    return verifierOf(
        secrets.getSecretValue(request -> request.secretId(secretArn)).secretString());
  }

  /// As [#verifier], of a text that the secret holds or held.
  String verifierOf(String text) {
    var secret = read(text, "the secret of " + role);
    if (!role.equals(secret.path("username").asText())) {
      throw new IllegalStateException("the secret of " + role + " is somebody else's");
    }
    return PasswordUtil.encodeScramSha256(secret.required("password").asText().toCharArray());
  }

  /// A text of this secret with another password in it.
  String withPassword(String text, String password) {
    return ((ObjectNode) read(text, "the secret of " + role)).put("password", password).toString();
  }

  private static JsonNode read(String json, String name) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      // The cause is left out: it would quote the secret.
      throw new IllegalStateException(name + " is no JSON");
    }
  }
}
