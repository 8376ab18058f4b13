package dev.cellwright.testing.bench.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Somebody who works in an organization, and doesn't give up where a cell does.
public final class Member {
  private static final String PASSWORD = "Correct-horse-7-staple";
  private static final Duration PERSEVERANCE = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Door door;
  private final String email;
  private final UUID id;
  private UUID organization;
  private volatile String token;

  private Member(Door door, String email, JsonNode registered) {
    this.door = door;
    this.email = email;
    this.id = UUID.fromString(registered.at("/user/id").asText());
    this.organization = UUID.fromString(registered.at("/organization/id").asText());
    this.token = registered.at("/tokens/accessToken").asText();
  }

  /// Registers somebody, who has an organization of their own.
  static Member register(Door door, String name) {
    var email = "%s-%s@example.org".formatted(name, UUID.randomUUID());
    var body = credentials(email).put("first_name", name);
    try {
      var reply = door.ask("POST", "/api/v1/auth/register", body, Map.of());
      return new Member(door, email, reply.expect(201).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UUID id() {
    return id;
  }

  UUID organization() {
    return organization;
  }

  /// Takes somebody into the organization, who works there from now on.
  void admit(Member other) {
    demand(
        "POST",
        "/api/v1/organizations/" + organization + "/members",
        json().put("user_id", other.id.toString()).put("role", "member"),
        201);
    other.organization = organization;
    try {
      other.signIn();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Has an event type sent to an address.
  void subscribe(String type, String url) {
    var webhook = json().put("url", url);
    webhook.putArray("events").add(type);
    demand("POST", "/api/v1/webhooks", webhook, 201);
  }

  /// Adds a task for somebody, with the same idempotency key until it is answered.
  UUID addTask(String title, UUID assignee) {
    var body = json().put("title", title).put("assignee_id", assignee.toString());
    var key = UUID.randomUUID().toString();
    var giveUp = Instant.now().plus(PERSEVERANCE);
    var last = "nobody answered";
    while (Instant.now().isBefore(giveUp)) {
      try {
        var reply = ask("POST", "/api/v1/tasks", body, Map.of("Idempotency-Key", key));
        if (reply.status() == 201) {
          return UUID.fromString(reply.body().path("id").asText());
        }
        if (reply.status() == 401) {
          signIn();
        } else if (reply.status() < 500 && reply.status() != 409 && reply.status() != 429) {
          reply.expect(201);
        }
        last = reply.toString();
      } catch (IOException e) {
        last = e.toString();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new IllegalStateException("no answer in " + PERSEVERANCE + ": " + last);
  }

  /// Asks as somebody whose session may have ended.
  JsonNode demand(String method, String path, @Nullable JsonNode body, int status) {
    try {
      var reply = ask(method, path, body, Map.of());
      if (reply.status() == 401) {
        signIn();
        reply = ask(method, path, body, Map.of());
      }
      return reply.expect(status).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply ask(
      String method, String path, @Nullable JsonNode body, Map<String, String> headers)
      throws IOException {
    var all = new HashMap<>(headers);
    all.put("Authorization", "Bearer " + token);
    return door.ask(method, path, body, all);
  }

  /// In a session of its own, which speaks for the organization.
  private void signIn() throws IOException {
    token = token(door.ask("POST", "/api/v1/auth/login", credentials(email), Map.of()));
    var to = json().put("organization_id", organization.toString());
    token = token(ask("POST", "/api/v1/auth/switch", to, Map.of()));
  }

  private static String token(Reply reply) {
    return reply.expect(200).body().at("/tokens/accessToken").asText();
  }

  private static ObjectNode credentials(String email) {
    return json().put("email", email).put("password", PASSWORD);
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
