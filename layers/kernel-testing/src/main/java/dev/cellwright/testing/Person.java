package dev.cellwright.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/// A person of a test, who registered and calls with the access token they were given.
public final class Person extends Caller {
  private final String email;
  private final String password;
  private final String accessToken;
  private final String refreshToken;
  private final JsonNode claims;

  private Person(RunningFunctions functions, String email, String password, JsonNode tokens) {
    super(functions, tokens.path("accessToken").asText());
    this.email = email;
    this.password = password;
    accessToken = tokens.path("accessToken").asText();
    refreshToken = tokens.path("refreshToken").asText();
    claims =
        Json.of(
            new String(
                Base64.getUrlDecoder().decode(accessToken.split("\\.", -1)[1]),
                StandardCharsets.UTF_8));
  }

  static Person of(RunningFunctions functions, String email, String password, Answer answer) {
    return new Person(functions, email, password, answer.at("tokens"));
  }

  public UUID id() {
    return UUID.fromString(claims.path("sub").asText());
  }

  /// The organization that the token speaks for.
  public UUID organization() {
    return UUID.fromString(claims.path("org").asText());
  }

  public UUID session() {
    return UUID.fromString(claims.path("sid").asText());
  }

  public String email() {
    return email;
  }

  public String password() {
    return password;
  }

  public String accessToken() {
    return accessToken;
  }

  public String refreshToken() {
    return refreshToken;
  }

  /// The same person with new tokens, from a new log-in.
  public Person loggedIn() {
    return renewed(
        new Caller(functions(), null)
            .post("/api/v1/auth/login", Map.of("email", email, "password", password)));
  }

  /// The same person speaking for another organization they belong to.
  public Person speakingFor(UUID organization) {
    return renewed(post("/api/v1/auth/switch", Map.of("organization_id", organization)));
  }

  private Person renewed(Answer answer) {
    if (answer.status() != 200) {
      throw new IllegalStateException(email + " got no tokens: " + answer);
    }
    return of(functions(), email, password, answer);
  }

  @Override
  public String toString() {
    return email;
  }
}
