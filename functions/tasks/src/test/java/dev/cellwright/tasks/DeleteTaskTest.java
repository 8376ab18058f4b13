package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeleteTaskTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void aDeletedTaskAndItsPartsAreGoneFromEveryView() {
    var anna = cell.register("anna");
    var whole = TestingTasks.task(anna, "Whole").at("/id").asText();
    var part =
        anna.post("/api/v1/tasks", Map.of("title", "Part", "parent_id", whole)).at("id").asText();

    var deleted = anna.delete("/api/v1/tasks/" + whole);

    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.text()).isEmpty();
    assertThat(anna.get("/api/v1/tasks/" + whole).status()).isEqualTo(404);
    assertThat(anna.get("/api/v1/tasks/" + part).status()).isEqualTo(404);
    assertThat(anna.get("/api/v1/tasks").at("meta/total").asInt()).isZero();
    assertThat(anna.delete("/api/v1/tasks/" + whole).status()).isEqualTo(404);
  }

  @Test
  void theRowStaysForTheTrash() {
    var anna = cell.register("anna");
    var id = TestingTasks.task(anna, "Kept").at("/id").asText();

    anna.delete("/api/v1/tasks/" + id);

    assertThat(cell.database().count("tasks.tasks", anna.organization())).isEqualTo(1);
  }
}
