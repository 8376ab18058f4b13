package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each field of a change asks for its own permission, and several ask for all of theirs.
class FieldPermissionsTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");
  private final Person cleo = joins(cell.register("cleo"), anna, "member");

  @Test
  void whoMayAssignSaysWhoIsToDoATaskAndNothingElse() {
    var task = "/api/v1/tasks/" + task(anna);
    holds("task:view", "task:assign");

    var assigned = ben.patch(task, Map.of("assignee_id", cleo.id()));

    assertThat(assigned.status()).as(assigned.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(assigned)).isOne();
    assertThat(ben.patch(task, Map.of("assignee_id", cleo.id())).status()).isEqualTo(200);
    assertThat(ben.patch(task, "{\"assignee_id\": null}").status()).isEqualTo(200);
    assertLacks("task.edit", ben.patch(task, Map.of("title", "Mine")));
    assertLacks("task.edit", ben.patch(task, Map.of("assignee_id", cleo.id(), "title", "Mine")));
    assertLacks("task.edit", ben.patch(task, Map.of()));
    assertLacks("task.share", ben.patch(task, Map.of("owner_id", cleo.id())));
    assertThat(anna.get(task).at("title").asText()).isEqualTo("Water the plants");
  }

  @Test
  void whoMayShareHandsOverAndNothingElse() {
    var task = "/api/v1/tasks/" + task(anna);
    holds("task:view", "task:share");

    assertLacks("task.assign", ben.patch(task, Map.of("assignee_id", cleo.id())));
    assertLacks("task.edit", ben.patch(task, Map.of("owner_id", cleo.id(), "priority", "low")));
    assertLacks(
        "task.assign", ben.patch(task, Map.of("owner_id", cleo.id(), "assignee_id", cleo.id())));
    var handed = ben.patch(task, Map.of("owner_id", cleo.id()));

    assertThat(handed.status()).as(handed.text()).isEqualTo(200);
    assertThat(handed.at("owner_id").asText()).isEqualTo(cleo.id().toString());
  }

  @Test
  void whoMayShareABoardClosesAndHandsItOverAndNothingElse() {
    var board = "/api/v1/boards/" + TestingAccess.openBoard(anna);
    var closed = "/api/v1/boards/" + privateBoard(anna);
    holds("board:view", "board:share");

    assertThat(ben.patch(board, Map.of("visibility", "private")).status()).isEqualTo(200);
    assertLacks("board.edit", ben.patch(board, Map.of("name", "Mine")));
    assertLacks(
        "board.edit", ben.patch(board, Map.of("visibility", "organization", "name", "Mine")));
    assertLacks("board.edit", ben.patch(board, Map.of()));
    var handed = ben.patch(closed, Map.of("owner_id", cleo.id()));
    assertThat(handed.status()).as(handed.text()).isEqualTo(200);
    assertThat(handed.at("owner_id").asText()).isEqualTo(cleo.id().toString());
    assertThat(cell.databaseCallsOf(handed)).isOne();
  }

  @Test
  void whoOnlyEditsABoardNeitherClosesNorHandsItOver() {
    var board = "/api/v1/boards/" + TestingAccess.openBoard(anna);

    assertThat(ben.patch(board, Map.of("name", "Ours", "visibility", "organization")).status())
        .isEqualTo(200);
    assertLacks("board.share", ben.patch(board, Map.of("visibility", "private")));
    assertLacks("board.share", ben.patch(board, Map.of("owner_id", ben.id(), "name", "Mine")));
  }

  @Test
  void aFieldThatIsSentAsItIsAsksForNothing() {
    var task = "/api/v1/tasks/" + task(anna);
    var board = "/api/v1/boards/" + privateBoard(anna);
    holds("task:view", "task:share", "board:view", "board:share");
    var title = anna.get(task).at("title").asText();
    var name = anna.get(board).at("name").asText();

    var handed = ben.patch(task, Map.of("owner_id", cleo.id(), "title", title));
    var opened = ben.patch(board, Map.of("owner_id", cleo.id(), "name", name));

    assertThat(handed.status()).as(handed.text()).isEqualTo(200);
    assertThat(opened.status()).as(opened.text()).isEqualTo(200);
    assertThat(ben.patch(task, Map.of("title", title, "metadata", Map.of())).status())
        .isEqualTo(200);
    assertLacks("task.edit", ben.patch(task, Map.of("metadata", Map.of("size", 3))));
    assertLacks("task.edit", ben.patch(task, "{\"title\": \"Mine\", \"description\": null}"));
    assertLacks("board.edit", ben.patch(board, Map.of("config", Map.of("wide", true))));
    assertLacks("task.edit", whoOnlySees(task).patch(task, Map.of("title", title)));
  }

  @Test
  void whoOnlySeesChangesNothing() {
    var task = task(anna);
    grant(anna, "task", task, "viewer", user(ben));
    var path = "/api/v1/tasks/" + task;

    assertLacks("task.edit", ben.patch(path, Map.of("title", "Mine")));
    assertLacks("task.assign", ben.patch(path, Map.of("assignee_id", ben.id())));
    assertLacks("task.share", ben.patch(path, Map.of("owner_id", ben.id())));
    assertThat(cleo.patch(path, Map.of("title", "Mine")).status()).isEqualTo(404);
  }

  private Person whoOnlySees(String task) {
    var gus = joins(cell.register("gus"), anna, "guest");
    grant(anna, "task", task.substring(task.lastIndexOf('/') + 1), "viewer", user(gus));
    return gus;
  }

  private void holds(String... permissions) {
    var given = grant(anna, "role", role(anna, permissions), "assignee", user(ben));
    assertThat(given.status()).as(given.text()).isEqualTo(200);
  }

  private static void assertLacks(String permission, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.at("error/message").asText()).contains(permission);
  }
}
