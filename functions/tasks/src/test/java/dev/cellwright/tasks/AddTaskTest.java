package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AddTaskTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void makingATaskTakesOneDatabaseCall() {
    var anna = cell.register("anna");

    var made = anna.post("/api/v1/tasks", Map.of("title", "Feed the cat"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(made)).isEqualTo(1);
    assertThat(made.at("title").asText()).isEqualTo("Feed the cat");
    assertThat(made.at("status").asText()).isEqualTo("todo");
    assertThat(made.at("created_by").asText()).isEqualTo(anna.id().toString());
    assertThat(made.header("Location")).isEqualTo("/api/v1/tasks/" + made.at("id").asText());
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void everyFieldComesBackAsItWasSent() {
    var anna = cell.register("anna");

    var made =
        anna.post(
            "/api/v1/tasks",
            """
            {"title": "Título 任务 🐈‍⬛ \\"; drop table tasks; --", "description": "a\\nb\\t\\u0001", "status": "in_review",
             "priority": "high", "due_date": "2026-12-24T18:00:00.123456Z", "start_date": "2026-12-01T00:00:00+02:00",
             "metadata": {"points": 3, "labels": ["ä", null]}, "assignee_id": "%s"}
            """
                .formatted(anna.id()));
    var read = anna.get("/api/v1/tasks/" + made.at("id").asText());

    assertThat(read.json()).isEqualTo(made.json());
    assertThat(read.at("title").asText()).isEqualTo("Título 任务 🐈‍⬛ \"; drop table tasks; --");
    assertThat(read.at("description").asText()).isEqualTo("a\nb\t\u0001");
    assertThat(read.at("due_date").asText()).isEqualTo("2026-12-24T18:00:00.123456Z");
    assertThat(read.at("start_date").asText()).isEqualTo("2026-11-30T22:00:00Z");
    assertThat(read.at("metadata/labels/0").asText()).isEqualTo("ä");
  }

  @Test
  void tasksInAColumnStandInTheOrderOfTheirMaking() {
    var anna = cell.register("anna");
    var column = TestingTasks.board(anna, "To do").at("/columns/0/id").asText();

    for (var title : new String[] {"first", "second", "third"}) {
      TestingTasks.taskIn(anna, column, title);
    }

    assertThat(TestingTasks.titlesIn(anna, column)).containsExactly("first", "second", "third");
  }

  @Test
  void aTaskMadeDoneIsCompleted() {
    var anna = cell.register("anna");

    var made = anna.post("/api/v1/tasks", Map.of("title", "Was easy", "status", "done"));

    assertThat(made.at("completed_at").isTextual()).isTrue();
    assertThat(made.at("completed_by").asText()).isEqualTo(anna.id().toString());
  }

  @Test
  void whatATaskRefersToMustBeThere() {
    var anna = cell.register("anna");
    var nowhere = UUID.randomUUID().toString();

    for (var field : new String[] {"board_id", "column_id", "parent_id", "assignee_id"}) {
      var refused = anna.post("/api/v1/tasks", Map.of("title", "Lost", field, nowhere));

      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.at("error/details/0/field").asText()).isEqualTo(field);
    }
    assertThat(anna.get("/api/v1/tasks").at("meta/total").asInt()).isZero();
  }

  @Test
  void theSameKeyMakesOneTask() {
    var anna = cell.register("anna");
    var body = Map.of("title", "Once");

    var first = anna.post("/api/v1/tasks", body, "Idempotency-Key", "k-1");
    var again = anna.post("/api/v1/tasks", body, "Idempotency-Key", "k-1");
    var other = anna.post("/api/v1/tasks", Map.of("title", "Twice"), "Idempotency-Key", "k-1");

    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(422);
    assertThat(anna.get("/api/v1/tasks").at("meta/total").asInt()).isEqualTo(1);
  }

  @Test
  void makingATaskIsToldAndTrailed() {
    var anna = cell.register("anna");

    var id = TestingTasks.task(anna, "Heard of").at("/id").asText();

    var event =
        cell.events(anna.organization()).stream()
            .filter(each -> each.at("/type").asText().equals("task.created"))
            .findFirst()
            .orElseThrow();
    assertThat(event.at("/entity_id").asText()).isEqualTo(id);
    assertThat(event.at("/entity_number").asInt()).isEqualTo(1);
    var trailed =
        cell.trail(anna.organization()).stream()
            .filter(each -> each.at("/action").asText().equals("task.created"))
            .findFirst()
            .orElseThrow();
    assertThat(trailed.at("/actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(trailed.at("/entity_id").asText()).isEqualTo(id);
  }
}
