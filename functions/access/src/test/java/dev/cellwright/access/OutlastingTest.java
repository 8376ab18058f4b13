package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.openBoard;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever may do something by a custom role alone does nothing with it that would leave them more
/// than they had, when the role ends.
class OutlastingTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");
  private final Person cleo = joins(cell.register("cleo"), anna, "member");

  @ParameterizedTest
  @ValueSource(strings = {"task:view task:edit", "task:view task:edit task:share", "board:*"})
  void nobodyTakesATaskThatTheyMayEditByARole(String permissions) {
    var task = "/api/v1/tasks/" + taskOn(anna, privateBoard(anna));
    holds(permissions);

    var taken = ben.patch(task, Map.of("assignee_id", ben.id()));

    assertForbidden(taken, "role");
    assertThat(ben.patch(task, Map.of("assignee_id", cleo.id())).status())
        .as("somebody else")
        .isEqualTo(200);
  }

  @Test
  void whoMayAssignEveryTaskByARoleTakesOneWhileItIsTheirsToDo() {
    var task = "/api/v1/tasks/" + task(anna);
    holds("task:view task:assign");

    assertThat(ben.patch(task, Map.of("assignee_id", ben.id())).status()).isEqualTo(200);
  }

  @Test
  void whoEditsATaskBesidesARoleTakesItAsBefore() {
    var open = "/api/v1/tasks/" + taskOn(anna, openBoard(anna));
    var granted = task(anna);
    grant(anna, "task", granted, "editor", user(ben));
    holds("task:view task:edit");

    assertThat(ben.patch(open, Map.of("assignee_id", ben.id())).status()).isEqualTo(200);
    assertThat(ben.patch("/api/v1/tasks/" + granted, Map.of("assignee_id", ben.id())).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "task:view task:edit task:share, own",
    "task:view task:edit task:share, open",
    "task:view task:edit task:share, seen",
    "board:view board:edit board:share, own",
    "board:view board:edit board:share, open",
  })
  void nobodyMovesATaskToWhereTheyWouldKeepIt(String permissions, String to) {
    var task = taskOn(anna, privateBoard(anna));
    var board =
        switch (to) {
          case "own" -> privateBoard(ben);
          case "open" -> openBoard(anna);
          default -> {
            var seen = privateBoard(anna);
            grant(anna, "board", seen, "viewer", user(ben));
            yield seen;
          }
        };
    // A role that lets one edit every board lets one put tasks on the board that one sees.
    holds(to.equals("seen") ? permissions + " board:edit" : permissions);

    var moved = move(ben, task, board);

    assertForbidden(moved, "role");
    assertThat(cell.databaseCallsOf(moved)).isOne();
    assertThat(move(anna, task, board).status()).as("by somebody else").isEqualTo(200);
  }

  @Test
  void whatOneHasOnlyToDoOneDoesNotMoveToWhereOneWouldKeepSeeingIt() {
    var task = taskOn(anna, privateBoard(anna));
    var seen = privateBoard(anna);
    grant(anna, "board", seen, "viewer", user(ben));
    holds("task:* board:edit");
    assertThat(ben.patch("/api/v1/tasks/" + task, Map.of("assignee_id", ben.id())).status())
        .isEqualTo(200);

    assertForbidden(move(ben, task, seen), "role");
  }

  @Test
  void whatGivesOneNothingOfOnesOwnIsMovedByARoleAsBefore() {
    var task = taskOn(anna, privateBoard(anna));
    var other = privateBoard(cleo);
    holds("task:* board:*");

    var moved = move(ben, task, other);

    assertThat(moved.status()).as(moved.text()).isEqualTo(200);
    var mine = taskOn(ben, privateBoard(ben));
    assertThat(move(ben, mine, privateBoard(ben)).status()).as("one's own").isEqualTo(200);
    var boardOfBen = privateBoard(ben);
    var onIt = taskOn(anna, boardOfBen);
    assertThat(move(ben, onIt, openBoard(ben)).status())
        .as("from a board of one's own")
        .isEqualTo(200);
  }

  @Test
  void nobodyPutsATaskUnderOneWithWhichTheyCouldTrashIt() {
    var task = task(anna);
    var own = task(ben);
    var part = task(cleo);
    assertThat(under(anna, part, own).status()).isEqualTo(200);
    holds("task:view task:edit task:share");

    var put = under(ben, task, own);

    assertForbidden(put, "role");
    assertThat(cell.databaseCallsOf(put)).isOne();
    assertForbidden(under(ben, task, part), "role");
    assertThat(under(anna, task, own).status()).as("by who may trash it").isEqualTo(200);
    assertThat(under(ben, task, own).status()).as("where it is").isEqualTo(200);
    assertThat(under(ben, task, task(cleo)).status()).as("away").isEqualTo(200);
    assertThat(under(ben, task(ben), own).status()).as("one's own").isEqualTo(200);
    assertThat(under(ben, task(ben), task).status()).as("under another's").isEqualTo(200);
  }

  @Test
  void whatAllMembersAreGrantedTheOneWhoGrantsIsGrantedToo() {
    var task = task(anna);
    var board = privateBoard(anna);
    holds("task:view task:share board:view board:share");

    assertForbidden(grant(ben, "task", task, "viewer", everyMember()), "role");
    assertForbidden(grant(ben, "board", board, "viewer", everyMember()), "role");
    assertThat(grant(anna, "task", task, "viewer", everyMember()).status()).isEqualTo(200);
    var own = task(ben);
    assertThat(grant(ben, "task", own, "viewer", everyMember()).status()).isEqualTo(200);
  }

  @Test
  void aGuestIsNoMemberAndGrantsToAllOfThem() {
    var gus = joins(cell.register("gus"), anna, "guest");
    var task = task(anna);
    grant(anna, "role", role(anna, "task:view", "task:share"), "assignee", user(gus));

    assertThat(grant(gus, "task", task, "viewer", everyMember()).status()).isEqualTo(200);
  }

  @Test
  void nobodyOpensABoardThatTheyReachByARole() {
    var board = "/api/v1/boards/" + privateBoard(anna);
    var own = "/api/v1/boards/" + privateBoard(ben);
    holds("board:view board:edit board:share");

    var opened = ben.patch(board, Map.of("visibility", "organization"));

    assertForbidden(opened, "role");
    assertThat(cell.databaseCallsOf(opened)).isOne();
    assertThat(ben.patch(board, Map.of("visibility", "private")).status()).isEqualTo(200);
    assertThat(ben.patch(own, Map.of("visibility", "organization")).status()).isEqualTo(200);
    assertThat(anna.patch(board, Map.of("visibility", "organization")).status()).isEqualTo(200);
  }

  @Test
  void aGuestIsNoMemberAndOpensItForThem() {
    var gus = joins(cell.register("gus"), anna, "guest");
    var board = privateBoard(anna);
    grant(anna, "role", role(anna, "board:view", "board:share"), "assignee", user(gus));

    var opened = gus.patch("/api/v1/boards/" + board, Map.of("visibility", "organization"));

    assertThat(opened.status()).as(opened.text()).isEqualTo(200);
  }

  private static Answer under(Person person, String task, String parent) {
    return person.patch("/api/v1/tasks/" + task, Map.of("parent_id", parent));
  }

  private void holds(String permissions) {
    var given = grant(anna, "role", role(anna, permissions.split(" ")), "assignee", user(ben));
    assertThat(given.status()).as(given.text()).isEqualTo(200);
  }

  private Map<String, ?> everyMember() {
    return Map.of(
        "type", "organization", "id", anna.organization().toString(), "relation", "member");
  }

  private static String taskOn(Person person, String board) {
    return made(person.post("/api/v1/tasks", Map.of("title", "Kept", "board_id", board)));
  }

  /// Moves a task to a new column of a board.
  private Answer move(Person person, String task, String board) {
    var column = made(anna.post("/api/v1/boards/" + board + "/columns", Map.of("name", "To do")));
    return person.patch("/api/v1/tasks/" + task + "/move", Map.of("column_id", column));
  }

  private static void assertForbidden(Answer answer, String saying) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.at("error/message").asText()).contains(saying);
  }
}
