package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;

/// What tests of notifications set out from.
final class TestingNotifications {
  private TestingNotifications() {}

  /// Makes somebody a member of another's organization; answers them, speaking for it.
  static Person joins(Person newcomer, Person admin, String role) {
    var added =
        admin.post(
            "/api/v1/organizations/" + admin.organization() + "/members",
            Map.of("user_id", newcomer.id(), "role", role));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return newcomer.speakingFor(admin.organization());
  }

  static String task(Person person, String title) {
    return made(person.post("/api/v1/tasks", Map.of("title", title)));
  }

  /// Makes a task that somebody is to do.
  static String taskFor(Person person, Person assignee, String title) {
    return made(
        person.post(
            "/api/v1/tasks", Map.of("title", title, "assignee_id", assignee.id().toString())));
  }

  static String made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.at("id").asText();
  }

  /// What somebody was told of tasks, in the app, the newest first.
  static List<String> titles(Person person) {
    return told(person).valueStream().map(row -> row.path("title").asText()).toList();
  }

  static JsonNode told(Person person) {
    var answer =
        person.get(
            "/api/v1/notifications?filter[type]=task.assigned,task.completed,task.updated,task.deleted");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("data");
  }

  static void prefers(Person person, Map<String, ?> preference) {
    var answer = person.patch("/api/v1/notification-preferences", preference);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  static void sets(Person person, Map<String, ?> settings) {
    var answer = person.patch("/api/v1/notification-settings", settings);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  /// The mails to somebody that were handed over about a type, the newest last.
  static List<JsonNode> mails(TestCell cell, Person person, String type) {
    return cell.events(person.organization()).stream()
        .filter(event -> event.path("type").asText().equals("notification.mail_due"))
        .map(event -> event.path("data"))
        .filter(data -> data.path("user_id").asText().equals(person.id().toString()))
        .filter(data -> data.path("type").asText().equals(type))
        .toList();
  }
}
