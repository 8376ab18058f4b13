package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.tuple;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A question that supposes tuples tells nothing of what its asker may not see.
class SupposedTuplesTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person carl = joins(cell.register("carl"), anna, "member");
  private final Person gus = joins(cell.register("gus"), anna, "guest");
  private final String hidden = team(anna, "private");

  @Test
  void whoIsInATeamThatOneMayNotSeeIsNotTold() {
    var task = task(carl);
    anna.post("/api/v1/teams/" + hidden + "/members", Map.of("user_ids", List.of(gus.id())));
    var missing = UUID.randomUUID().toString();

    var asked = supposing(task, tuple("task", task, "viewer", members(hidden)));
    var absent = supposing(task, tuple("task", task, "viewer", members(missing)));
    var granted = grant(carl, "task", task, "viewer", members(hidden));

    assertThat(asked.status()).as(asked.text()).isEqualTo(404);
    assertThat(asked.at("error/message")).isEqualTo(granted.at("error/message"));
    assertThat(asked.at("error/message").asText().replace(hidden, missing))
        .isEqualTo(absent.at("error/message").asText());
    assertThat(cell.databaseCallsOf(asked)).isEqualTo(1);
  }

  @Test
  void norByNestingItInATeamOfOnesOwn() {
    var task = task(carl);
    var own = team(carl, "public");

    var asked =
        supposing(
            task,
            tuple("task", task, "viewer", members(own)),
            tuple("team", own, "member", members(hidden)));

    assertThat(asked.status()).as(asked.text()).isEqualTo(404);
    assertThat(asked.at("error/message").asText()).containsIgnoringCase("team");
  }

  @Test
  void aThingThatIsNotThereIsSupposedByNobody() {
    var task = task(carl);

    var asked = supposing(task, tuple("task", task(anna), "viewer", user(gus)));

    assertThat(asked.status()).as(asked.text()).isEqualTo(404);
  }

  @Test
  void whatOneCouldGrantOneMaySuppose() {
    var task = task(carl);
    var seen = team(anna, "public");
    anna.post("/api/v1/teams/" + seen + "/members", Map.of("user_ids", List.of(gus.id())));

    var asked = supposing(task, tuple("task", task, "viewer", members(seen)));

    assertThat(asked.at("allowed").asBoolean()).as(asked.text()).isTrue();
  }

  @SafeVarargs
  private Answer supposing(String task, Map<String, Object>... tuples) {
    return carl.post(
        "/api/v1/permissions/check",
        Map.of(
            "namespace",
            "task",
            "object_id",
            task,
            "permission",
            "view",
            "subject",
            user(gus),
            "contextual_tuples",
            List.of(tuples)));
  }

  private static String team(Person person, String visibility) {
    return made(person.post("/api/v1/teams", Map.of("name", "Crew", "visibility", visibility)));
  }

  private static Map<String, ?> members(String team) {
    return Map.of("type", "team", "id", team, "relation", "member");
  }
}
