package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.ORGANIZATIONS;
import static dev.cellwright.identity.TestingPeople.TEAMS;
import static dev.cellwright.identity.TestingPeople.team;
import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuperAdminsTest {
  private static final String CELL_ORGANIZATIONS = "/api/v1/admin/organizations";
  private static final String SUPER_ADMINS = "/api/v1/admin/super-admins";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void theOperatorAppointsByAddressOnceAndTheTrailSaysSo() {
    var olga = cell.register("olga");

    var first = operator(olga.email().toUpperCase(Locale.ROOT));
    var again = operator(olga.email());

    assertThat(first).isEqualTo("{\"Appointed\":true}");
    assertThat(again).isEqualTo("{\"Appointed\":false}");
    var listed = olga.get(SUPER_ADMINS + "?sort=appointed_at:desc&limit=100");
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(listed)).isOne();
    assertThat(listed.json().path("data").findValuesAsText("user_id"))
        .containsOnlyOnce(olga.id().toString());
    assertThat(cell.trail(new UUID(0, 0)))
        .filteredOn(entry -> entry.path("entity_id").asText().equals(olga.id().toString()))
        .filteredOn(entry -> entry.path("action").asText().equals("super_admin.created"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.path("actor_name").asText()).isEqualTo("migration:operator/appoint"));
  }

  @Test
  void anAddressThatNobodyRegisteredIsAnError() {
    assertThatThrownBy(() -> operator("nobody@example.com")).hasMessageContaining("nobody");
  }

  @Test
  void nobodyElseMayDoAnyOfIt() {
    var anna = cell.register("anna");

    assertThat(anna.get(CELL_ORGANIZATIONS).status()).isEqualTo(403);
    assertThat(anna.get(SUPER_ADMINS).status()).isEqualTo(403);
    assertThat(anna.post(SUPER_ADMINS, Map.of("user_id", anna.id())).status()).isEqualTo(403);
    assertThat(anna.delete(SUPER_ADMINS + "/" + anna.id()).status()).isEqualTo(403);
    assertThat(plan(anna, anna.organization(), "pro").status()).isEqualTo(403);
    assertThat(plan(anna, UUID.randomUUID(), "pro").status()).isEqualTo(403);
    assertThat(cell.anonymous().get(CELL_ORGANIZATIONS).status()).isEqualTo(401);
  }

  @Test
  void aSuperAdminSeesThatAnOrganizationIsThereAndNothingInIt() {
    var olga = appointed(cell.register("olga"));
    var anna = cell.register("anna");
    var team = team(anna, "Cats", "public");

    var listed = olga.get(CELL_ORGANIZATIONS + "?limit=100");

    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(listed)).isOne();
    assertThat(listed.json().path("data").findValuesAsText("id"))
        .contains(anna.organization().toString());
    assertThat(listed.at("data/0").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "id", "name", "plan", "personal", "members", "created_at", "version");
    assertThat(olga.get(ORGANIZATIONS + anna.organization()).status()).isEqualTo(404);
    assertThat(olga.get(ORGANIZATIONS + anna.organization() + "/members").status()).isEqualTo(404);
    assertThat(olga.get(team).status()).isEqualTo(404);
    assertThat(olga.get(TEAMS).at("data").size()).isZero();
    assertThat(
            olga.post("/api/v1/auth/switch", Map.of("organization_id", anna.organization()))
                .status())
        .isEqualTo(404);
    assertThat(olga.patch(ORGANIZATIONS + anna.organization(), Map.of("name", "Mine")).status())
        .isEqualTo(404);
  }

  @Test
  void aChangedPlanStandsInTheOrganizationsOwnTrailAndIsToldToIt() {
    var olga = appointed(cell.register("olga"));
    var anna = cell.register("anna");

    var changed = plan(olga, anna.organization(), "pro");
    var again = plan(olga, anna.organization(), "pro");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("plan").asText()).isEqualTo("pro");
    assertThat(cell.databaseCallsOf(changed)).isOne();
    assertThat(again.at("version")).as("nothing changed").isEqualTo(changed.at("version"));
    assertThat(anna.get(ORGANIZATIONS + anna.organization()).at("plan").asText()).isEqualTo("pro");
    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.path("action").asText().equals("organization.updated"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("actor_id").asText()).isEqualTo(olga.id().toString());
          assertThat(entry.at("/changes/plan/to").asText()).isEqualTo("pro");
        });
    assertThat(cell.events(anna.organization()))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.path("type").asText()).isEqualTo("organization.plan_changed");
          assertThat(event.at("/data/to_plan").asText()).isEqualTo("pro");
        });
    assertThat(plan(olga, UUID.randomUUID(), "pro").status()).isEqualTo(404);
    assertThat(plan(olga, anna.organization(), "Not A Slug").status()).isEqualTo(400);
  }

  @Test
  void aSuperAdminAppointsAndDismissesOthers() {
    var olga = appointed(cell.register("olga"));
    var berta = cell.register("berta");

    var made = olga.post(SUPER_ADMINS, Map.of("user_id", berta.id()));
    var twice = olga.post(SUPER_ADMINS, Map.of("user_id", berta.id()));
    var nobody = olga.post(SUPER_ADMINS, Map.of("user_id", UUID.randomUUID()));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("appointed_by").asText()).isEqualTo(olga.id().toString());
    assertThat(cell.databaseCallsOf(made)).isOne();
    assertThat(twice.status()).isEqualTo(409);
    assertThat(nobody.status()).isEqualTo(404);
    assertThat(berta.get(CELL_ORGANIZATIONS).status()).isEqualTo(200);

    assertThat(olga.delete(SUPER_ADMINS + "/" + berta.id()).status()).isEqualTo(204);

    assertThat(olga.delete(SUPER_ADMINS + "/" + berta.id()).status()).isEqualTo(404);
    assertThat(berta.get(CELL_ORGANIZATIONS).status()).isEqualTo(403);
  }

  @Test
  void ofTwoWhoDismissEachOtherAtOnceOneStays() throws Exception {
    var olga = appointed(cell.register("olga"));
    var petra = appointed(cell.register("petra"));
    olga.get(SUPER_ADMINS + "?limit=100")
        .json()
        .path("data")
        .forEach(each -> {
          var id = each.path("user_id").asText();
          if (!id.equals(olga.id().toString()) && !id.equals(petra.id().toString())) {
            olga.delete(SUPER_ADMINS + "/" + id);
          }
        });
    var dismissing =
        List.<Callable<Answer>>of(
            () -> olga.delete(SUPER_ADMINS + "/" + petra.id()),
            () -> petra.delete(SUPER_ADMINS + "/" + olga.id()));

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      assertThat(executor.invokeAll(dismissing).stream().map(Future::resultNow).map(Answer::status))
          .containsExactlyInAnyOrder(204, 403);
    }

    var last = olga.get(SUPER_ADMINS).status() == 200 ? olga : petra;
    assertThat(last.delete(SUPER_ADMINS + "/" + last.id()).status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select identity.appoint_by_operator('a@example.com')",
        "select identity.only_for_super_admins()",
        "select * from identity.super_admins",
        "insert into identity.super_admins (user_id) values (gen_random_uuid())"
      })
  void theModulesRoleReachesNoneOfThis(String sql) throws SQLException {
    var anna = cell.register("anna");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts().member(anna.organization(), anna.id(), anna.session()))) {
      assertThatThrownBy(() -> intruder.execute(sql)).hasMessageContaining("permission denied");
    }
  }

  @Test
  void insideAnOrganizationNobodyIsASuperAdmin() throws SQLException {
    var olga = appointed(cell.register("olga"));
    var anna = cell.register("anna");

    try (var intruder =
        cell.database()
            .intruder(
                "identity",
                cell.contexts().member(olga.organization(), olga.id(), olga.session()))) {
      assertThat(intruder.select("select id from identity.organizations_of_cell()")).isEmpty();
      assertThatThrownBy(() ->
              intruder.execute(
                  "select identity.change_plan('%s', 'pro')".formatted(anna.organization())))
          .hasMessageContaining("only for super admins");
    }
  }

  private Person appointed(Person person) {
    operator(person.email().toUpperCase(Locale.ROOT));
    return person;
  }

  private String operator(String address) {
    return cell.operate(
        """
        {"RequestType": "AppointSuperAdmin", "Address": "%s"}
        """
            .formatted(address));
  }

  private static Answer plan(Person person, UUID organization, String plan) {
    return person.patch(CELL_ORGANIZATIONS + "/" + organization, Map.of("plan", plan));
  }
}
