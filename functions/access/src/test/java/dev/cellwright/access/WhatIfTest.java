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
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Only what could become so is thought through.
class WhatIfTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "guest");

  @ParameterizedTest
  @CsvSource({
    "document, viewer, user, namespace",
    "task, fly, user, relation",
    "task, edit, user, relation",
    "task, view, user, relation",
    "task, viewer, robot, subject.type",
    "task, viewer, board, subject.type",
  })
  void whatCanNotBeGrantedIsNamedAsAGrantNamesIt(
      String namespace, String relation, String type, String field) {
    var subject = Map.of("type", type, "id", ben.id().toString());
    var task = task(anna);

    var refused = whatIf(change("add", namespace, task, relation, subject));
    var granted = grant(anna, namespace, task, relation, subject);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("changes[0]." + field);
    assertThat(refused.at("error/details/0/message"))
        .isEqualTo(granted.at("error/details/0/message"));
  }

  @Test
  void whatIsNotThereChangesForNobody() {
    var stranger = cell.register("stranger");
    var task = task(anna);
    var trashed = task(anna);
    anna.delete("/api/v1/tasks/" + trashed);

    for (var gone : List.of(trashed, task(stranger), UUID.randomUUID().toString())) {
      assertThat(whatIf(change("add", "task", gone, "viewer", user(ben))).status()).isEqualTo(404);
    }
    assertThat(whatIf(change("add", "task", task, "viewer", user(stranger))).status())
        .isEqualTo(404);
    assertThat(whatIf(change("remove", "task", task, "viewer", user(stranger))).status())
        .isEqualTo(200);
  }

  @Test
  void aCycleIsRefusedAlsoOneThatTheChangesMakeTogether() {
    var first = team("First");
    var second = team("Second");

    assertThat(whatIf(change("add", "team", first, "member", members(first))).status())
        .isEqualTo(409);
    assertThat(
            whatIf(
                    change("add", "team", first, "member", members(second)),
                    change("add", "team", second, "member", members(first)))
                .status())
        .isEqualTo(409);
    assertThat(
            whatIf(
                    change("add", "team", first, "member", members(second)),
                    change("remove", "team", first, "member", members(second)),
                    change("add", "team", second, "member", members(first)))
                .status())
        .isEqualTo(200);
  }

  @Test
  void theLastWordCounts() {
    var task = task(anna);
    var add = change("add", "task", task, "viewer", user(ben));
    var remove = change("remove", "task", task, "viewer", user(ben));

    assertThat(whatIf(add, remove).at("gains")).isEmpty();
    assertThat(whatIf(remove, add).at("gains")).isNotEmpty();
    grant(anna, "task", task, "viewer", user(ben));
    assertThat(whatIf(remove, add).at("loses")).isEmpty();
    assertThat(whatIf(add, remove).at("loses")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"task#view", "task:view", "task.view"})
  void aPermissionIsTheSameHoweverItIsWritten(String permission) {
    var task = task(anna);

    var told = whatIf(List.of(permission), change("add", "task", task, "viewer", user(ben)));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.at("gains").findValuesAsText("permission")).containsExactly("task#view");
  }

  @Test
  void aPermissionOfTheOrganizationIsNamedLikeThatToo() {
    var organization = anna.organization().toString();

    var told =
        whatIf(
            List.of("task:create"),
            change("add", "organization", organization, "member", user(ben)));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.at("gains").findValuesAsText("permission"))
        .containsExactly("organization#task_create");
  }

  @SafeVarargs
  private Answer whatIf(Map<String, Object>... changes) {
    return anna.post("/api/v1/permissions/what-if", Map.of("changes", List.of(changes)));
  }

  @SafeVarargs
  private Answer whatIf(List<String> permissions, Map<String, Object>... changes) {
    return anna.post(
        "/api/v1/permissions/what-if",
        Map.of("changes", List.of(changes), "permissions", permissions));
  }

  private static Map<String, Object> change(
      String change, String namespace, String object, String relation, Map<String, ?> subject) {
    var told = new HashMap<>(TestingAccess.tuple(namespace, object, relation, subject));
    told.put("change", change);
    return told;
  }

  private String team(String name) {
    return made(anna.post("/api/v1/teams", Map.of("name", name)));
  }

  private static Map<String, ?> members(String team) {
    return Map.of("type", "team", "id", team, "relation", "member");
  }
}
