package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CompleteTaskTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void completingTwiceKeepsTheFirstCompletion() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Done soon").at("/id").asText();

    var first = anna.put(path + "/completion", null);
    var second = anna.put(path + "/completion", null);

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.at("completed_at").isTextual()).isTrue();
    assertThat(first.at("completed_by").asText()).isEqualTo(anna.id().toString());
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(cell.databaseCallsOf(first)).isEqualTo(1);
  }

  @Test
  void completingIsToldOnce() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Heard of once").at("/id").asText();

    anna.put(path + "/completion", null);
    anna.put(path + "/completion", null);

    assertThat(cell.events(anna.organization()))
        .filteredOn(event -> event.at("/type").asText().equals("task.completed"))
        .hasSize(1);
  }

  @Test
  void reopeningTakesTheCompletionBack() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Not yet").at("/id").asText();
    anna.put(path + "/completion", null);

    var reopened = anna.delete(path + "/completion");
    var again = anna.delete(path + "/completion");

    assertThat(reopened.status()).isEqualTo(200);
    assertThat(reopened.at("completed_at").isNull()).isTrue();
    assertThat(reopened.at("status").asText()).isEqualTo("todo");
    assertThat(again.json()).isEqualTo(reopened.json());
  }

  @Test
  void completingAndReopeningHeedTheVersionSeen() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Changed").at("/id").asText();
    anna.patch(path, Map.of("title", "Changed since"));

    assertThat(anna.put(path + "/completion", null, "If-Match", "\"1\"").status()).isEqualTo(412);
    assertThat(anna.put(path + "/completion", null, "If-Match", "\"2\"").status()).isEqualTo(200);
    assertThat(anna.delete(path + "/completion", "If-Match", "\"2\"").status()).isEqualTo(412);
  }

  @Test
  void whatIsNotThereCanNotBeCompleted() {
    var anna = cell.register("anna");

    var refused = anna.put("/api/v1/tasks/" + UUID.randomUUID() + "/completion", null);

    assertThat(refused.status()).isEqualTo(404);
  }
}
