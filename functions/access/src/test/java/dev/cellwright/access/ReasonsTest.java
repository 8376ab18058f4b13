package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.openBoard;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Who has access, why, and what a change would do.
class ReasonsTest {
  private static final String PERMISSIONS = "/api/v1/permissions/";

  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void theAuditOfABoardTellsDirectAndInheritedAccessWithTheWay() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var board = privateBoard(anna);
    grant(anna, "board", board, "viewer", user(ben));

    var audit = anna.get(PERMISSIONS + "audit?limit=100&namespace=board&object_id=" + board);

    assertThat(audit.status()).as(audit.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(audit)).isEqualTo(1);
    assertThat(audit.at("data"))
        .filteredOn(each -> each.at("/subject/id").asText().equals(ben.id().toString()))
        .filteredOn(each -> each.at("/relation").asText().equals("viewer"))
        .singleElement()
        .matches(each -> !each.at("/inherited").asBoolean());
    assertThat(audit.at("data"))
        .filteredOn(each -> each.at("/subject/id").asText().equals(ben.id().toString()))
        .filteredOn(each -> each.at("/relation").asText().equals("view"))
        .singleElement()
        .matches(each -> each.at("/inherited").asBoolean())
        .matches(each -> each.at("/path").size() >= 2);
    assertThat(audit.at("meta/hasNext").asBoolean()).isFalse();
  }

  @Test
  void peopleComeFirstAndNobodyWhoIsButAStepOfTheModel() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var cleo = joins(cell.register("cleo"), anna, "manager");
    var team = TestingLinks.team(anna, "Crew");
    TestingLinks.into(anna, team, ben);
    var board = privateBoard(anna);
    var task =
        anna.post("/api/v1/tasks", Map.of("title", "Hidden", "board_id", board)).at("id").asText();
    grant(anna, "task", task, "viewer", Map.of("type", "team", "id", team, "relation", "member"));

    var rows = new ArrayList<JsonNode>();
    var page = audit(task, "");
    while (true) {
      page.at("data").forEach(rows::add);
      if (!page.at("meta/hasNext").asBoolean()) {
        break;
      }
      page = audit(task, "&cursor=" + page.at("meta/cursor").asText());
    }

    var subjects =
        rows.stream()
            .map(row ->
                row.at("/subject/type").asText()
                    + row.at("/subject/relation").asText("")
                    + row.at("/subject/id").asText())
            .toList();
    var people = subjects.stream().takeWhile(subject -> subject.startsWith("user")).toList();
    assertThat(people.stream().distinct())
        .containsExactlyInAnyOrder("user" + anna.id(), "user" + ben.id(), "user" + cleo.id());
    assertThat(subjects.subList(people.size(), subjects.size()))
        .isNotEmpty()
        .allMatch(subject -> subject.equals("teammember" + team));
    assertThat(rows).doesNotHaveDuplicates();
  }

  private Answer audit(String task, String more) {
    var page = anna.get(PERMISSIONS + "audit?limit=7&namespace=task&object_id=" + task + more);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    return page;
  }

  @Test
  void theAuditIsReadInPages() {
    var board = openBoard(anna);
    var path = PERMISSIONS + "audit?namespace=board&object_id=" + board;

    var first = anna.get(path + "&limit=1");
    var second = anna.get(path + "&limit=1&cursor=" + first.at("meta/cursor").asText());

    assertThat(first.at("data")).hasSize(1);
    assertThat(first.at("meta/hasNext").asBoolean()).isTrue();
    assertThat(second.status()).as(second.text()).isEqualTo(200);
    assertThat(second.at("data/0")).isNotEqualTo(first.at("data/0"));
    assertThat(anna.get(path + "&cursor=x").status()).isEqualTo(400);
    assertThat(anna.get(path + "&limit=101").status()).isEqualTo(400);
    assertThat(anna.get(PERMISSIONS + "audit?namespace=board").status()).isEqualTo(400);
    assertThat(anna.get(PERMISSIONS + "audit?namespace=document&object_id=" + board).status())
        .isEqualTo(400);
  }

  @Test
  void onlyWhoSharesAThingReadsItsAudit() {
    var ben = joins(cell.register("ben"), anna, "member");
    var open = PERMISSIONS + "audit?namespace=board&object_id=" + openBoard(anna);
    var closed = PERMISSIONS + "audit?namespace=board&object_id=" + privateBoard(anna);

    assertThat(ben.get(open).status()).isEqualTo(403);
    assertThat(ben.get(closed).status()).isEqualTo(404);
    assertThat(cell.register("stranger").get(open).status()).isEqualTo(404);
  }

  @Test
  void aYesAndANoAreExplained() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    var mine = question(task, "edit", anna);
    var his = question(task, "edit", ben);

    var yes = anna.post(PERMISSIONS + "explain", mine);
    var no = anna.post(PERMISSIONS + "explain", his);

    assertThat(yes.status()).as(yes.text()).isEqualTo(200);
    assertThat(yes.at("allowed").asBoolean()).isTrue();
    assertThat(yes.at("why/relation").asText()).isEqualTo("edit");
    assertThat(no.at("allowed").asBoolean(true)).isFalse();
    assertThat(no.at("why/children")).isNotEmpty();
    assertThat(cell.databaseCallsOf(no)).isEqualTo(1);
    assertThat(ben.post(PERMISSIONS + "explain", his).status()).isEqualTo(404);
    grant(anna, "task", task, "viewer", user(ben));
    assertThat(ben.post(PERMISSIONS + "explain", his).at("allowed").asBoolean(true)).isFalse();
    assertThat(ben.post(PERMISSIONS + "explain", mine).status()).isEqualTo(403);
    assertThat(
            ben.post(PERMISSIONS + "explain", question(task, "view", ben))
                .at("allowed")
                .asBoolean())
        .isTrue();
    assertThat(anna.post(PERMISSIONS + "explain", question(task, "fly", ben)).status())
        .isEqualTo(400);
  }

  @Test
  void whyOneMayNotIsToldWithoutWhatOthersWereGranted() {
    var ben = joins(cell.register("ben"), anna, "member");
    var board = privateBoard(anna);
    var task =
        anna.post("/api/v1/tasks", Map.of("title", "Paint", "board_id", board)).at("id").asText();
    var hidden =
        anna.post("/api/v1/teams", Map.of("name", "Painters", "visibility", "private"))
            .at("id")
            .asText();
    var members = Map.of("type", "team", "id", hidden, "relation", "member");
    grant(anna, "task", task, "viewer", user(ben));
    grant(anna, "task", task, "editor", members);
    grant(anna, "board", board, "editor", members);

    var why = ben.post(PERMISSIONS + "explain", question(task, "edit", ben));

    assertThat(why.status()).as(why.text()).isEqualTo(200);
    assertThat(why.at("allowed").asBoolean(true)).isFalse();
    assertThat(why.at("why/children")).isNotEmpty();
    assertThat(why.text()).doesNotContain(hidden).doesNotContain(board).contains("needed");
    assertThat(anna.post(PERMISSIONS + "explain", question(task, "edit", ben)).text())
        .contains(hidden, board);
    assertThat(ben.post(PERMISSIONS + "explain", question(task, "edit", anna)).status())
        .isEqualTo(403);
  }

  @Test
  void whyOneLacksAPermissionOfTheOrganizationIsTold() {
    var ben = joins(cell.register("ben"), anna, "member");
    var role = role(anna, "role:create");
    var asked =
        Map.of(
            "namespace", "organization",
            "object_id", anna.organization(),
            "permission", "role:create");

    var why = ben.post(PERMISSIONS + "explain", asked);

    assertThat(why.status()).as(why.text()).isEqualTo(200);
    assertThat(why.at("allowed").asBoolean(true)).isFalse();
    assertThat(why.text()).doesNotContain(role);
    grant(anna, "role", role, "assignee", user(ben));
    var now = ben.post(PERMISSIONS + "explain", asked);
    assertThat(now.at("allowed").asBoolean()).isTrue();
    assertThat(now.text()).contains(role);
  }

  @Test
  void aRelationIsExpanded() {
    var board = openBoard(anna);
    var asked = Map.of("namespace", "board", "object_id", board, "relation", "editor");

    var expanded = anna.post(PERMISSIONS + "expand", asked);

    assertThat(expanded.status()).as(expanded.text()).isEqualTo(200);
    assertThat(expanded.at("tree/union")).isNotEmpty();
    assertThat(
            joins(cell.register("ben"), anna, "member")
                .post(PERMISSIONS + "expand", asked)
                .status())
        .isEqualTo(403);
  }

  @Test
  void objectsAndUsersAreListed() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    task(anna);
    grant(anna, "task", task, "viewer", user(ben));
    var objects = Map.of("namespace", "task", "relation", "view");

    var his = ben.post(PERMISSIONS + "list-objects", objects);
    var all = anna.post(PERMISSIONS + "list-objects", objects);
    var users =
        anna.post(
            PERMISSIONS + "list-users",
            Map.of("namespace", "task", "object_id", task, "relation", "viewer"));

    assertThat(his.at("object_ids").toString()).isEqualTo("[\"" + task + "\"]");
    assertThat(his.at("complete").asBoolean()).isTrue();
    assertThat(all.at("object_ids")).hasSize(2);
    assertThat(users.status()).as(users.text()).isEqualTo(200);
    assertThat(users.at("users").findValuesAsText("id"))
        .containsExactlyInAnyOrder(anna.id().toString(), ben.id().toString());
    assertThat(
            anna.post(
                    PERMISSIONS + "list-objects",
                    Map.of("namespace", "task", "relation", "view", "subject", user(ben)))
                .at("object_ids")
                .toString())
        .isEqualTo("[\"" + task + "\"]");
    assertThat(
            ben.post(
                    PERMISSIONS + "list-objects",
                    Map.of("namespace", "task", "relation", "view", "subject", user(anna)))
                .status())
        .isEqualTo(403);
    assertThat(
            ben.post(
                    PERMISSIONS + "list-users",
                    Map.of("namespace", "task", "object_id", task, "relation", "viewer"))
                .status())
        .isEqualTo(403);
  }

  @Test
  void whatIsInTheTrashIsNotListed() {
    var ben = joins(cell.register("ben"), anna, "member");
    var kept = task(ben);
    var task = task(ben);
    ben.delete("/api/v1/tasks/" + task);
    var viewable = Map.of("namespace", "task", "relation", "view");

    var his = ben.post(PERMISSIONS + "list-objects", viewable);
    var told =
        anna.post(
            PERMISSIONS + "list-objects",
            Map.of("namespace", "task", "relation", "view", "subject", user(ben)));

    assertThat(his.at("object_ids").toString()).isEqualTo("[\"" + kept + "\"]");
    assertThat(told.at("object_ids").toString()).isEqualTo("[\"" + kept + "\"]");
  }

  @Test
  void myAccessListsWhatOneMayDoWithEachThing() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    task(anna);
    grant(anna, "task", task, "viewer", user(ben));

    var mine = ben.get(PERMISSIONS + "my-access?namespace=task");

    assertThat(mine.status()).as(mine.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(mine)).isEqualTo(1);
    assertThat(mine.at("data")).hasSize(1);
    assertThat(mine.at("data/0/object_id").asText()).isEqualTo(task);
    assertThat(mine.at("data/0/relations").toString()).isEqualTo("[\"view\",\"viewer\"]");
    assertThat(
            anna.get(PERMISSIONS + "my-access?namespace=task&limit=1")
                .at("meta/hasNext")
                .asBoolean())
        .isTrue();
    assertThat(anna.get(PERMISSIONS + "my-access?namespace=document").status()).isEqualTo(400);
    assertThat(anna.get(PERMISSIONS + "my-access").status()).isEqualTo(400);
    assertThat(cell.register("stranger").get(PERMISSIONS + "my-access?namespace=task").at("data"))
        .isEmpty();
  }

  @Test
  void changesAreThoughtThroughAndNotMade() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    var role = role(anna, "task:view");
    var change =
        Map.of(
            "change", "add",
            "namespace", "role",
            "object_id", role,
            "relation", "assignee",
            "subject", user(ben));

    var told =
        anna.post(
            PERMISSIONS + "what-if",
            Map.of("changes", List.of(change), "permissions", List.of("task#view")));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(told)).isEqualTo(1);
    assertThat(told.at("gains"))
        .singleElement()
        .returns(ben.id().toString(), each -> each.at("/person").asText())
        .returns(task, each -> each.at("/object_id").asText());
    assertThat(told.at("loses")).isEmpty();
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
    assertThat(ben.post(PERMISSIONS + "what-if", Map.of("changes", List.of(change))).status())
        .isEqualTo(403);
    assertThat(
            anna.post(
                    PERMISSIONS + "what-if",
                    Map.of("changes", List.of(change), "permissions", List.of("task#fly")))
                .at("error/details/0/field")
                .asText())
        .isEqualTo("permissions[0]");
  }

  @Test
  void aMemberOfATeamIsThoughtOfByThatWord() {
    var ben = joins(cell.register("ben"), anna, "member");
    var team =
        anna.post("/api/v1/teams", Map.of("name", "Editors", "visibility", "private"))
            .at("id")
            .asText();
    anna.post("/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(ben.id())));
    var change =
        Map.of(
            "change", "remove",
            "namespace", "team",
            "object_id", team,
            "relation", "member",
            "subject", user(ben));

    var told =
        anna.post(
            PERMISSIONS + "what-if",
            Map.of("changes", List.of(change), "permissions", List.of("team#view")));

    assertThat(told.status()).as(told.text()).isEqualTo(200);
    assertThat(told.at("loses"))
        .singleElement()
        .returns(ben.id().toString(), each -> each.at("/person").asText())
        .returns(team, each -> each.at("/object_id").asText());
    assertThat(ben.get("/api/v1/teams/" + team).status()).isEqualTo(200);
  }

  @Test
  void aFieldIsCalledAsInTheRequest() {
    var task = task(anna);
    var fly = Map.of("namespace", "task", "object_id", task, "permission", "fly");

    var robots =
        anna.post(
            PERMISSIONS + "list-users",
            Map.of("namespace", "task", "object_id", task, "relation", "view", "type", "robot"));
    var users = anna.get(PERMISSIONS + "audit?namespace=user&object_id=" + anna.id());

    assertThat(robots.at("error/details/0/field").asText()).isEqualTo("type");
    assertThat(users.status()).isEqualTo(400);
    assertThat(users.at("error/details/0/field").asText()).isEqualTo("namespace");
    assertThat(anna.post(PERMISSIONS + "explain", fly).at("error/details/0/field").asText())
        .isEqualTo("permission");
    assertThat(anna.post(PERMISSIONS + "check", fly).at("error/details/0/field").asText())
        .isEqualTo("permission");
    assertThat(
            anna.post(PERMISSIONS + "check", Map.of("checks", List.of(fly)))
                .at("error/details/0/field")
                .asText())
        .isEqualTo("checks[0].permission");
  }

  @Test
  void whatIsSupposedIsGoneAfterwards() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);
    var supposed =
        Map.of(
            "namespace",
            "task",
            "object_id",
            task,
            "permission",
            "view",
            "subject",
            user(ben),
            "contextual_tuples",
            List.of(TestingAccess.tuple("task", task, "viewer", user(ben))));

    var answer = anna.post(PERMISSIONS + "check", supposed);

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.at("allowed").asBoolean()).isTrue();
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
    assertThat(cell.events(anna.organization()).toString()).doesNotContain("permission.granted");
    assertThat(ben.post(PERMISSIONS + "check", supposed).status()).isEqualTo(404);
  }

  private static Map<String, Object> question(String task, String permission, Person about) {
    return Map.of(
        "namespace", "task", "object_id", task, "permission", permission, "subject", user(about));
  }

  @Test
  void whatIsNotThereHasNoAudit() {
    assertThat(
            anna.get(PERMISSIONS + "audit?namespace=board&object_id=" + UUID.randomUUID()).status())
        .isEqualTo(404);
  }
}
