package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who of the five tiers may do what with a task, by how they stand to it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskTiersTest {
  private final TestCell cell = TestCell.with("tasks");
  private final Map<String, Person> people = new LinkedHashMap<>();
  private final Person anna = cell.register("anna");

  /// Makes what others see or don't.
  private final Person mia = TestingTasks.joining(cell, anna, "mia", "member");

  private final List<String> tasks = new ArrayList<>();

  @BeforeAll
  void join() {
    for (var tier : List.of("guest", "member", "manager", "admin")) {
      people.put(tier, TestingTasks.joining(cell, anna, tier, tier));
    }
    people.put("owner", anna);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      // view, edit, assign, delete
      value = {
        "owns it              | guest  | 200 200 200 204",
        "owns it              | member | 200 200 200 204",
        "is to do it          | guest  | 200 200 403 403",
        "is to do it          | member | 200 200 403 403",
        "was let see it       | guest  | 200 403 403 403",
        "was let see it       | member | 200 403 403 403",
        "was let edit it      | guest  | 200 200 200 403",
        "was let edit it      | member | 200 200 200 403",
        "is in a team let see | guest  | 200 403 403 403",
        "is in a team let edit| member | 200 200 200 403",
        "is a member let see  | guest  | 404 404 404 404",
        "is a member let see  | member | 200 403 403 403",
        "open board           | guest  | 404 404 404 404",
        "open board           | member | 200 200 200 403",
        "closed board         | guest  | 404 404 404 404",
        "closed board         | member | 404 404 404 404",
        "closed board let see | guest  | 200 403 403 403",
        "closed board let see | member | 200 403 403 403",
        "closed board let edit| guest  | 200 200 200 403",
        "closed board team    | member | 200 200 200 403",
        "owns the board       | member | 200 200 200 403",
        "nothing              | guest  | 404 404 404 404",
        "nothing              | member | 404 404 404 404",
        "nothing              | manager| 200 200 200 204",
        "nothing              | admin  | 200 200 200 204",
        "nothing              | owner  | 200 200 200 204",
        "closed board         | manager| 200 200 200 204",
        "closed board         | admin  | 200 200 200 204",
        "closed board         | owner  | 200 200 200 204"
      })
  void byHowTheyStandToIt(String standing, String tier, String answers) {
    var person = person(tier);
    var task = standing(standing, person);
    tasks.add(task);
    var path = "/api/v1/tasks/" + task;

    var statuses =
        List.of(
            person.get(path).status(),
            person.patch(path, Map.of("title", "Edited")).status(),
            person.patch(path, Map.of("assignee_id", mia.id())).status(),
            person.delete(path).status());

    assertThat(statuses.stream().map(String::valueOf).toList())
        .containsExactlyElementsOf(List.of(answers.split(" ")));
  }

  private Person person(String tier) {
    return Objects.requireNonNull(people.get(tier));
  }

  /// Makes a task of mia's to which the person stands so.
  private String standing(String standing, Person person) {
    var onBoard = standing.contains("board");
    var board = onBoard ? board(standing, person) : null;
    var body = new LinkedHashMap<String, Object>(Map.of("title", standing));
    if (board != null) {
      body.put("board_id", board);
    }
    var made = mia.post("/api/v1/tasks", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    var task = made.at("id").asText();
    switch (standing) {
      case "owns it" -> change(task, Map.of("owner_id", person.id()));
      case "is to do it" -> change(task, Map.of("assignee_id", person.id()));
      case "was let see it" -> let("task", task, "viewer", "user", person.id());
      case "was let edit it" -> let("task", task, "editor", "user", person.id());
      case "is in a team let see" ->
          let("task", task, "viewer", "team#member", TestingTasks.teamOf(anna, person));
      case "is in a team let edit" ->
          let("task", task, "editor", "team#member", TestingTasks.teamOf(anna, person));
      case "is a member let see" ->
          let("task", task, "viewer", "organization#member", anna.organization());
      default -> assertThat(onBoard || standing.equals("nothing")).isTrue();
    }
    return task;
  }

  private String board(String standing, Person person) {
    if (standing.equals("open board")) {
      return TestingTasks.board(mia).at("/id").asText();
    }
    var board = TestingTasks.privateBoard(mia, standing).at("/id").asText();
    switch (standing) {
      case "closed board let see" -> let("board", board, "viewer", "user", person.id());
      case "closed board let edit" -> let("board", board, "editor", "user", person.id());
      case "closed board team" ->
          let("board", board, "editor", "team#member", TestingTasks.teamOf(anna, person));
      case "owns the board" -> {
        let("board", board, "editor", "user", mia.id());
        var handed = mia.patch("/api/v1/boards/" + board, Map.of("owner_id", person.id()));
        assertThat(handed.status()).as(handed.text()).isEqualTo(200);
      }
      default -> assertThat(standing).isEqualTo("closed board");
    }
    return board;
  }

  private void let(String type, String object, String relation, String subject, Object id) {
    TestingTasks.grant(cell, anna, type, object, relation, subject, id);
  }

  private void change(String task, Map<String, Object> patch) {
    var changed = mia.patch("/api/v1/tasks/" + task, patch);
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  @Test
  void aGuestMakesNothing() {
    var guest = person("guest");

    assertThat(guest.post("/api/v1/tasks", Map.of("title", "No")).status()).isEqualTo(403);
    assertThat(guest.post("/api/v1/boards", Map.of("name", "No")).status()).isEqualTo(403);
  }

  @Test
  void aListHoldsWhatItsReaderMayOpenAndNothingElse() {
    for (var standing :
        List.of("is to do it", "was let see it", "open board", "closed board", "nothing")) {
      for (var tier : List.of("guest", "member")) {
        tasks.add(standing(standing, person(tier)));
      }
    }

    for (var person : people.values()) {
      var listed =
          person
              .get("/api/v1/tasks?limit=100&sort=title")
              .at("data")
              .valueStream()
              .map(task -> task.at("/id").asText())
              .toList();
      var opened =
          tasks.stream()
              .filter(task -> person.get("/api/v1/tasks/" + task).status() == 200)
              .toList();

      assertThat(listed).as(person.email()).containsExactlyInAnyOrderElementsOf(opened);
    }
  }
}
