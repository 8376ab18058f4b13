package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.may;
import static dev.cellwright.access.TestingAccess.revoke;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.CellModule;
import dev.cellwright.permissions.PermissionTable;
import dev.cellwright.permissions.sql.ModelFiles;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void aRoleIsMadeReadChangedAndListed() {
    var made =
        anna.post(
            "/api/v1/roles",
            Map.of("name", "project_manager", "permissions", List.of("task:*", "board:view")));
    var path = "/api/v1/roles/" + made(made);

    assertThat(made.header("Location")).isEqualTo(path);
    assertThat(made.at("permissions").toString()).isEqualTo("[\"task:*\",\"board:view\"]");
    assertThat(made.at("created_by").asText()).isEqualTo(anna.id().toString());
    assertThat(cell.databaseCallsOf(made)).isEqualTo(1);
    assertThat(anna.get(path).at("name").asText()).isEqualTo("project_manager");

    var changed =
        anna.patch(path, Map.of("name", "planner", "description", "Plans"), "If-Match", "\"1\"");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("permissions").toString()).isEqualTo("[\"task:*\",\"board:view\"]");
    assertThat(anna.patch(path, Map.of("name", "late"), "If-Match", "\"1\"").status())
        .isEqualTo(412);
    assertThat(anna.get("/api/v1/roles").at("data/0/name").asText()).isEqualTo("planner");
    assertThat(cell.events(anna.organization()))
        .extracting(event -> event.at("/type").asText())
        .contains("role.created", "role.updated");
  }

  @Test
  void whoHasARoleHoldsItsPermissionsUntilItEnds() {
    var ben = joins(cell.register("ben"), anna, "member");
    var task = task(anna);
    var role = role(anna, "task:view");

    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
    grant(anna, "role", role, "assignee", user(ben));
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
    assertThat(may(ben, "task", task, "edit")).isFalse();
    anna.patch("/api/v1/roles/" + role, Map.of("permissions", List.of("task:*")));
    assertThat(may(ben, "task", task, "edit")).isTrue();
    var ended = anna.delete("/api/v1/roles/" + role);

    assertThat(ended.status()).as(ended.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(ended)).isEqualTo(1);
    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
    assertThat(anna.get("/api/v1/roles/" + role).status()).isEqualTo(404);
    assertThat(anna.delete("/api/v1/roles/" + role).status()).isEqualTo(404);
    assertThat(grant(anna, "role", role, "assignee", user(ben)).status()).isEqualTo(404);
  }

  @Test
  void whoHasARoleIsListed() {
    var ben = joins(cell.register("ben"), anna, "member");
    var role = role(anna, "task:view");
    grant(anna, "role", role, "assignee", user(ben));

    var listed = anna.get("/api/v1/roles/" + role + "/assignees");

    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    assertThat(listed.at("data/0/id").asText()).isEqualTo(ben.id().toString());
    assertThat(listed.at("data/0/granted_by").asText()).isEqualTo(anna.id().toString());
    assertThat(listed.at("meta/total").asInt()).isEqualTo(1);
    assertThat(cell.register("stranger").get("/api/v1/roles/" + role + "/assignees").status())
        .isEqualTo(404);
  }

  @Test
  void aStarFollowsTheModel() throws Exception {
    var ben = joins(cell.register("ben"), anna, "member");
    var task = task(anna);
    var role = role(anna, "task:*");
    grant(anna, "role", role, "assignee", user(ben));
    // As if the model in force until now had no such permission.
    var edit =
        cell.database()
            .rows(
                "select code from authz.relations where type = 'organization' and relation = 'task_edit'")
            .getFirst()
            .at("/code")
            .asInt();
    cell.database()
        .migrate(
            "delete from authz.tuples where subj = ? and rel = ?", UUID.fromString(role), edit);
    assertThat(may(ben, "task", task, "edit")).isFalse();

    try (var migrator = cell.database().login("cw_migrator");
        var statement = migrator.createStatement()) {
      statement.execute("set role cw_owner");
      statement.execute("update authz.models set installed_at = installed_at where current");
    }

    assertThat(may(ben, "task", task, "edit")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"task:fly", "document:view", "document:*", "task", "*", "*:*", "task:", ":"})
  void anUnknownPermissionIsNamed(String permission) {
    var refused =
        anna.post(
            "/api/v1/roles",
            Map.of("name", "odd", "permissions", List.of("task:view", permission)));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("permissions[1]");
    assertThat(refused.at("error/details/0/message").asText()).contains(permission);
    assertThat(anna.get("/api/v1/roles").at("meta/total").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"organization:delete", "organization:edit", "member:edit"})
  void someThingsNoRoleMayHold(String permission) {
    var refused =
        anna.post("/api/v1/roles", Map.of("name", "odd", "permissions", List.of(permission)));

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/message").asText()).contains("can't be part of a role");
  }

  @Test
  void twoRolesHaveTwoNames() {
    var body = Map.of("name", "planner", "permissions", List.of());

    assertThat(anna.post("/api/v1/roles", body).status()).isEqualTo(201);
    assertThat(anna.post("/api/v1/roles", body).status()).isEqualTo(409);
    assertThat(cell.register("stranger").post("/api/v1/roles", body).status()).isEqualTo(201);
  }

  @Test
  void aRoleNamesEachPermissionOnce() {
    var made =
        anna.post(
            "/api/v1/roles",
            Map.of(
                "name",
                "planner",
                "permissions",
                List.of("task.view", "board:view", "task:view", "board.view", "task:*")));
    var path = "/api/v1/roles/" + made(made);

    assertThat(made.at("permissions").toString()).isEqualTo("[\"board:view\",\"task:*\"]");
    var changed =
        anna.patch(path, Map.of("permissions", List.of("task:view", "task.view", "task_view")));
    assertThat(changed.at("permissions").toString()).isEqualTo("[\"task:view\"]");
    assertThat(cell.events(anna.organization()).toString())
        .contains("\"permissions\":[\"task:view\"]")
        .doesNotContain("task.view");
    var wrong =
        anna.patch(path, Map.of("permissions", List.of("task:view", "task:view", "task:fly")));
    assertThat(wrong.at("error/details/0/field").asText()).isEqualTo("permissions[2]");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00a0", "owner", "Guest", " ADMIN ", "pm", "PM", " Pm\t"})
  void aRolesNameIsItsOwn(String name) {
    var planner = Map.of("name", "Pm", "permissions", List.of());
    var other = role(anna, "task:view");
    made(anna.post("/api/v1/roles", planner));

    var refused = anna.post("/api/v1/roles", Map.of("name", name, "permissions", List.of()));
    var renamed = anna.patch("/api/v1/roles/" + other, Map.of("name", name));

    var taken = name.strip().equalsIgnoreCase("pm");
    assertThat(refused.status()).as(refused.text()).isEqualTo(taken ? 409 : 400);
    assertThat(renamed.status()).as(renamed.text()).isEqualTo(taken ? 409 : 400);
    assertThat(anna.get("/api/v1/roles").at("meta/total").asInt()).isEqualTo(2);
  }

  @Test
  void aNameHasNoBlanksAroundIt() {
    var made = anna.post("/api/v1/roles", Map.of("name", " planner ", "permissions", List.of()));

    assertThat(made.at("name").asText()).isEqualTo("planner");
    assertThat(anna.post("/api/v1/teams", Map.of("name", "   ")).status()).isEqualTo(400);
    assertThat(anna.post("/api/v1/teams", Map.of("name", " Crew ")).at("name").asText())
        .isEqualTo("Crew");
  }

  @Test
  void nobodyGivesARoleToThemselves() {
    var ben = joins(cell.register("ben"), anna, "admin");
    var role = role(anna, "task:view");

    assertThat(grant(ben, "role", role, "assignee", user(ben)).status()).isEqualTo(403);
    assertThat(grant(anna, "role", role, "assignee", user(anna)).status()).isEqualTo(403);
    assertThat(anna.get("/api/v1/roles/" + role + "/assignees").at("meta/total").asInt()).isZero();
  }

  @Test
  void membersGuestsAndManagersAppointNobody() {
    var role = role(anna, "task:view");
    var carl = joins(cell.register("carl"), anna, "guest");
    for (var tier : List.of("guest", "member", "manager")) {
      var ben = joins(cell.register("ben"), anna, tier);

      assertThat(grant(ben, "role", role, "assignee", user(carl)).status())
          .as(tier)
          .isEqualTo(tier.equals("guest") ? 404 : 403);
      assertThat(
              ben.post("/api/v1/roles", Map.of("name", "mine", "permissions", List.of("task:*")))
                  .status())
          .as(tier)
          .isEqualTo(403);
      assertThat(
              ben.patch("/api/v1/roles/" + role, Map.of("permissions", List.of("task:*"))).status())
          .as(tier)
          .isEqualTo(403);
      assertThat(ben.delete("/api/v1/roles/" + role).status()).as(tier).isEqualTo(403);
    }
  }

  @Test
  void whoAppointsByARoleGivesNoMoreThanTheyHold() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "member");
    var appointer = role(anna, "role:assign", "role:create", "role:edit", "task:view");
    var viewer = role(anna, "task:view");
    var editor = role(anna, "task:view", "task:edit");
    grant(anna, "role", appointer, "assignee", user(ben));

    assertThat(grant(ben, "role", viewer, "assignee", user(carl)).status()).isEqualTo(200);
    assertThat(grant(ben, "role", editor, "assignee", user(carl)).status()).isEqualTo(403);
    var more = ben.post("/api/v1/roles", Map.of("name", "x", "permissions", List.of("task:edit")));
    assertThat(more.status()).as(more.text()).isEqualTo(403);
    assertThat(more.at("error/message").asText()).contains("task:edit");
    assertThat(
            ben.patch(
                    "/api/v1/roles/" + appointer,
                    Map.of("permissions", List.of("role:*", "task:*")))
                .status())
        .isEqualTo(403);
    assertThat(may(ben, "organization", anna.organization().toString(), "task.edit")).isFalse();
    // What is in it already may stay, though ben doesn't hold it.
    assertThat(ben.patch("/api/v1/roles/" + editor, Map.of("name", "writer")).status())
        .isEqualTo(200);
  }

  @Test
  void aRoleIsTakenBack() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "member");
    var role = role(anna, "task:view");
    grant(anna, "role", role, "assignee", user(ben));

    assertThat(revoke(carl, "role", role, "assignee", user(ben)).status()).isEqualTo(403);
    assertThat(revoke(ben, "role", role, "assignee", user(ben)).at("revoked").asBoolean()).isTrue();
    assertThat(revoke(anna, "role", role, "assignee", user(ben)).at("revoked").asBoolean())
        .isFalse();
  }

  @Test
  void theFiveTiersAreTemplates() {
    var templates = anna.get("/api/v1/roles/templates");

    assertThat(templates.status()).as(templates.text()).isEqualTo(200);
    assertThat(templates.at("templates").findValuesAsText("name"))
        .containsExactly("owner", "admin", "manager", "member", "guest");
    assertThat(templates.at("templates/0/permissions").toString()).contains("organization:delete");
    assertThat(templates.at("templates/1/permissions").toString())
        .contains("role:assign", "task:edit", "organization:edit")
        .doesNotContain("organization:delete");
    assertThat(templates.at("templates/2/permissions").toString())
        .contains("task:edit", "task:create")
        .doesNotContain("role:assign");
    assertThat(templates.at("templates/3/permissions").toString())
        .contains("task:create")
        .doesNotContain("task:edit");
    assertThat(templates.at("templates/4/permissions").toString())
        .contains("organization:view")
        .doesNotContain("task:create");
    var copied = templates.at("templates/1/assignable").valueStream().map(p -> p.asText()).toList();
    assertThat(anna.post("/api/v1/roles", Map.of("name", "copy", "permissions", copied)).status())
        .isEqualTo(201);
  }

  @Test
  void everyPermissionOfTheCellIsListed() {
    var all = anna.get("/api/v1/permissions");

    assertThat(all.status()).as(all.text()).isEqualTo(200);
    assertThat(all.at("permissions"))
        .filteredOn(each -> each.at("/permission").asText().equals("task:create"))
        .singleElement()
        .returns("tasks", each -> each.at("/module").asText())
        .returns("member", each -> each.at("/least_role").asText())
        .returns(true, each -> each.at("/assignable").asBoolean());
    assertThat(all.at("permissions").findValuesAsText("summary")).allMatch(text -> !text.isBlank());
    assertThat(all.at("permissions").findValuesAsText("permission"))
        .doesNotHaveDuplicates()
        .doesNotContain("organization:owner", "organization:guest")
        .contains("organization:edit", "role:create");
  }

  @Test
  void permissionsAreListedAsTheirPageShowsThem() {
    var modules = List.copyOf(CellModule.onClassPath().keySet());
    var rows =
        Pattern.compile("^\\| `([^`]+)` \\|.*\\| (\\w*) ?\\| (yes)? ?\\|$", Pattern.MULTILINE)
            .matcher(PermissionTable.of(ModelFiles.merged(modules)));
    var shown =
        rows.results()
            .map(row -> "%s, %s, %s".formatted(row.group(1), row.group(2), row.group(3) != null))
            .toList();

    var listed = anna.get("/api/v1/permissions").at("permissions");

    assertThat(shown).contains("task:link, manager, false", "task:edit, manager, true");
    assertThat(listed.valueStream())
        .map(each ->
            "%s, %s, %s"
                .formatted(
                    each.path("permission").asText(),
                    each.path("least_role").asText(""),
                    each.path("assignable").asBoolean()))
        .containsExactlyInAnyOrderElementsOf(shown);
  }

  @Test
  void aPermissionOfNoTypeIsNamedByItsFirstWord() {
    var named =
        cell.database().rows("select access.permission('{}', 'audit_view_own') as permission");

    assertThat(named.getFirst().path("permission").asText()).isEqualTo("audit:view_own");
  }

  @Test
  void whatIsAskedOfSingleThingsAloneIsKnownAndInNoRole() {
    var refused =
        anna.post("/api/v1/roles", Map.of("name", "linker", "permissions", List.of("task:link")));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("error/details/0/message").asText())
        .startsWith("task:link can't be part of a role");
  }
}
