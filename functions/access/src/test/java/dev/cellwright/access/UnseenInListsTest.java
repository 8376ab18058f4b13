package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.tuple;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who is told to have what: nobody what they could do with a thing that they can't see.
class UnseenInListsTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");

  @Test
  void whoMayNotSeeAThingIsInNoListOfWhoMayDoSomethingWithIt() {
    var task = task(anna);
    grant(anna, "role", role(anna, "task:delete"), "assignee", user(ben));

    var listed = access(task);
    grant(anna, "task", task, "viewer", user(ben));
    var seen = access(task);

    assertThat(listed).anyMatch(row -> row.endsWith(anna.id().toString()));
    assertThat(listed).noneMatch(row -> row.endsWith(ben.id().toString()));
    assertThat(seen).contains("delete " + ben.id(), "view " + ben.id());
  }

  @Test
  void whatOneCouldDoWithAThingUnseenIsNeitherLostNorGainedWithoutSeeingIt() {
    var task = task(anna);
    var role = role(anna, "task:delete");
    grant(anna, "role", role, "assignee", user(ben));

    var taken = whatIf("remove", tuple("role", role, "assignee", user(ben)));
    var shown = whatIf("add", tuple("task", task, "viewer", user(ben)));

    assertThat(taken.at("loses").findValuesAsText("permission"))
        .containsExactly("organization#task_delete");
    assertThat(shown.at("gains").findValuesAsText("permission"))
        .contains("task#view", "task#delete");
    grant(anna, "task", task, "viewer", user(ben));
    assertThat(
            whatIf("remove", tuple("task", task, "viewer", user(ben)))
                .at("loses")
                .findValuesAsText("permission"))
        .contains("task#view", "task#delete");
  }

  @Test
  void whoIsTakenOutLosesWhatTheyCouldSee() {
    task(anna);
    grant(anna, "role", role(anna, "task:delete"), "assignee", user(ben));
    var organization = anna.organization().toString();

    var told = whatIf("remove", tuple("organization", organization, "member", user(ben)));

    assertThat(told.at("loses").findValuesAsText("permission"))
        .contains("organization#task_delete")
        .doesNotContain("task#delete");
  }

  @Test
  void theHoldersOfARoleHaveInTheOrganizationWhatItHolds() {
    var organization = anna.organization().toString();
    Map<String, Object> holders =
        Map.of("type", "role", "id", role(anna, "task:view"), "relation", "assignee");

    var asked = tuple("organization", organization, "task_view", holders);
    var explained = anna.post("/api/v1/permissions/explain", asked);

    assertThat(anna.post("/api/v1/permissions/check", asked).at("allowed").asBoolean()).isTrue();
    assertThat(explained.at("allowed").asBoolean()).as(explained.text()).isTrue();
    assertThat(
            anna.post(
                    "/api/v1/permissions/check",
                    tuple("organization", organization, "task_edit", holders))
                .at("allowed")
                .asBoolean(true))
        .isFalse();
  }

  /// Who has what to a task, as `delete <id>`, read a few at a time.
  private List<String> access(String task) {
    var rows = new ArrayList<String>();
    var cursor = "";
    while (cursor != null) {
      var page =
          anna.get("/api/v1/permissions/audit?namespace=task&limit=7&object_id=" + task + cursor);
      assertThat(page.status()).as(page.text()).isEqualTo(200);
      for (var row : page.at("data")) {
        rows.add(row.at("/relation").asText() + " " + row.at("/subject/id").asText());
      }
      cursor =
          page.at("meta/hasNext").asBoolean() ? "&cursor=" + page.at("meta/cursor").asText() : null;
    }
    return rows;
  }

  private Answer whatIf(String change, Map<String, Object> tuple) {
    var told = new HashMap<>(tuple);
    told.put("change", change);
    var answer = anna.post("/api/v1/permissions/what-if", Map.of("changes", List.of(told)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }
}
