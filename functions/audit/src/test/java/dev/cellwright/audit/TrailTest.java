package dev.cellwright.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
  private final TestCell cell = TestCell.with("audit", "tasks");

  @Test
  void theTrailTellsWhoDidWhatWhenAndFromWhere() {
    var anna = cell.register("anna");
    var task = TestingTrail.task(anna, "Feed the cat");
    anna.patch("/api/v1/tasks/" + task, Map.of("title", "Feed both cats"));

    var trail = anna.get("/api/v1/audit?entity_type=task&entity_id=" + task);

    assertThat(trail.status()).as(trail.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(trail)).isEqualTo(1);
    assertThat(trail.at("meta/total").asInt()).isEqualTo(2);
    var changed = trail.at("data/0");
    assertThat(changed.path("action").asText()).isEqualTo("task.updated");
    assertThat(changed.path("actor_id").asText()).isEqualTo(anna.id().toString());
    assertThat(changed.path("actor_name").asText()).isEqualTo("anna Tester");
    assertThat(changed.at("/changes/title/from").asText()).isEqualTo("Feed the cat");
    assertThat(changed.at("/changes/title/to").asText()).isEqualTo("Feed both cats");
    assertThat(changed.path("ip").asText()).isEqualTo("192.0.2.7");
    assertThat(changed.path("correlation_id").asText()).isNotEmpty();
    assertThat(trail.at("data/1/action").asText()).isEqualTo("task.created");
  }

  @Test
  void theTrailIsAskedByPersonActionAndTime() {
    var anna = cell.register("anna");
    TestingTrail.task(anna, "One of these");

    var hers = anna.get("/api/v1/audit?actor_id=" + anna.id() + "&action=task.created");
    var nobodys = anna.get("/api/v1/audit?actor_id=" + UUID.randomUUID());
    var later = anna.get("/api/v1/audit?from=2999-01-01");
    var earlier = anna.get("/api/v1/audit?to=2001-01-01");
    var all =
        anna.get(
            "/api/v1/audit?from=2001-01-01&to=2999-01-01T00:00:00Z&page=1&sort=timestamp:desc");
    var wrong = anna.get("/api/v1/audit?from=yesterday!!");

    assertThat(hers.at("meta/total").asInt()).isEqualTo(1);
    assertThat(nobodys.at("meta/total").asInt()).isZero();
    assertThat(later.at("meta/total").asInt()).isZero();
    assertThat(earlier.at("meta/total").asInt()).isZero();
    assertThat(all.at("meta/total").asInt()).isGreaterThan(1);
    assertThat(wrong.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"entity_id", "entity_type", "actor_id", "action", "on_behalf_of", "\"timestamp\""})
  void whatTheTrailIsAskedForIsFoundByAnIndex(String column) {
    var found =
        cell.database()
            .rows(
                "select indexname from pg_indexes where tablename = 'audit_log' and strpos(indexdef, ?) > 0",
                "(org_id, " + column);

    assertThat(found).isNotEmpty();
  }

  @Test
  void membersSeeTheirOwnActsAndNotTheTrail() {
    var anna = cell.register("anna");
    var guest = cell.register("ben");
    var ben = TestingTrail.join(anna, guest, "member");
    TestingTrail.task(ben, "Ben's own");
    TestingTrail.task(anna, "Anna's own");

    var trail = ben.get("/api/v1/audit");
    var mine = ben.get("/api/v1/audit/mine");

    assertThat(trail.status()).isEqualTo(403);
    assertThat(mine.status()).as(mine.text()).isEqualTo(200);
    assertThat(mine.at("data"))
        .isNotEmpty()
        .allSatisfy(
            row -> assertThat(row.path("actor_id").asText()).isEqualTo(ben.id().toString()));
  }

  @Test
  void nobodySeesAnotherOrganizationsTrail() {
    var anna = cell.register("anna");
    var stranger = cell.register("stranger");
    var task = TestingTrail.task(anna, "Nobody else's business");

    var theirs = stranger.get("/api/v1/audit?entity_id=" + task);

    assertThat(theirs.at("meta/total").asInt()).isZero();
  }

  @Test
  void logInsAreOnThePersonsTrailAndOnTheirOrganizations() {
    var anna = cell.register("anna");
    var wrong =
        cell.anonymous()
            .post(
                "/api/v1/auth/login",
                Map.of("email", anna.email(), "password", "Wrong-Horse-7-Battery"));
    anna.post("/api/v1/auth/logout", null);
    var again = anna.loggedIn();

    var me = again.get("/api/v1/audit/me");
    var organization = again.get("/api/v1/audit?entity_type=user&entity_id=" + anna.id());

    assertThat(wrong.status()).isEqualTo(401);
    assertThat(me.status()).as(me.text()).isEqualTo(200);
    assertThat(me.at("data").valueStream().map(row -> row.path("action").asText()))
        .contains("user.logged_in", "user.log_in_failed", "user.logged_out", "user.created");
    assertThat(me.at("data").valueStream().map(row -> row.path("ip").asText()))
        .contains("192.0.2.7");
    assertThat(organization.at("data").valueStream().map(row -> row.path("action").asText()))
        .contains("user.logged_in", "user.log_in_failed", "user.logged_out");
  }

  @Test
  void whatIsPersonalIsOpenedForThePersonAndGoneOnceTheirKeyIs() {
    var anna = cell.register("anna");
    anna.patch("/api/v1/users/me", Map.of("first_name", "Annabel"));

    var before = firstName(anna.get("/api/v1/audit/me").at("data"));
    cell.database().rows("select priv.destroy_person_key(?)::text as gone", anna.id());
    var after = firstName(anna.get("/api/v1/audit/me").at("data"));

    assertThat(before.path("to").asText()).isEqualTo("Annabel");
    assertThat(after.path("to").path("erased").asBoolean()).isTrue();
  }

  @Test
  void aTimeThatEndsBeforeItBeginsIsRefused() {
    var anna = cell.register("anna");

    var refused = anna.get("/api/v1/audit?from=2026-02-01&to=2026-01-01");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("\"to\"", "must be later than from");
  }

  @Test
  void permissionChangesAreOnTheTrail() {
    var anna = cell.register("anna");
    var guest = cell.register("ben");
    var ben = TestingTrail.join(anna, guest, "member");
    var task = TestingTrail.task(anna, "Shared");

    var granted =
        anna.post(
            "/api/v1/permissions/grant",
            Map.of(
                "namespace",
                "task",
                "object_id",
                task,
                "relation",
                "viewer",
                "subject",
                Map.of("type", "user", "id", ben.id().toString())));

    assertThat(granted.status()).as(granted.text()).isIn(200, 201);
    var trail = anna.get("/api/v1/audit?entity_type=permission&entity_id=" + task);
    assertThat(trail.at("data/0/action").asText()).isEqualTo("permission.created");
    assertThat(trail.at("data/0/changes/relation/to").asText()).isEqualTo("viewer");
  }

  private static JsonNode firstName(JsonNode rows) {
    return rows.valueStream()
        .filter(row -> row.path("action").asText().equals("user.updated"))
        .map(row -> row.at("/changes/first_name"))
        .filter(change -> !change.isMissingNode())
        .findFirst()
        .orElseThrow();
  }
}
