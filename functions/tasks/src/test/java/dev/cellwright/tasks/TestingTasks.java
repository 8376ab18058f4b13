package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What tests of tasks set out from.
final class TestingTasks {
  private TestingTasks() {}

  /// Makes a task and answers it.
  static JsonNode task(Person person, String title) {
    return made(person.post("/api/v1/tasks", Map.of("title", title)));
  }

  /// Makes a task in a column and answers its id.
  static String taskIn(Person person, String column, String title) {
    return made(person.post("/api/v1/tasks", Map.of("title", title, "column_id", column)))
        .at("/id")
        .asText();
  }

  /// Makes a board with columns of these names and answers it.
  static JsonNode board(Person person, String... columns) {
    return made(
        person.post(
            "/api/v1/boards",
            Map.of(
                "name",
                "Launch",
                "columns",
                List.of(columns).stream().map(name -> Map.of("name", name)).toList())));
  }

  /// The titles of a column's tasks, in order.
  static List<String> titlesIn(Person person, String column) {
    var listed =
        person.get("/api/v1/tasks?sort=position&filter%5Bcolumn_id%5D=" + column + "&limit=100");
    return listed.at("data").valueStream().map(task -> task.at("/title").asText()).toList();
  }

  /// Makes a private board with a column, and answers it.
  static JsonNode privateBoard(Person person, String name) {
    return made(
        person.post(
            "/api/v1/boards",
            Map.of(
                "name",
                name,
                "visibility",
                "private",
                "columns",
                List.of(Map.of("name", "To do")))));
  }

  /// Registers somebody and makes them a member of another's organization, for which they speak.
  static Person joining(TestCell cell, Person owner, String name, String role) {
    var person = cell.register(name);
    made(
        owner.post(
            "/api/v1/organizations/" + owner.organization() + "/members",
            Map.of("user_id", person.id(), "role", role)));
    return person.speakingFor(owner.organization());
  }

  /// Makes a team of one, and answers its id.
  static String teamOf(Person owner, Person member) {
    var team = made(owner.post("/api/v1/teams", Map.of("name", "Team " + UUID.randomUUID())));
    var id = team.at("/id").asText();
    made(
        owner.post(
            "/api/v1/teams/" + id + "/members",
            Map.of("user_ids", List.of(member.id()), "role", "member")));
    return id;
  }

  /// Writes a tuple, past the module that grants.
  ///
  /// @param subject `user`, or a userset such as `team#member`
  static void grant(
      TestCell cell,
      Person owner,
      String type,
      String object,
      String relation,
      String subject,
      Object id) {
    var codes =
        cell.database()
            .rows(
                """
                select r.code as rel, s.code as sref
                from authz.relations r, authz.subjects s
                where r.type = ? and r.relation = ? and concat_ws('#', s.type, nullif(s.relation, '')) = ?
                """,
                type,
                relation,
                subject)
            .getFirst();
    var written =
        cell.database()
            .migrate(
                "insert into authz.tuples (org_id, rel, obj, sref, subj) values (?, ?, ?, ?, ?)",
                owner.organization(),
                codes.path("rel").shortValue(),
                UUID.fromString(object),
                codes.path("sref").shortValue(),
                UUID.fromString(id.toString()));
    assertThat(written).isOne();
  }

  private static JsonNode made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }
}
