package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A permission shows what it is for, also to a guest who has it by a role.
class GuestWithRoleTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person gus = joins(cell.register("gus"), anna, "guest");

  @Test
  void whoMakesARoleSeesIt() {
    grant(anna, "role", role(anna, "role:*"), "assignee", user(gus));

    var made =
        gus.post("/api/v1/roles", Map.of("name", "Own", "permissions", List.of("role:view")));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("id").isTextual()).as(made.text()).isTrue();
    assertThat(made.at("name").asText()).isEqualTo("Own");
    assertThat(gus.get("/api/v1/roles").at("data/0/id").isTextual()).isTrue();
    var assigned = anna.get("/api/v1/roles").at("data/1/id").asText();
    assertThat(gus.get("/api/v1/roles/" + assigned + "/assignees").at("data/0/id").asText())
        .isEqualTo(gus.id().toString());
  }

  @Test
  void whoInvitesSeesTheInvitation() {
    grant(anna, "role", role(anna, "invitation:*"), "assignee", user(gus));
    var address = "new." + UUID.randomUUID() + "@example.com";

    var sent = gus.post("/api/v1/invitations", Map.of("email", address, "role", "guest"));

    assertThat(sent.status()).as(sent.text()).isEqualTo(201);
    assertThat(sent.at("id").isTextual()).as(sent.text()).isTrue();
    assertThat(sent.at("email").asText()).isEqualTo(address);
    assertThat(gus.get("/api/v1/invitations").at("data/0/email").asText()).isEqualTo(address);
  }

  @Test
  void whoLeadsATeamSeesWhomTheyPutIntoIt() {
    grant(anna, "role", role(anna, "team:create"), "assignee", user(gus));
    var team = gus.post("/api/v1/teams", Map.of("name", "Crew")).at("id").asText();

    var seated =
        gus.post("/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(anna.id())));

    assertThat(seated.at("members/0/user_id").asText())
        .as(seated.text())
        .isEqualTo(anna.id().toString());
  }

  @Test
  void whoMayAskWhatAChangeWouldDoIsTold() {
    grant(anna, "role", role(anna, "permission:view", "task:view"), "assignee", user(gus));
    var ben = joins(cell.register("ben"), anna, "member");
    var task = task(anna);

    var told =
        gus.post(
            "/api/v1/permissions/what-if",
            Map.of(
                "changes",
                List.of(
                    Map.of(
                        "change", "add",
                        "namespace", "task",
                        "object_id", task,
                        "relation", "viewer",
                        "subject", user(ben))),
                "permissions",
                List.of("task#view")));

    assertThat(told.at("gains/0/person").asText()).as(told.text()).isEqualTo(ben.id().toString());
  }
}
