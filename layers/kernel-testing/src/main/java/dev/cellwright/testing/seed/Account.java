package dev.cellwright.testing.seed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody who has registered, at work in one organization. A password is checked slowly on
/// purpose, so one session serves until it ends.
final class Account {
  private final Api api;
  private final PlannedPerson person;
  private final String password;
  private final String id;
  private final boolean fresh;
  private volatile String token;
  private volatile @Nullable String organization;

  private Account(
      Api api, PlannedPerson person, String password, JsonNode signedIn, boolean fresh) {
    this.api = api;
    this.person = person;
    this.password = password;
    this.fresh = fresh;
    id = signedIn.at("/user/id").asText();
    token = signedIn.at("/tokens/accessToken").asText();
  }

  /// Registers somebody, or logs in who has registered already.
  static Account of(Api api, PlannedPerson person, String password) {
    var body =
        credentials(person, password)
            .put("first_name", person.given())
            .put("last_name", person.family());
    var registered = api.ask("POST", "/api/v1/auth/register", body, null, null);
    return registered.status() == 409
        ? new Account(api, person, password, logIn(api, person, password), false)
        : new Account(api, person, password, registered.expect(201), true);
  }

  String id() {
    return id;
  }

  PlannedPerson person() {
    return person;
  }

  /// Whether the person wasn't there before.
  boolean fresh() {
    return fresh;
  }

  /// Speaks for an organization from now on. Accepts an open membership.
  void workIn(String id) {
    organization = id;
    enter(id);
  }

  JsonNode get(String path) {
    return ask("GET", path, null).expect(200);
  }

  /// Makes something.
  Api.Reply post(String path, ObjectNode body) {
    return ask("POST", path, body);
  }

  /// Asks again in a new session where the old one has ended. What was made without an answer is
  /// not made twice: the key is the same.
  private Api.Reply ask(String method, String path, @Nullable ObjectNode body) {
    var key = body == null ? null : UUID.randomUUID().toString();
    var reply = api.ask(method, path, body, token, key);
    if (reply.status() != 401) {
      return reply;
    }
    token = logIn(api, person, password).at("/tokens/accessToken").asText();
    var where = organization;
    if (where != null) {
      enter(where);
    }
    return api.ask(method, path, body, token, key);
  }

  private void enter(String id) {
    var to = JsonNodeFactory.instance.objectNode().put("organization_id", id);
    token =
        api.ask("POST", "/api/v1/auth/switch", to, token, null)
            .expect(200)
            .at("/tokens/accessToken")
            .asText();
  }

  private static JsonNode logIn(Api api, PlannedPerson person, String password) {
    return api.ask("POST", "/api/v1/auth/login", credentials(person, password), null, null)
        .expect(200);
  }

  private static ObjectNode credentials(PlannedPerson person, String password) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("email", person.email())
        .put("password", password);
  }

  /// Never shows the password or the token.
  @Override
  public String toString() {
    return "Account[" + person.email() + "]";
  }
}
