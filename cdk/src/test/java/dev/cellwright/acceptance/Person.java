package dev.cellwright.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;

/// Somebody with an account and a session.
///
/// @param organization the one that the access token speaks for
record Person(Client client, UUID id, String email, String refreshToken, UUID organization) {
  static final String PASSWORD = "Correct-horse-7-staple";

  /// Registers with the tested cell, under an address that nobody else has.
  static Person register(String name) {
    return register(TestedCell.anybody(), name);
  }

  static Person register(Client anybody, String name) {
    var email = "%s-%s@example.org".formatted(name, UUID.randomUUID());
    return of(
        anybody,
        anybody
            .post(
                "/api/v1/auth/register",
                "{\"email\":\"%s\",\"password\":\"%s\",\"first_name\":\"%s\"}"
                    .formatted(email, PASSWORD, name))
            .expect(201)
            .json());
  }

  /// Logs in once more: another session.
  Person logIn() {
    var anybody = client.with(null);
    return of(
        anybody, anybody.post("/api/v1/auth/login", credentials(PASSWORD)).expect(200).json());
  }

  String credentials(String password) {
    return "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
  }

  /// Makes an organization and speaks for it from now on.
  Person found(String name) {
    var organization =
        client.post("/api/v1/organizations", "{\"name\":\"%s\"}".formatted(name)).expect(201).id();
    return switchTo(organization);
  }

  Person switchTo(UUID to) {
    var tokens =
        client
            .post("/api/v1/auth/switch", "{\"organization_id\":\"%s\"}".formatted(to))
            .expect(200)
            .at("tokens");
    return new Person(
        client.with(tokens.path("accessToken").asText()),
        id,
        email,
        tokens.path("refreshToken").asText(),
        to);
  }

  /// Takes somebody into the organization.
  void admit(Person other, String role) {
    client
        .post(
            "/api/v1/organizations/" + organization + "/members",
            "{\"user_id\":\"%s\",\"role\":\"%s\"}".formatted(other.id, role))
        .expect(201);
  }

  Answer addTask(String title) {
    return client.post("/api/v1/tasks", "{\"title\":\"%s\"}".formatted(title)).expect(201);
  }

  private static Person of(Client anybody, JsonNode signedIn) {
    return new Person(
        anybody.with(signedIn.at("/tokens/accessToken").asText()),
        UUID.fromString(signedIn.at("/user/id").asText()),
        signedIn.at("/user/email").asText(),
        signedIn.at("/tokens/refreshToken").asText(),
        UUID.fromString(signedIn.at("/organization/id").asText()));
  }
}
