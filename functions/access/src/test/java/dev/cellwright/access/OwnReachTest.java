package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.may;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Nobody widens their own reach through a custom role: what it gives ends with it.
class OwnReachTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");

  @Test
  void nobodyGivesARoleToATeamThatTheyAreIn() {
    var role = role(anna, "role:create", "role:assign", "task:view");
    grant(anna, "role", role, "assignee", user(ben));
    var own = team(ben, "Own");
    var others = team(anna, "Others");

    assertForbidden(grant(ben, "role", role, "assignee", members(own)), "team");
    assertThat(grant(ben, "role", role, "assignee", members(others)).status()).isEqualTo(200);
  }

  @Test
  void norToATeamThatTheyAreInThroughAnother() {
    var role = role(anna, "role:assign", "task:view");
    grant(anna, "role", role, "assignee", user(ben));
    var outer = team(anna, "Outer");
    var middle = team(anna, "Middle");
    var inner = team(ben, "Inner");
    grant(anna, "team", outer, "member", members(middle));
    assertThat(grant(anna, "team", middle, "member", members(inner)).status()).isEqualTo(200);

    assertForbidden(grant(ben, "role", role, "assignee", members(outer)), "team");
  }

  @Test
  void anAdminDoesNotBringThemselvesIntoATeamThatHasARole() {
    var admin = joins(cell.register("ada"), anna, "admin");
    var role = role(anna, "role:assign", "task:view");
    var outer = team(anna, "Outer");
    var inner = team(anna, "Inner");
    var own = team(admin, "Own");
    var third = team(anna, "Third");
    grant(anna, "team", outer, "member", members(third));
    assertThat(grant(admin, "role", role, "assignee", members(outer)).status()).isEqualTo(200);

    assertForbidden(seat(admin, outer, admin), "role");
    assertForbidden(seat(admin, third, admin), "role");
    assertForbidden(grant(admin, "team", outer, "member", members(own)), "role");
    assertThat(seat(admin, inner, admin).status()).as("a team without a role").isEqualTo(201);
    assertThat(seat(admin, outer, ben).status()).as("somebody else").isEqualTo(201);
    assertThat(seat(anna, outer, admin).status()).as("by somebody else").isEqualTo(201);
    assertThat(seat(admin, outer, admin).status()).as("who is in it already").isEqualTo(201);
  }

  @Test
  void whoHasARoleNarrowsItButAddsNothingToIt() {
    var mona = joins(cell.register("mona"), anna, "manager");
    var role = role(anna, "role:edit", "role:view", "task:view");
    var path = "/api/v1/roles/" + role;
    grant(anna, "role", role, "assignee", user(mona));
    var other = role(anna, "task:view");

    assertForbidden(permissions(mona, path, "role:edit", "role:view", "task:*"), "task:");
    assertThat(permissions(mona, "/api/v1/roles/" + other, "task:view", "task:edit").status())
        .as("a role that she hasn't")
        .isEqualTo(200);
    assertThat(mona.patch(path, Map.of("name", "Narrow")).status()).isEqualTo(200);
    assertThat(permissions(mona, path, "role:edit", "task:view").status()).isEqualTo(200);
    demote(mona);
    assertThat(mona.get("/api/v1/tasks/" + task(anna)).status()).isEqualTo(200);
    assertThat(may(mona, "organization", anna.organization().toString(), "task.edit")).isFalse();
  }

  @Test
  void norWhoHasItThroughATeam() {
    var mona = joins(cell.register("mona"), anna, "manager");
    var role = role(anna, "role:edit", "task:view");
    var team = team(mona, "Monas");
    var stranger = joins(cell.register("ada"), anna, "admin");
    assertThat(grant(stranger, "role", role, "assignee", members(team)).status()).isEqualTo(200);

    assertForbidden(
        permissions(mona, "/api/v1/roles/" + role, "role:edit", "task:view", "task:delete"),
        "task:delete");
  }

  @Test
  void whatARoleLetsOneShareOneSharesNeitherWithOneselfNorWithOnesTeam() {
    var gus = joins(cell.register("gus"), anna, "guest");
    var board = privateBoard(anna);
    var role = role(anna, "board:*", "team:create", "team:view");
    grant(anna, "role", role, "assignee", user(gus));
    var own = team(gus, "Own");
    var others = team(anna, "Others");

    assertForbidden(grant(gus, "board", board, "editor", user(gus)), "themselves");
    assertForbidden(grant(gus, "board", board, "editor", members(own)), "role");
    assertForbidden(assigned(gus, own, board), "role");
    assertForbidden(gus.patch("/api/v1/boards/" + board, Map.of("owner_id", gus.id())), "role");
    assertThat(grant(gus, "board", board, "editor", members(others)).status()).isEqualTo(200);
    assertThat(grant(gus, "board", board, "editor", user(ben)).status()).isEqualTo(200);
  }

  @Test
  void aTierAndOwnershipShareWithOnesTeamAsBefore() {
    var mona = joins(cell.register("mona"), anna, "manager");
    grant(anna, "role", role(anna, "task:*", "board:*"), "assignee", user(mona));
    var theirs = team(mona, "Theirs");
    var board = privateBoard(anna);
    var task = task(ben);
    var bens = team(ben, "Bens");

    assertThat(grant(mona, "board", board, "editor", members(theirs)).status()).isEqualTo(200);
    assertThat(grant(ben, "task", task, "viewer", members(bens)).status()).isEqualTo(200);
    assertForbidden(grant(mona, "board", board, "editor", user(mona)), "themselves");
    assertThat(mona.patch("/api/v1/boards/" + board, Map.of("owner_id", mona.id())).status())
        .isEqualTo(200);
  }

  @Test
  void aTaskIsNotTakenOverByARole() {
    var gus = joins(cell.register("gus"), anna, "guest");
    var task = "/api/v1/tasks/" + task(anna);
    grant(anna, "role", role(anna, "task:*"), "assignee", user(gus));

    assertForbidden(gus.patch(task, Map.of("owner_id", gus.id())), "role");
    assertThat(gus.patch(task, Map.of("owner_id", ben.id())).status()).isEqualTo(200);
  }

  @Test
  void twoRequestsAtOnceDoNotGiveARoleToOneselfEither() throws Exception {
    var admin = joins(cell.register("ada"), anna, "admin");
    for (int i = 0; i < 12; i++) {
      var role = role(anna, "task:view");
      var team = team(anna, "Team " + i);
      List<Callable<Integer>> both =
          List.of(
              () -> grant(admin, "role", role, "assignee", members(team)).status(),
              () -> seat(admin, team, admin).status());

      try (var threads = Executors.newFixedThreadPool(2)) {
        var answers = threads.invokeAll(both);

        assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
            .isIn(List.of(200, 403), List.of(403, 201));
      }
    }
  }

  private void demote(Person person) {
    var demoted =
        anna.patch(
            "/api/v1/organizations/" + anna.organization() + "/members/" + person.id(),
            Map.of("role", "guest"));
    assertThat(demoted.status()).as(demoted.text()).isEqualTo(200);
  }

  private static Answer permissions(Person person, String role, String... permissions) {
    return person.patch(role, Map.of("permissions", List.of(permissions)));
  }

  private static Answer assigned(Person person, String team, String board) {
    return person.post(
        "/api/v1/links",
        Map.of(
            "source", Map.of("type", "board", "id", board),
            "target", Map.of("type", "team", "id", team),
            "relationship", "assigned"));
  }

  private static Answer seat(Person person, String team, Person newcomer) {
    return person.post(
        "/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(newcomer.id())));
  }

  private static String team(Person person, String name) {
    return made(person.post("/api/v1/teams", Map.of("name", name)));
  }

  private static Map<String, ?> members(String team) {
    return Map.of("type", "team", "id", team, "relation", "member");
  }

  private static void assertForbidden(Answer answer, String saying) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(403);
    assertThat(answer.at("error/message").asText()).containsPattern(saying);
  }
}
