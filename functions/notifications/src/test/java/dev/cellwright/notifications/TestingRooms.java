package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.TestSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What tests of connections set out from.
final class TestingRooms {
  static final Map<String, Object> SUBSCRIBE = Map.of("action", "subscribe");

  private TestingRooms() {}

  /// A connection that is sent what comes from now on.
  static TestSocket listening(TestCell cell, Person person) {
    var socket = cell.sockets().connect(person);
    assertThat(socket.say(SUBSCRIBE).path("type").asText()).isEqualTo("welcome");
    return socket;
  }

  static JsonNode subscribe(TestSocket socket, long after) {
    return socket.say(Map.of("action", "subscribe", "after", after));
  }

  static JsonNode resume(TestSocket socket, long after) {
    return socket.say(Map.of("action", "resume", "after", after));
  }

  /// Registers somebody and makes them a member of another's organization, for which they speak.
  static Person joining(TestCell cell, Person owner, String name) {
    var person = cell.register(name);
    made(
        owner.post(
            "/api/v1/organizations/" + owner.organization() + "/members",
            Map.of("user_id", person.id(), "role", "member")));
    return person.speakingFor(owner.organization());
  }

  static UUID task(Person person, String title) {
    return UUID.fromString(
        made(person.post("/api/v1/tasks", Map.of("title", title))).path("id").asText());
  }

  private static JsonNode made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  /// Tells somebody something, as the router of notifications does.
  static void notify(TestCell cell, Person person, String title) {
    var id = UUID.randomUUID();
    cell.hear(
        person.organization(),
        "notification.created",
        "notification",
        id,
        Map.of(
            "user_id",
            person.id(),
            "notification_id",
            id,
            "type",
            "task.assigned",
            "title",
            title,
            "body",
            "By Anna",
            "data",
            Map.of("entityType", "task", "url", "/tasks/1"),
            "unread",
            1));
  }

  static List<Long> sequences(Iterable<JsonNode> messages) {
    var all = new java.util.ArrayList<Long>();
    messages.forEach(message -> all.add(message.path("sequence").asLong()));
    return all;
  }

  static List<String> texts(Iterable<JsonNode> messages, String member) {
    var all = new java.util.ArrayList<String>();
    messages.forEach(message -> all.add(message.path(member).asText()));
    return all;
  }

  /// The connections that the database knows of a person.
  static long connectionsOf(TestCell cell, Person person) {
    return cell.database()
        .rows(
            "select count(*) as open from notifications.connections where user_id = ?", person.id())
        .getFirst()
        .path("open")
        .asLong();
  }
}
