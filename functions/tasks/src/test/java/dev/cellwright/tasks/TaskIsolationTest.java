package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// No organization sees or touches another's tasks and boards.
class TaskIsolationTest {
  /// Three tasks, the second of them under another context, when the first is proven already.
  private static final String CLAIMED_MIDWAY =
      """
      insert into tasks.tasks (id, title)
      select gen_random_uuid(),
        case n when 1 then 'Mine' when 2 then set_config('cw.context', ?, true) else set_config('cw.context', ?, true) end
      from generate_series(1, 3) n
      """;

  private final TestCell cell = TestCell.with("tasks");

  @Test
  void aStrangerIsToldThatNothingIsThere() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var board = TestingTasks.board(anna, "To do");
    var column = board.at("/columns/0/id").asText();
    var task = "/api/v1/tasks/" + TestingTasks.taskIn(anna, column, "Secret");
    var boardPath = "/api/v1/boards/" + board.at("/id").asText();

    assertThat(stranger.get(task).status()).isEqualTo(404);
    assertThat(stranger.patch(task, Map.of("title", "Mine now")).status()).isEqualTo(404);
    assertThat(stranger.patch(task + "/move", Map.of()).status()).isEqualTo(404);
    assertThat(stranger.put(task + "/completion", null).status()).isEqualTo(404);
    assertThat(stranger.delete(task + "/completion").status()).isEqualTo(404);
    assertThat(stranger.delete(task).status()).isEqualTo(404);
    assertThat(stranger.get(boardPath).status()).isEqualTo(404);
    assertThat(stranger.patch(boardPath, Map.of("name", "Mine")).status()).isEqualTo(404);
    assertThat(stranger.delete(boardPath).status()).isEqualTo(404);
    assertThat(stranger.get(boardPath + "/columns/" + column).status()).isEqualTo(404);
    assertThat(stranger.get(boardPath + "/columns").status()).isEqualTo(404);
    assertThat(stranger.get("/api/v1/tasks").at("meta/total").asInt()).isZero();
    assertThat(stranger.get("/api/v1/tasks?search=secret").at("meta/total").asInt()).isZero();
    assertThat(anna.get(task).at("title").asText()).isEqualTo("Secret");
  }

  @Test
  void anothersColumnBoardParentAndMembersCanNotBeNamed() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var board = TestingTasks.board(anna, "To do");
    var foreign =
        Map.of(
            "board_id", board.at("/id").asText(),
            "column_id", board.at("/columns/0/id").asText(),
            "parent_id", TestingTasks.task(anna, "Whole").at("/id").asText(),
            "assignee_id", anna.id().toString());

    foreign.forEach((field, id) -> {
      var refused = stranger.post("/api/v1/tasks", Map.of("title", "Probe", field, id));
      assertThat(refused.status()).as(field).isEqualTo(400);
    });
    var own = TestingTasks.task(stranger, "Own").at("/id").asText();
    assertThat(
            stranger
                .patch(
                    "/api/v1/tasks/" + own + "/move",
                    Map.of("column_id", board.at("/columns/0/id").asText()))
                .status())
        .isEqualTo(400);
  }

  @Test
  void injectedSqlSeesNoMoreThanItsOwnOrganization() throws Exception {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    TestingTasks.task(anna, "Secret");
    TestingTasks.task(stranger, "Own");
    var context =
        cell.contexts().member(stranger.organization(), stranger.id(), stranger.session());

    try (var intruder = cell.database().intruder("tasks", context)) {
      for (var injected :
          List.of(
              "select title from tasks.tasks",
              "select title from tasks.tasks where org_id = '" + anna.organization() + "' or true",
              "select t.title from (select set_config('cw.context', '', true)) s, tasks.tasks t",
              "select t.title from (select set_config('row_security', 'on', true)) s, tasks.tasks t")) {
        assertThat(intruder.query(injected, "title text"))
            .as(injected)
            .allSatisfy(row -> assertThat(row.at("/title").asText()).isEqualTo("Own"));
      }
    }
  }

  @Test
  void injectedSqlAddsNoTaskInAnothersName() throws Exception {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var own = cell.contexts().member(anna.organization(), anna.id(), anna.session());
    var asAnother = own.replace(anna.id().toString(), stranger.id().toString());
    var elsewhere = own.replace(anna.organization().toString(), stranger.organization().toString());

    for (var claimed : List.of(asAnother, elsewhere)) {
      try (var intruder = cell.database().intruder("tasks", own)) {
        assertThatThrownBy(() -> intruder.execute(CLAIMED_MIDWAY, claimed, own))
            .isInstanceOf(SQLException.class)
            .extracting(e -> ((SQLException) e).getSQLState())
            .isEqualTo("42501");
        assertThat(intruder.select("select t.id from tasks.tasks t")).isEmpty();
      }
    }
  }

  @Test
  void aTaskIsOfWhoAddsItHoweverManyThereAre() throws Exception {
    var anna = cell.register("anna");
    var own = cell.contexts().member(anna.organization(), anna.id(), anna.session());

    try (var intruder = cell.database().intruder("tasks", own)) {
      intruder.execute(
          "insert into tasks.tasks (id, title) select gen_random_uuid(), 'Many' from generate_series(1, 3)");
    }

    assertThat(
            cell.database()
                .rows(
                    "select t.owner_id, t.created_by from tasks.tasks t where t.org_id = ?",
                    anna.organization()))
        .hasSize(3)
        .allMatch(row -> row.path("owner_id").asText().equals(anna.id().toString()))
        .allMatch(row -> row.path("created_by").asText().equals(anna.id().toString()));
  }
}
