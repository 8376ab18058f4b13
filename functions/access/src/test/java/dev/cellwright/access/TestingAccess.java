package dev.cellwright.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What tests of access set out from.
final class TestingAccess {
  private TestingAccess() {}

  /// Makes somebody a member of another's organization; answers them, speaking for it.
  static Person joins(Person newcomer, Person admin, String role) {
    made(
        admin.post(
            "/api/v1/organizations/" + admin.organization() + "/members",
            Map.of("user_id", newcomer.id(), "role", role)));
    return newcomer.speakingFor(admin.organization());
  }

  /// Makes a board that only its maker and the organization's managers see, and answers its id.
  static String privateBoard(Person person) {
    return board(person, "private");
  }

  static String openBoard(Person person) {
    return board(person, "organization");
  }

  /// Makes a task without a board, which is its maker's, and answers its id.
  static String task(Person person) {
    return made(person.post("/api/v1/tasks", Map.of("title", "Water the plants")));
  }

  /// Makes a custom role and answers its id.
  static String role(Person person, String... permissions) {
    return made(
        person.post(
            "/api/v1/roles",
            Map.of("name", "Role " + UUID.randomUUID(), "permissions", List.of(permissions))));
  }

  static Answer grant(
      Person person, String namespace, String object, String relation, Map<String, ?> subject) {
    return person.post("/api/v1/permissions/grant", tuple(namespace, object, relation, subject));
  }

  static Answer revoke(
      Person person, String namespace, String object, String relation, Map<String, ?> subject) {
    return person.post("/api/v1/permissions/revoke", tuple(namespace, object, relation, subject));
  }

  static boolean may(Person person, String namespace, String object, String permission) {
    var answer =
        person.post(
            "/api/v1/permissions/check",
            Map.of("namespace", namespace, "object_id", object, "permission", permission));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("allowed").asBoolean();
  }

  static Map<String, ?> user(Person person) {
    return Map.of("type", "user", "id", person.id().toString());
  }

  static Map<String, Object> tuple(
      String namespace, String object, String relation, Map<String, ?> subject) {
    return Map.of(
        "namespace", namespace, "object_id", object, "relation", relation, "subject", subject);
  }

  /// The id of what was made.
  static String made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.at("id").asText();
  }

  private static String board(Person person, String visibility) {
    return made(person.post("/api/v1/boards", Map.of("name", "Launch", "visibility", visibility)));
  }
}
