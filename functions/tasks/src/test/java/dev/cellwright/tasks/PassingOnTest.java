package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a task is put under, and to whom it is passed: each asks for more than the task alone.
class PassingOnTest {
  private final TestCell cell = TestCell.with("tasks");
  private final Person anna = cell.register("anna");
  private final Person mia = TestingTasks.joining(cell, anna, "mia", "member");
  private final Person ben = TestingTasks.joining(cell, anna, "ben", "member");

  @Test
  void aBoardThatOneMayNotSeeIsNotThereToBePutOn() {
    var board = TestingTasks.privateBoard(mia, "Closed");
    var id = board.at("/id").asText();
    var column = board.at("/columns/0/id").asText();
    var task = TestingTasks.task(ben, "Bens").at("/id").asText();

    assertRefused(add(ben, "board_id", id), "board_id");
    assertRefused(add(ben, "column_id", column), "column_id");
    assertRefused(move(ben, task, column), "column_id");

    TestingTasks.grant(cell, anna, "board", id, "viewer", "user", ben.id());
    assertThat(add(ben, "board_id", id).status()).isEqualTo(403);
    assertThat(add(ben, "column_id", column).status()).isEqualTo(403);
    assertThat(move(ben, task, column).status()).isEqualTo(403);

    TestingTasks.grant(cell, anna, "board", id, "editor", "user", ben.id());
    assertThat(add(ben, "board_id", id).status()).isEqualTo(201);
    var moved = move(ben, task, column);
    assertThat(moved.status()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(moved)).isOne();
  }

  @Test
  void aTaskThatOneMayNotEditGetsNoPartsFromOne() {
    var whole = TestingTasks.task(mia, "Whole").at("/id").asText();
    var part = "/api/v1/tasks/" + TestingTasks.task(ben, "Part").at("/id").asText();

    assertRefused(add(ben, "parent_id", whole), "parent_id");
    assertRefused(ben.patch(part, Map.of("parent_id", whole)), "parent_id");

    TestingTasks.grant(cell, anna, "task", whole, "viewer", "user", ben.id());
    assertThat(add(ben, "parent_id", whole).status()).isEqualTo(403);
    assertThat(ben.patch(part, Map.of("parent_id", whole)).status()).isEqualTo(403);

    TestingTasks.grant(cell, anna, "task", whole, "editor", "user", ben.id());
    assertThat(add(ben, "parent_id", whole).status()).isEqualTo(201);
    assertThat(ben.patch(part, Map.of("parent_id", whole)).status()).isEqualTo(200);
  }

  @Test
  void whoIsToDoATaskDoesItButDoesNotPassItOn() {
    var board = TestingTasks.privateBoard(mia, "Closed");
    var path =
        "/api/v1/tasks/"
            + TestingTasks.taskIn(mia, board.at("/columns/0/id").asText(), "Ben's to do");
    mia.patch(path, Map.of("assignee_id", ben.id()));

    assertThat(ben.patch(path, Map.of("assignee_id", ben.id(), "title", "Done")).status())
        .isEqualTo(200);
    assertThat(ben.patch(path, Map.of("assignee_id", mia.id())).status()).isEqualTo(403);
    assertThat(ben.patch(path, Map.of("owner_id", ben.id())).status()).isEqualTo(403);
    assertThat(ben.put(path + "/completion", null).status()).isEqualTo(200);
    assertThat(ben.patch(path + "/move", Map.of()).status()).isEqualTo(400);
  }

  @Test
  void aTaskThatIsHandedOverIsAnothersAtOnce() {
    var path = "/api/v1/tasks/" + TestingTasks.task(mia, "Yours").at("/id").asText();
    assertThat(ben.get(path).status()).isEqualTo(404);

    var handed = mia.patch(path, Map.of("owner_id", ben.id()));

    assertThat(handed.at("owner_id").asText()).isEqualTo(ben.id().toString());
    assertThat(handed.at("created_by").asText()).isEqualTo(mia.id().toString());
    assertThat(mia.get(path).status()).isEqualTo(404);
    assertThat(ben.delete(path).status()).isEqualTo(204);
  }

  @Test
  void nothingIsHandedToSomebodyOutside() {
    var stranger = cell.register("stranger");
    var task = "/api/v1/tasks/" + TestingTasks.task(mia, "Ours").at("/id").asText();
    var board = "/api/v1/boards/" + TestingTasks.board(mia).at("/id").asText();

    for (var path : new String[] {task, board}) {
      assertRefused(mia.patch(path, Map.of("owner_id", stranger.id())), "owner_id");
      assertRefused(mia.patch(path, "{\"owner_id\": null}"), "owner_id");
    }
  }

  @Test
  void closingABoardTakesItFromWhoOnlyBelongsToTheOrganization() {
    var board = TestingTasks.board(mia, "To do");
    var path = "/api/v1/boards/" + board.at("/id").asText();
    var task =
        "/api/v1/tasks/"
            + TestingTasks.taskIn(mia, board.at("/columns/0/id").asText(), "On the board");
    assertThat(ben.get(task).status()).isEqualTo(200);
    assertThat(ben.patch(path, Map.of("visibility", "private")).status()).isEqualTo(403);

    var closed = mia.patch(path, Map.of("visibility", "private"));

    assertThat(closed.at("visibility").asText()).isEqualTo("private");
    assertThat(ben.get(path).status()).isEqualTo(404);
    assertThat(ben.get(path + "/columns").status()).isEqualTo(404);
    assertThat(ben.get(task).status()).isEqualTo(404);
    assertThat(mia.get(task).status()).isEqualTo(200);
  }

  @Test
  void whoMayOnlyEditATaskShowsItToNoOtherBoard() {
    var own = TestingTasks.board(ben, "To do");
    var column = own.at("/columns/0/id").asText();
    var granted = TestingTasks.task(mia, "Granted").at("/id").asText();
    TestingTasks.grant(cell, anna, "task", granted, "editor", "user", ben.id());
    var assigned = TestingTasks.task(mia, "Assigned").at("/id").asText();
    mia.patch("/api/v1/tasks/" + assigned, Map.of("assignee_id", ben.id()));
    var other = TestingTasks.joining(cell, anna, "ina", "member");

    for (var task : new String[] {granted, assigned}) {
      var refused = move(ben, task, column);

      assertThat(refused.status()).as(refused.text()).isEqualTo(403);
      assertThat(refused.at("error/message").asText()).contains("board", "share");
      assertThat(other.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
      assertThat(move(mia, task, column).status()).as("its owner").isEqualTo(200);
      assertThat(other.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
    }
  }

  @Test
  void onItsOwnBoardATaskIsMovedByWhoEditsIt() {
    var board = TestingTasks.board(mia, "To do", "Done");
    var task = TestingTasks.taskIn(mia, board.at("/columns/0/id").asText(), "On the board");

    assertThat(move(ben, task, board.at("/columns/1/id").asText()).status()).isEqualTo(200);
  }

  @Test
  void fromABoardThatOneMayShareTasksAreMoved() {
    var board = TestingTasks.board(ben, "To do");
    var task = TestingTasks.taskIn(mia, board.at("/columns/0/id").asText(), "On Ben's board");
    var other = TestingTasks.board(mia, "Elsewhere").at("/columns/0/id").asText();
    var ina = TestingTasks.joining(cell, anna, "ina", "member");

    assertThat(move(ina, task, other).status()).isEqualTo(403);
    assertThat(move(ben, task, other).status()).isEqualTo(200);
  }

  @Test
  void nothingIsHandedToSomebodyWhoHasNotJoined() {
    var asked = cell.register("asked");
    anna.post(
        "/api/v1/organizations/" + anna.organization() + "/members",
        Map.of("user_id", asked.id(), "role", "member"));
    var task = "/api/v1/tasks/" + TestingTasks.task(mia, "Ours").at("/id").asText();
    var board = "/api/v1/boards/" + TestingTasks.board(mia).at("/id").asText();

    assertRefused(mia.patch(task, Map.of("owner_id", asked.id())), "owner_id");
    assertRefused(mia.patch(task, Map.of("assignee_id", asked.id())), "assignee_id");
    assertRefused(mia.patch(board, Map.of("owner_id", asked.id())), "owner_id");
    assertRefused(add(mia, "assignee_id", asked.id().toString()), "assignee_id");
  }

  @Test
  void whoMayOnlyEditATaskMakesItNoPartOfTheirOwn() {
    var part = "/api/v1/tasks/" + TestingTasks.task(mia, "Mia's").at("/id").asText();
    TestingTasks.grant(cell, anna, "task", part.substring(14), "editor", "user", ben.id());
    var whole = TestingTasks.task(ben, "Ben's").at("/id").asText();

    var refused = ben.patch(part, Map.of("parent_id", whole));
    ben.delete("/api/v1/tasks/" + whole);

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.at("error/message").asText()).contains("trash");
    assertThat(mia.get(part).status()).isEqualTo(200);
  }

  @Test
  void aBoardInTheTrashGivesNobodyItsTasks() {
    var board = TestingTasks.board(mia, "To do");
    var id = board.at("/id").asText();
    var column = board.at("/columns/0/id").asText();
    var mias = "/api/v1/tasks/" + TestingTasks.taskIn(mia, column, "Mia's");
    var anyones = "/api/v1/tasks/" + TestingTasks.taskIn(anna, column, "Anna's");
    mia.patch(anyones, Map.of("assignee_id", mia.id()));
    var gus = TestingTasks.joining(cell, anna, "gus", "guest");
    TestingTasks.grant(cell, anna, "board", id, "editor", "user", gus.id());
    assertThat(ben.patch(mias, Map.of("title", "Ben's")).status()).isEqualTo(200);
    assertThat(gus.get(mias).status()).isEqualTo(200);
    var manager = TestingTasks.joining(cell, anna, "max", "manager");

    assertThat(mia.delete("/api/v1/boards/" + id).status()).isEqualTo(204);

    for (var outside : new Person[] {ben, gus}) {
      assertThat(outside.get(mias).status()).isEqualTo(404);
      assertThat(outside.patch(mias, Map.of("title", "x")).status()).isEqualTo(404);
      assertThat(outside.get("/api/v1/tasks").at("meta/total").asInt()).isZero();
    }
    assertThat(mia.get(mias).status()).as("its owner").isEqualTo(200);
    assertThat(mia.get(anyones).status()).as("whose it is to do").isEqualTo(200);
    assertThat(manager.get(mias).status()).isEqualTo(200);
    var elsewhere = TestingTasks.board(mia, "Elsewhere").at("/columns/0/id").asText();
    assertThat(move(mia, mias.substring(14), elsewhere).status()).isEqualTo(200);
    assertThat(ben.get(mias).status()).isEqualTo(200);
  }

  private static Answer add(Person person, String field, String id) {
    return person.post("/api/v1/tasks", Map.of("title", "New", field, id));
  }

  private static Answer move(Person person, String task, String column) {
    return person.patch("/api/v1/tasks/" + task + "/move", Map.of("column_id", column));
  }

  private static void assertRefused(Answer answer, String field) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("error/details/0/field").asText()).isEqualTo(field);
  }
}
