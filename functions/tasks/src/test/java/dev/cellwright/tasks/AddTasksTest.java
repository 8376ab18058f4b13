package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AddTasksTest {
  private final TestCell cell = TestCell.with("tasks");
  private final Person anna = cell.register("anna");

  @SafeVarargs
  private static Answer bulk(Person person, Map<String, ?>... tasks) {
    return bulk(person, List.of(tasks));
  }

  private static Answer bulk(Person person, List<Map<String, ?>> tasks, String... headers) {
    return person.post("/api/v1/tasks/bulk", Map.of("tasks", tasks), headers);
  }

  private long tasks() {
    return cell.database().count("tasks.tasks", anna.organization());
  }

  @Test
  void manyTasksTakeOneDatabaseCall() {
    var made =
        bulk(
            anna,
            IntStream.range(0, 500)
                .<Map<String, ?>>mapToObj(number -> Map.of("title", "Task " + number))
                .toList());

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(made)).isOne();
    assertThat(made.at("tasks").size()).isEqualTo(500);
    assertThat(tasks()).isEqualTo(500);
  }

  @Test
  void eachIsMadeAsAloneWithItsTrailTwinAndEvent() {
    var column = TestingTasks.board(anna, "To do").at("/columns/0/id").asText();
    var parent = TestingTasks.task(anna, "Parent").at("/id").asText();
    Map<String, ?> task =
        Map.ofEntries(
            Map.entry("title", "Título 任务 🐈‍⬛ \"; drop table tasks; --"),
            Map.entry("description", "a\nb\t\u0001"),
            Map.entry("status", "done"),
            Map.entry("priority", "high"),
            Map.entry("due_date", "2026-12-24T18:00:00.123456Z"),
            Map.entry("start_date", "2026-12-01T00:00:00+02:00"),
            Map.entry("column_id", column),
            Map.entry("parent_id", parent),
            Map.entry("metadata", Map.of("points", 3, "labels", List.of("ä"))),
            Map.entry("assignee_id", anna.id().toString()));
    var alone = anna.post("/api/v1/tasks", task).at("id").asText();

    var among = bulk(anna, Map.of("title", "Bare"), task).at("tasks/1/id").asText();

    assertThat(comparable(anna.get("/api/v1/tasks/" + among).json()))
        .isEqualTo(comparable(anna.get("/api/v1/tasks/" + alone).json()));
    assertThat(eventOf(among)).isEqualTo(eventOf(alone));
    assertThat(trailOf(among).path("status")).isEqualTo(trailOf(alone).path("status"));
    assertThat(trailOf(among).size()).isEqualTo(trailOf(alone).size());
    assertThat(twinOf(among)).isEqualTo(twinOf(alone));
  }

  /// What two tasks made of the same have in common.
  private static JsonNode comparable(JsonNode task) {
    return ((ObjectNode) task)
        .without(List.of("id", "position", "created_at", "updated_at", "completed_at"));
  }

  private ObjectNode eventOf(String task) {
    var event =
        cell.events(anna.organization()).stream()
            .filter(each -> each.at("/entity_id").asText().equals(task))
            .reduce((_, _) -> {
              throw new AssertionError("two events");
            })
            .orElseThrow();
    return ((ObjectNode) event).without(List.of("id", "entity_id", "correlation_id"));
  }

  private JsonNode trailOf(String task) {
    return cell.trail(anna.organization()).stream()
        .filter(each -> each.at("/entity_id").asText().equals(task))
        .findFirst()
        .orElseThrow()
        .path("changes");
  }

  private List<JsonNode> twinOf(String task) {
    return cell.database()
        .rows(
            "select type, title, status from core.entities where org_id = ? and id = ?",
            anna.organization(),
            UUID.fromString(task));
  }

  @Test
  void theyStandInTheirOrderBehindWhatIsInTheColumn() {
    var board = TestingTasks.board(anna, "To do", "Done");
    var first = board.at("/columns/0/id").asText();
    var second = board.at("/columns/1/id").asText();
    TestingTasks.taskIn(anna, first, "there");

    var made =
        bulk(
            anna,
            Map.of("title", "a", "column_id", first),
            Map.of("title", "x", "column_id", second),
            Map.of("title", "b", "column_id", first, "board_id", board.at("/id").asText()),
            Map.of("title", "c", "column_id", first));

    assertThat(TestingTasks.titlesIn(anna, first)).containsExactly("there", "a", "b", "c");
    assertThat(TestingTasks.titlesIn(anna, second)).containsExactly("x");
    assertThat(made.at("tasks/1/board_id").asText()).isEqualTo(board.at("/id").asText());
    assertThat(
            anna.get("/api/v1/tasks?sort=created_at:asc")
                .at("data")
                .valueStream()
                .map(task -> task.at("/title").asText()))
        .containsExactly("there", "a", "x", "b", "c");
  }

  @Test
  void whatIsWrongIsToldByItsPlaceAndNothingIsMade() {
    var board = TestingTasks.board(anna, "To do");
    var other = TestingTasks.board(anna, "To do");
    var good = Map.of("title", "Good");
    var nowhere = UUID.randomUUID().toString();

    var untitled = bulk(anna, good, Map.of("title", ""), Map.of("tilte", "x"));
    assertThat(fields(untitled)).contains("tasks[1].title", "tasks[2].tilte", "tasks[2].title");
    for (var field : new String[] {"board_id", "column_id", "parent_id", "assignee_id"}) {
      var lost = Map.of("title", "Lost", field, nowhere);

      var refused = bulk(anna, good, lost, good, lost);

      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(fields(refused)).containsExactly("tasks[1]." + field, "tasks[3]." + field);
    }
    var elsewhere =
        bulk(
            anna,
            Map.of(
                "title", "Lost",
                "board_id", other.at("/id").asText(),
                "column_id", board.at("/columns/0/id").asText()));
    assertThat(fields(elsewhere)).containsExactly("tasks[0].column_id");
    assertThat(tasks()).isZero();
    assertThat(cell.events(anna.organization()))
        .noneMatch(event -> event.at("/type").asText().equals("task.created"));
  }

  private static List<String> fields(Answer refused) {
    return refused
        .at("error/details")
        .valueStream()
        .map(detail -> detail.at("/field").asText())
        .toList();
  }

  @Test
  void boardsAndParentsAskForTheSameAsForOneTask() {
    var bea = TestingTasks.joining(cell, anna, "bea", "member");
    var hidden = TestingTasks.privateBoard(anna, "Hidden");
    var shown = TestingTasks.privateBoard(anna, "Shown");
    var parent = TestingTasks.task(anna, "Shown").at("/id").asText();
    TestingTasks.grant(cell, anna, "board", shown.at("/id").asText(), "viewer", "user", bea.id());
    TestingTasks.grant(cell, anna, "task", parent, "viewer", "user", bea.id());
    var good = Map.of("title", "Good");

    for (var refused :
        List.of(
            Map.of("title", "x", "column_id", hidden.at("/columns/0/id").asText()),
            Map.of("title", "x", "board_id", hidden.at("/id").asText()))) {
      assertThat(bulk(bea, good, refused).status()).isEqualTo(400);
    }
    for (var refused :
        List.of(
            Map.of("title", "x", "column_id", shown.at("/columns/0/id").asText()),
            Map.of("title", "x", "board_id", shown.at("/id").asText()),
            Map.of("title", "x", "parent_id", parent))) {
      var answer = bulk(bea, good, refused);

      assertThat(answer.status()).as(answer.text()).isEqualTo(403);
      assertThat(answer.at("error/message").asText()).contains("tasks[1]");
    }
    assertThat(bulk(TestingTasks.joining(cell, anna, "guest", "guest"), good).status())
        .isEqualTo(403);
    assertThat(tasks()).isOne();
  }

  @Test
  void noneIsMadeOnAnotherOrganizationsBoard() {
    var stranger = cell.register("stranger");
    var theirs = TestingTasks.board(stranger, "To do");

    for (var refused :
        List.of(
            Map.of("title", "x", "column_id", theirs.at("/columns/0/id").asText()),
            Map.of("title", "x", "board_id", theirs.at("/id").asText()),
            Map.of("title", "x", "parent_id", TestingTasks.task(stranger, "x").at("/id").asText()),
            Map.of("title", "x", "assignee_id", stranger.id().toString()))) {
      assertThat(bulk(anna, refused).status()).isEqualTo(400);
    }
    assertThat(tasks()).isZero();
  }

  @Test
  void theSameKeyMakesThemOnce() {
    List<Map<String, ?>> two = List.of(Map.of("title", "a"), Map.of("title", "b"));

    var first = bulk(anna, two, "Idempotency-Key", "k-1");
    var again = bulk(anna, two, "Idempotency-Key", "k-1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(tasks()).isEqualTo(2);
  }

  @Test
  void asMuchAsIsTakenFitsOneCallHoweverItIsWritten() {
    // Each of these letters is written as two in the request, and as four on its way.
    var quotes = "\"".repeat(970);
    var most =
        IntStream.range(0, 500)
            .<Map<String, ?>>mapToObj(number ->
                Map.of("title", quotes.substring(0, 480), "description", quotes.substring(480)))
            .toList();

    var made = bulk(anna, most);
    var tooMuch =
        bulk(
            anna,
            Stream.concat(
                    most.stream().limit(499),
                    Stream.of(Map.of("title", "x", "description", "x".repeat(30_000))))
                .toList());
    var tooMany =
        bulk(
            anna,
            IntStream.rangeClosed(0, 500)
                .<Map<String, ?>>mapToObj(_ -> Map.of("title", "x"))
                .toList());

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(tooMuch.status()).isEqualTo(400);
    assertThat(tooMuch.at("error/details/0/field").asText()).isEqualTo("tasks");
    assertThat(tooMuch.at("error/details/0/message").asText()).contains("1000000 bytes");
    assertThat(tooMany.at("error/details/0/message").asText()).contains("at most 500 items");
    assertThat(bulk(anna).status()).isEqualTo(400);
  }
}
