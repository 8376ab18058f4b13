package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardsTest {
  private final TestCell cell = TestCell.with("tasks");

  @Test
  void aBoardIsMadeWithItsColumns() {
    var anna = cell.register("anna");

    var board = TestingTasks.board(anna, "To do", "Doing", "Done");

    assertThat(names(board)).containsExactly("To do", "Doing", "Done");
    assertThat(board.at("/view_type").asText()).isEqualTo("kanban");
    var read = anna.get("/api/v1/boards/" + board.at("/id").asText());
    assertThat(read.json()).isEqualTo(board);
    assertThat(cell.databaseCallsOf(read)).isEqualTo(1);
    var listed = anna.get("/api/v1/boards").at("data/0");
    assertThat(listed.at("/id")).isEqualTo(board.at("/id"));
    assertThat(listed.has("columns")).isFalse();
  }

  @Test
  void columnsAreAddedAndReorderedInOneGo() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a", "b", "c");
    var path = "/api/v1/boards/" + board.at("/id").asText() + "/columns";

    var ordered =
        anna.patch(
            path,
            Map.of(
                "columns",
                List.of(
                    Map.of("id", board.at("/columns/2/id").asText()),
                    Map.of("name", "new", "config", Map.of("color", "#FF0000")),
                    Map.of("id", board.at("/columns/0/id").asText(), "name", "A"))));

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(200);
    assertThat(names(ordered.json())).containsExactly("c", "new", "A", "b");
    assertThat(ordered.at("version").asInt()).isEqualTo(2);
    assertThat(cell.databaseCallsOf(ordered)).isEqualTo(1);
  }

  @Test
  void columnsOfOtherBoardsCanNotBeOrdered() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a");
    var other = TestingTasks.board(anna, "b").at("/columns/0/id").asText();
    var path = "/api/v1/boards/" + board.at("/id").asText() + "/columns";

    var refused = anna.patch(path, Map.of("columns", List.of(Map.of("id", other))));
    var nameless = anna.patch(path, Map.of("columns", List.of(Map.of("config", Map.of()))));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(nameless.at("error/details/0/field").asText()).isEqualTo("columns[0].name");
  }

  @Test
  void aColumnLivesItsOwnLife() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a");
    var columns = "/api/v1/boards/" + board.at("/id").asText() + "/columns";

    var made = anna.post(columns, Map.of("name", "b"));
    var path = columns + "/" + made.at("id").asText();
    var renamed = anna.patch(path, Map.of("name", "B"), "If-Match", "\"1\"");
    var stale = anna.patch(path, Map.of("name", "late"), "If-Match", "\"1\"");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(path);
    assertThat(renamed.at("name").asText()).isEqualTo("B");
    assertThat(stale.status()).isEqualTo(412);
    assertThat(anna.get(path).json()).isEqualTo(renamed.json());
    assertThat(anna.get(columns).at("meta/total").asInt()).isEqualTo(2);
    assertThat(anna.delete(path).status()).isEqualTo(204);
    assertThat(anna.get(path).status()).isEqualTo(404);
  }

  @Test
  void aColumnWithTasksStays() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a");
    var column = board.at("/columns/0/id").asText();
    TestingTasks.taskIn(anna, column, "here");

    var refused = anna.delete("/api/v1/boards/" + board.at("/id").asText() + "/columns/" + column);

    assertThat(refused.status()).isEqualTo(409);
  }

  @Test
  void aColumnWithNothingButTrashGoes() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a");
    var column = board.at("/columns/0/id").asText();
    anna.delete("/api/v1/tasks/" + TestingTasks.taskIn(anna, column, "gone"));

    var deleted = anna.delete("/api/v1/boards/" + board.at("/id").asText() + "/columns/" + column);

    assertThat(deleted.status()).isEqualTo(204);
  }

  @Test
  void aDeletedBoardTakesNoMoreTasks() {
    var anna = cell.register("anna");
    var board = TestingTasks.board(anna, "a");
    var id = board.at("/id").asText();

    assertThat(anna.delete("/api/v1/boards/" + id).status()).isEqualTo(204);

    assertThat(anna.get("/api/v1/boards/" + id).status()).isEqualTo(404);
    assertThat(anna.get("/api/v1/boards/" + id + "/columns").status()).isEqualTo(404);
    assertThat(
            anna.post(
                    "/api/v1/tasks",
                    Map.of("title", "late", "column_id", board.at("/columns/0/id").asText()))
                .status())
        .isEqualTo(400);
    assertThat(anna.post("/api/v1/boards/" + id + "/columns", Map.of("name", "x")).status())
        .isEqualTo(404);
    assertThat(anna.patch("/api/v1/boards/" + UUID.randomUUID(), Map.of()).status()).isEqualTo(404);
  }

  @Test
  void aBoardAtItsBoundsIsStillRead() {
    var anna = cell.register("anna");
    var columns = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < 50; i++) {
      columns.add(Map.of("name", "🐈".repeat(200), "config", Map.of("a", "\u0001".repeat(300))));
    }

    var board = anna.post("/api/v1/boards", Map.of("name", "Wide", "columns", columns));
    var path = "/api/v1/boards/" + board.at("id").asText();
    var oneMore = anna.post(path + "/columns", Map.of("name", "51"));

    assertThat(board.status()).as(board.text()).isEqualTo(201);
    assertThat(anna.get(path).json()).isEqualTo(board.json());
    assertThat(oneMore.status()).isEqualTo(409);
    assertThat(anna.get(path + "/columns?limit=100").at("data").size()).isEqualTo(50);
    assertThat(anna.get("/api/v1/boards?limit=100").status()).isEqualTo(200);
  }

  @Test
  void settingsMergedBitByBitStayBounded() {
    var anna = cell.register("anna");
    var path = "/api/v1/boards/" + TestingTasks.board(anna, "a").at("/id").asText();

    var statuses =
        IntStream.range(0, 4)
            .mapToObj(i ->
                anna.patch(path, Map.of("config", Map.of("k" + i, "x".repeat(7_000)))).status())
            .toList();

    assertThat(statuses).containsExactly(200, 200, 400, 400);
    assertThat(anna.get(path).status()).isEqualTo(200);
  }

  private static List<String> names(JsonNode board) {
    return board.at("/columns").valueStream().map(column -> column.at("/name").asText()).toList();
  }
}
