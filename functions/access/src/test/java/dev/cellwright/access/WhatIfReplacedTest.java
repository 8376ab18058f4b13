package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where there is one, another takes its place; and with a person's membership goes all they have.
class WhatIfReplacedTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");
  private final Person gus = joins(cell.register("gus"), anna, "guest");
  private final String organization = anna.organization().toString();

  @Test
  void handingOverTakesATaskFromWhoHadIt() {
    var task = task(ben);

    var told = whatIf("task:view", change("add", "task", task, "owner", gus));

    assertThat(people(told, "gains")).containsExactly(gus.id().toString());
    assertThat(people(told, "loses")).containsExactly(ben.id().toString());
    ben.patch("/api/v1/tasks/" + task, Map.of("owner_id", gus.id()));
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
  }

  @Test
  void soDoesGivingItToAnotherToDoAndTheLastOneHasIt() {
    var task = task(anna);
    anna.patch("/api/v1/tasks/" + task, Map.of("assignee_id", ben.id()));
    var cleo = joins(cell.register("cleo"), anna, "guest");

    var told =
        whatIf(
            "task:view",
            change("add", "task", task, "assignee", cleo),
            change("add", "task", task, "assignee", gus));

    assertThat(people(told, "gains")).containsExactly(gus.id().toString());
    assertThat(people(told, "loses")).containsExactly(ben.id().toString());
    var same = whatIf("task:view", change("add", "task", task, "assignee", ben));
    assertThat(people(same, "gains")).isEmpty();
    assertThat(people(same, "loses")).isEmpty();
  }

  @Test
  void whoIsTakenOutLosesAllTheyHave() {
    var own = task(ben);
    var granted = task(anna);
    grant(anna, "task", granted, "editor", user(ben));
    var kept = task(anna);
    grant(anna, "task", kept, "viewer", user(gus));

    var told = whatIf("task:view", change("remove", "organization", organization, "member", ben));
    var others =
        whatIf("board:create", change("remove", "organization", organization, "member", ben));

    assertThat(told.at("loses").findValuesAsText("object_id"))
        .containsExactlyInAnyOrder(own, granted);
    assertThat(people(told, "loses")).containsOnly(ben.id().toString());
    assertThat(people(told, "gains")).isEmpty();
    assertThat(told.at("people").asInt()).isOne();
    assertThat(people(others, "loses")).containsExactly(ben.id().toString());
  }

  @Test
  void aTierThatOneHasNotIsNotTakenFromOne() {
    var own = task(ben);

    var told = whatIf("task:view", change("remove", "organization", organization, "manager", ben));

    assertThat(told.at("loses")).isEmpty();
    assertThat(told.at("gains")).isEmpty();
    assertThat(ben.get("/api/v1/tasks/" + own).status()).isEqualTo(200);
  }

  @Test
  void anotherTierTakesThePlaceOfTheOneBefore() {
    var own = task(ben);
    var foreign = task(anna);

    var raised = whatIf("task:view", change("add", "organization", organization, "manager", ben));
    var lowered = whatIf("task:create", change("add", "organization", organization, "guest", ben));
    var inTwoSteps =
        whatIf(
            "task:view",
            change("remove", "organization", organization, "member", ben),
            change("add", "organization", organization, "manager", ben));

    assertThat(raised.at("gains").findValuesAsText("object_id")).containsExactly(foreign);
    assertThat(raised.at("loses")).isEmpty();
    assertThat(people(lowered, "loses")).containsExactly(ben.id().toString());
    assertThat(inTwoSteps.at("gains").findValuesAsText("object_id")).containsExactly(foreign);
    assertThat(inTwoSteps.at("loses")).isEmpty();
    assertThat(ben.get("/api/v1/tasks/" + own).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"add, owner, ben", "remove, owner, anna", "add, admin, anna"})
  void thereIsOneOwnerAndNeitherTwoNorNone(String change, String tier, String whose) {
    var person = whose.equals("anna") ? anna : ben;

    var refused = whatIf("task:view", change(change, "organization", organization, tier, person));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("changes[0].relation");
    assertThat(refused.at("error/details/0/message").asText()).contains("one owner");
  }

  @Test
  void anOrganizationThatIsHandedOverHasOneOwnerWhenAllIsDone() {
    var up = change("add", "organization", organization, "owner", ben);
    var down = change("add", "organization", organization, "admin", anna);
    var second = change("add", "organization", organization, "owner", gus);

    for (var told :
        List.of(
            whatIf("organization:transfer", down, up), whatIf("organization:transfer", up, down))) {
      assertThat(people(told, "gains")).containsExactly(ben.id().toString());
      assertThat(people(told, "loses")).containsExactly(anna.id().toString());
    }
    var refused = whatIf("organization:transfer", down, up, second);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("changes[2].relation");
  }

  @Test
  void whoLeavesATeamLeadsItNoLonger() {
    var team = made(ben.post("/api/v1/teams", Map.of("name", "Crew", "visibility", "private")));

    var told = whatIf("team:edit", change("remove", "team", team, "member", ben));
    var leading = whatIf("team:view", change("add", "team", team, "lead", gus));

    assertThat(people(told, "loses")).containsExactly(ben.id().toString());
    assertThat(people(leading, "gains")).containsExactly(gus.id().toString());
  }

  @Test
  void whatALinkNeedsDoesNotGoWithoutIt() {
    var team = made(anna.post("/api/v1/teams", Map.of("name", "Crew")));
    var task = task(anna);
    TestingLinks.link(anna, "team", team, "task", task, "assigned");
    Map<String, Object> members = Map.of("type", "team", "id", team, "relation", "member");
    var change = new HashMap<>(TestingAccess.tuple("task", task, "viewer", members));
    change.put("change", "remove");

    var refused = whatIf("task:view", change);

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).contains("/api/v1/links/");
  }

  @SafeVarargs
  private Answer whatIf(String permission, Map<String, Object>... changes) {
    return anna.post(
        "/api/v1/permissions/what-if",
        Map.of("changes", List.of(changes), "permissions", List.of(permission)));
  }

  private static List<String> people(Answer told, String list) {
    assertThat(told.status()).as(told.text()).isEqualTo(200);
    return told.at(list).findValuesAsText("person");
  }

  private static Map<String, Object> change(
      String change, String namespace, String object, String relation, Person person) {
    var told = new HashMap<>(TestingAccess.tuple(namespace, object, relation, user(person)));
    told.put("change", change);
    return told;
  }
}
