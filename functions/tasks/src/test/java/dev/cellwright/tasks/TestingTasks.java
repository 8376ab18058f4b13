package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import java.util.List;
import java.util.Map;

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

  private static JsonNode made(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }
}
