package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.revoke;
import static dev.cellwright.access.TestingAccess.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NestedTeamsTest {
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

  private String team(String name) {
    return made(anna.post("/api/v1/teams", Map.of("name", name, "visibility", "public")));
  }

  private static Map<String, ?> members(String team) {
    return Map.of("type", "team", "id", team, "relation", "member");
  }
}
