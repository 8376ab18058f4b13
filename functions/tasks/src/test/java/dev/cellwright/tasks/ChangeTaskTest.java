package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTaskTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void aPatchChangesWhatItNamesAndNothingElse() {
    var anna = cell.register("anna");
    var task =
        anna.post(
            "/api/v1/tasks",
            """
            {"title": "Old", "description": "Stays", "priority": "low", "metadata": {"a": 1, "b": {"c": 2}}}
            """);
    var path = "/api/v1/tasks/" + task.at("id").asText();

    var changed =
        anna.patch(
            path,
            """
            {"title": "New", "priority": null, "metadata": {"a": null, "b": {"d": 3}}}
            """,
            "Content-Type",
            "application/merge-patch+json");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(changed)).isEqualTo(1);
    assertThat(changed.at("title").asText()).isEqualTo("New");
    assertThat(changed.at("description").asText()).isEqualTo("Stays");
    assertThat(changed.at("priority").isNull()).isTrue();
    assertThat(changed.at("metadata").toString()).isEqualTo("{\"b\":{\"c\":2,\"d\":3}}");
    assertThat(changed.at("version").asInt()).isEqualTo(2);
    assertThat(anna.get(path).json()).isEqualTo(changed.json());
  }

  @Test
  void aChangeByWhoSawAnOlderVersionIsRefused() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Shared").at("/id").asText();
    anna.patch(path, Map.of("title", "Theirs"), "If-Match", "\"1\"");

    var refused = anna.patch(path, Map.of("title", "Mine"), "If-Match", "\"1\"");

    assertThat(refused.status()).isEqualTo(412);
    assertThat(refused.code()).isEqualTo("PRECONDITION_FAILED");
    assertThat(anna.get(path).at("title").asText()).isEqualTo("Theirs");
  }

  @Test
  void beingDoneAndHavingATimeOfCompletionGoTogether() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Soon").at("/id").asText();

    var done = anna.patch(path, Map.of("status", "done"));
    var open = anna.patch(path, Map.of("status", "blocked"));

    assertThat(done.at("completed_at").isTextual()).isTrue();
    assertThat(open.at("completed_at").isNull()).isTrue();
    assertThat(open.at("completed_by").isNull()).isTrue();
  }

  @Test
  void aTaskIsNeverAPartOfItself() {
    var anna = cell.register("anna");
    var whole = TestingTasks.task(anna, "Whole").at("/id").asText();
    var part =
        anna.post("/api/v1/tasks", Map.of("title", "Part", "parent_id", whole)).at("id").asText();

    var itself = anna.patch("/api/v1/tasks/" + whole, Map.of("parent_id", whole));
    var circle = anna.patch("/api/v1/tasks/" + whole, Map.of("parent_id", part));

    assertThat(itself.status()).isEqualTo(400);
    assertThat(circle.status()).isEqualTo(400);
    assertThat(circle.at("error/details/0/field").asText()).isEqualTo("parent_id");
  }

  @Test
  void metadataMergedBitByBitStaysBounded() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Growing").at("/id").asText();

    var grown = anna.patch(path, Map.of("metadata", Map.of("a", "x".repeat(8_000))));
    var more = anna.patch(path, Map.of("metadata", Map.of("b", "x".repeat(8_000))));
    var tooMuch = anna.patch(path, Map.of("metadata", Map.of("c", "x".repeat(8_000))));

    assertThat(grown.status()).isEqualTo(200);
    assertThat(more.status()).isEqualTo(200);
    assertThat(tooMuch.status()).isEqualTo(400);
    assertThat(tooMuch.at("error/details/0/field").asText()).isEqualTo("metadata");
    assertThat(anna.get(path).at("version").asInt()).isEqualTo(3);
  }

  @Test
  void aTitleCanNotBeEmptied() {
    var anna = cell.register("anna");
    var path = "/api/v1/tasks/" + TestingTasks.task(anna, "Named").at("/id").asText();

    var refused = anna.patch(path, "{\"title\": null}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("title");
  }
}
