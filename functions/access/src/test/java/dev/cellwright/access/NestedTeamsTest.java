package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.may;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.revoke;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NestedTeamsTest {
  private static final String PERMISSIONS = "/api/v1/permissions/";
  private static final Map<String, ?> VIEWABLE = Map.of("namespace", "task", "relation", "view");

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void aTeamInATeamHasWhatTheOuterOneHas() {
    var ben = joins(cell.register("ben"), anna, "member");
    var outer = team("Engineering");
    var inner = team("Compilers");
    var task = task(anna);
    anna.post("/api/v1/teams/" + inner + "/members", Map.of("user_ids", List.of(ben.id())));
    grant(anna, "task", task, "viewer", members(outer));

    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
    var nested = grant(anna, "team", outer, "member", members(inner));
    assertThat(nested.status()).as(nested.text()).isEqualTo(200);
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
    revoke(anna, "team", outer, "member", members(inner));
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
  }

  @Test
  void teamsMakeNoCycle() {
    var first = team("First");
    var second = team("Second");
    var third = team("Third");
    grant(anna, "team", first, "member", members(second));
    grant(anna, "team", second, "member", members(third));

    assertThat(grant(anna, "team", third, "member", members(first)).status()).isEqualTo(409);
    assertThat(grant(anna, "team", third, "member", members(third)).status()).isEqualTo(409);
    assertThat(grant(anna, "team", first, "member", members(third)).status()).isEqualTo(200);
  }

  @Test
  void everybodyAgreesAboutWhoIsInATeamHoweverDeep() {
    var ben = joins(cell.register("ben"), anna, "member");
    // Nobody puts a team that they are in where a role is.
    var carl = joins(cell.register("carl"), anna, "admin");
    var board = privateBoard(anna);
    var task = made(anna.post("/api/v1/tasks", Map.of("title", "Deep", "board_id", board)));
    var outermost = team("Depth 0");
    var teams = new ArrayList<>(List.of(outermost));
    // The longest way to a team: over the task's board, the organization and a role.
    grant(carl, "role", role(anna, "board:view"), "assignee", members(outermost));

    for (int depth = 1; depth <= GrantPermission.MOST_NESTINGS; depth++) {
      var innermost = team("Depth " + depth);
      assertThat(grant(carl, "team", teams.getLast(), "member", members(innermost)).status())
          .isEqualTo(200);
      teams.add(innermost);
      var path = "/api/v1/teams/" + innermost + "/members";
      anna.post(path, Map.of("user_ids", List.of(ben.id())));

      assertThat(may(ben, "task", task, "view")).as("depth " + depth).isTrue();
      assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
      assertThat(explained(ben, task)).as("depth " + depth).isTrue();
      assertThat(users("task", task, "view").text()).contains(ben.id().toString());
      assertThat(ben.post(PERMISSIONS + "list-objects", VIEWABLE).text()).contains(task);
      anna.delete(path + "/" + ben.id());
    }

    var tooDeep = grant(carl, "team", teams.getLast(), "member", members(team("Too deep")));
    assertThat(tooDeep.status()).isEqualTo(409);
    assertThat(tooDeep.at("error/message").asText()).contains("16");
    var tooLong = grant(carl, "team", team("Around"), "member", members(outermost));
    assertThat(tooLong.status()).isEqualTo(409);
    assertThat(grant(carl, "team", outermost, "member", members(teams.getLast())).status())
        .isEqualTo(200);
  }

  @Test
  void whatWasNestedDeeperOnceIsAnsweredAsACheckDoes() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "member");
    var task = task(anna);
    var teams = IntStream.range(0, 30).mapToObj(n -> team("Old " + n)).toList();
    for (int n = 1; n < teams.size(); n++) {
      nestedOnce(teams.get(n - 1), teams.get(n));
    }
    grant(anna, "task", task, "viewer", members(teams.getFirst()));
    anna.post(
        "/api/v1/teams/" + teams.getLast() + "/members", Map.of("user_ids", List.of(ben.id())));
    anna.post("/api/v1/teams/" + teams.get(3) + "/members", Map.of("user_ids", List.of(carl.id())));

    var users = users("task", task, "view");

    assertThat(users.status()).as(users.text()).isEqualTo(200);
    assertThat(users.text()).contains(carl.id().toString()).doesNotContain(ben.id().toString());
    assertThat(may(ben, "task", task, "view")).isFalse();
    var cycle = grant(anna, "team", teams.getLast(), "member", members(teams.getFirst()));
    assertThat(cycle.status()).isEqualTo(409);
    assertThat(cycle.at("error/message").asText()).contains("cycle");
    nestedOnce(teams.getLast(), teams.getFirst());
    assertThat(users("team", teams.getFirst(), "member").status()).isEqualTo(200);
    assertThat(users("task", task, "view").status()).isEqualTo(200);
  }

  @Test
  void noCycleIsSupposedEither() {
    var first = team("First");
    var second = team("Second");
    grant(anna, "team", first, "member", members(second));

    var refused =
        anna.post(
            PERMISSIONS + "check",
            Map.of(
                "namespace",
                "team",
                "object_id",
                first,
                "relation",
                "member",
                "contextual_tuples",
                List.of(TestingAccess.tuple("team", second, "member", members(first)))));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("contextual_tuples");
  }

  @Test
  void twoGrantsAtOnceMakeNoCycleEither() throws Exception {
    for (int i = 0; i < 3; i++) {
      var first = team("First " + i);
      var second = team("Second " + i);
      List<Callable<Integer>> both =
          List.of(
              () -> grant(anna, "team", first, "member", members(second)).status(),
              () -> grant(anna, "team", second, "member", members(first)).status());
      try (var threads = Executors.newFixedThreadPool(2)) {
        var answers = threads.invokeAll(both);

        assertThat(List.of(answers.get(0).get(), answers.get(1).get()))
            .containsExactlyInAnyOrder(200, 409);
      }
    }
  }

  @Test
  void whoLeadsNoTeamNestsNone() {
    var ben = joins(cell.register("ben"), anna, "member");
    var outer = team("Outer");
    var inner = team("Inner");

    assertThat(grant(ben, "team", outer, "member", members(inner)).status()).isEqualTo(403);
  }

  @Test
  void aTeamOfAnotherOrganizationIsNotThere() {
    var stranger = cell.register("stranger");
    var theirs = made(stranger.post("/api/v1/teams", Map.of("name", "Theirs")));

    assertThat(grant(anna, "team", team("Ours"), "member", members(theirs)).status())
        .isEqualTo(404);
    assertThat(grant(anna, "team", theirs, "member", members(team("Mine"))).status())
        .isEqualTo(404);
  }

  private boolean explained(Person person, String task) {
    var asked = Map.of("namespace", "task", "object_id", task, "permission", "view");
    var answer = person.post(PERMISSIONS + "explain", asked);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.at("allowed").asBoolean();
  }

  private Answer users(String type, String object, String relation) {
    return anna.post(
        PERMISSIONS + "list-users",
        Map.of("namespace", type, "object_id", object, "relation", relation));
  }

  /// As in a cell that didn't yet look at how deep teams nest.
  private void nestedOnce(String outer, String inner) {
    var codes =
        cell.database()
            .rows(
                """
                select r.code as rel, s.code as sref
                from authz.relations r
                join authz.subjects s on s.type = r.type and s.relation = r.relation
                where r.type = 'team' and r.relation = 'member'
                """)
            .getFirst();
    cell.database()
        .migrate(
            "insert into authz.tuples (org_id, rel, obj, sref, subj) values (?, ?, ?, ?, ?)",
            anna.organization(),
            codes.at("/rel").asInt(),
            UUID.fromString(outer),
            codes.at("/sref").asInt(),
            UUID.fromString(inner));
  }

  private String team(String name) {
    return made(anna.post("/api/v1/teams", Map.of("name", name, "visibility", "public")));
  }

  private static Map<String, ?> members(String team) {
    return Map.of("type", "team", "id", team, "relation", "member");
  }
}
