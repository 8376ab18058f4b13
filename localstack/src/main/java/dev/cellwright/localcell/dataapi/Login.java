package dev.cellwright.localcell.dataapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.aws.AwsError;
import dev.cellwright.localcell.aws.Json;
import org.jspecify.annotations.Nullable;

/// Who logs in where. A changed password is another login: it must not find the connections of the
/// old one.
record Login(String user, String password, String database) {

  /// The login of a secret `{"username", "password"}`. Without a database it is the one named like
  /// the user.
  static Login of(String secretString, @Nullable String database) {
    try {
      var secret = Json.MAPPER.readTree(secretString);
      var user = text(secret, "username");
      return new Login(user, text(secret, "password"), database == null ? user : database);
    } catch (JsonProcessingException e) {
      throw invalid();
    }
  }

  private static String text(JsonNode secret, String name) {
    var node = secret.path(name);
    if (!node.isTextual()) {
      throw invalid();
    }
    return node.textValue();
  }

  private static AwsError invalid() {
    return new AwsError(
        "InvalidSecretException",
        400,
        "The Secrets Manager secret used with the request isn't valid: it needs username and password");
  }

  @Override
  public String toString() {
    return user + "@" + database;
  }
}
