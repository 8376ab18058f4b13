package dev.cellwright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What becomes of the tasks and boards of somebody who leaves the organization.
class LeavingTest {
  private final TestCell cell = TestCell.with("tasks");
  private final Person anna = cell.register("anna");
  private final Person mia = TestingTasks.joining(cell, anna, "mia", "member");
  private final Person ben = TestingTasks.joining(cell, anna, "ben", "member");

  @Test
  void theOrganizationsOwnerInheritsThem() {
    var task = TestingTasks.task(mia, "Mia's").at("/id").asText();
    var others = TestingTasks.task(ben, "Ben's").at("/id").asText();
    var board = TestingTasks.privateBoard(mia, "Mia's").at("/id").asText();
    ben.patch("/api/v1/tasks/" + others, Map.of("assignee_id", mia.id()));

    remove(mia);

    var inherited = anna.get("/api/v1/tasks/" + task);
    assertThat(inherited.at("owner_id").asText()).isEqualTo(anna.id().toString());
    assertThat(inherited.at("created_by").asText()).isEqualTo(mia.id().toString());
    assertThat(inherited.at("version").asInt()).isEqualTo(2);
    assertThat(anna.get("/api/v1/boards/" + board).at("owner_id").asText())
        .isEqualTo(anna.id().toString());
    var unassigned = ben.get("/api/v1/tasks/" + others);
    assertThat(unassigned.at("assignee_id").isNull()).isTrue();
    assertThat(unassigned.at("owner_id").asText()).isEqualTo(ben.id().toString());
  }

  @Test
  void theTrailSaysWhoMadeThemLeave() {
    var task = TestingTasks.task(mia, "Mia's").at("/id").asText();

    remove(mia);

    var trailed =
        cell.trail(anna.organization()).stream()
            .filter(row -> row.at("/entity_id").asText().equals(task))
            .toList()
            .getLast();
    assertThat(trailed.at("/action").asText()).isEqualTo("task.updated");
    assertThat(trailed.at("/actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(trailed.at("/changes/owner_id/from").asText()).isEqualTo(mia.id().toString());
    assertThat(trailed.at("/changes/owner_id/to").asText()).isEqualTo(anna.id().toString());
  }

  @Test
  void whatTheyOwnElsewhereStaysTheirs() {
    var other = cell.register("other");
    var elsewhere = cell.register("zoe");
    other.post(
        "/api/v1/organizations/" + other.organization() + "/members",
        Map.of("user_id", elsewhere.id(), "role", "member"));
    var own = TestingTasks.task(elsewhere, "Own").at("/id").asText();
    var there = elsewhere.speakingFor(other.organization());
    TestingTasks.task(there, "There");

    other.delete("/api/v1/organizations/" + other.organization() + "/members/" + elsewhere.id());

    var kept = elsewhere.loggedIn().speakingFor(elsewhere.organization());
    assertThat(kept.get("/api/v1/tasks/" + own).at("owner_id").asText())
        .isEqualTo(elsewhere.id().toString());
  }

  private void remove(Person person) {
    var removed =
        anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + person.id());
    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
  }
}
