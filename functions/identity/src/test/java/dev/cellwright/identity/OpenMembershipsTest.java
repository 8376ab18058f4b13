package dev.cellwright.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a membership is that its person has not accepted: a question, and nothing more.
class OpenMembershipsTest {
  private static final String ORGANIZATIONS = "/api/v1/organizations";

  private final TestCell cell = TestCell.with("identity");

  @Test
  void nothingOfThePersonIsShownUntilTheyAccept() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    berta.patch(
        "/api/v1/users/me",
        Map.of("last_name", "Rossi", "avatar_url", "https://example.com/berta.png"));

    var added = add(anna, berta, "admin");
    var changed = anna.patch(members(anna) + "/" + berta.id(), Map.of("role", "manager"));
    var listed = anna.get(members(anna) + "?filter[user_id]=" + berta.id());

    assertThat(added.status()).as(added.text()).isEqualTo(201);
    for (var member : List.of(added.json(), changed.json(), listed.at("data/0"))) {
      assertThat(member.path("user_id").asText()).isEqualTo(berta.id().toString());
      for (var field :
          List.of("email", "name", "first_name", "last_name", "avatar_url", "joined_at")) {
        assertThat(member.path(field).isNull()).as(field + " in " + member).isTrue();
      }
    }
    berta.speakingFor(anna.organization());
    var accepted = anna.get(members(anna) + "?filter[user_id]=" + berta.id()).at("data/0");
    assertThat(accepted.path("email").asText()).isEqualTo(berta.email());
    assertThat(accepted.path("name").asText()).isEqualTo("berta Rossi");
    assertThat(accepted.path("joined_at").isTextual()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest", "admin"})
  void itsRoleGivesNothing(String role) {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, role);

    assertThat(berta.get(ORGANIZATIONS + "/" + anna.organization()).status()).isEqualTo(404);
    assertThat(berta.get(members(anna)).status()).isEqualTo(404);
    assertThat(berta.delete(members(anna) + "/" + berta.id()).status()).isEqualTo(404);
    assertThat(berta.loggedIn().organization()).isEqualTo(berta.organization());
  }

  @Test
  void itsPersonSeesItAmongTheirOrganizations() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "manager");

    var open = berta.get(ORGANIZATIONS + "?filter[joined_at.set]=false");

    assertThat(open.status()).as(open.text()).isEqualTo(200);
    assertThat(open.json().path("data")).hasSize(1);
    assertThat(open.at("data/0/id").asText()).isEqualTo(anna.organization().toString());
    assertThat(open.at("data/0/role").asText()).isEqualTo("manager");
    assertThat(open.at("data/0/joined_at").isNull()).isTrue();
    assertThat(cell.databaseCallsOf(open)).isOne();
    var own = berta.get(ORGANIZATIONS + "?filter[joined_at.set]=true");
    assertThat(own.json().path("data").findValuesAsText("id"))
        .as("founding accepts at once")
        .containsExactly(berta.organization().toString());
  }

  @Test
  void theFirstSwitchAcceptsItAndTellsSoOnce() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");

    var switched =
        berta.post("/api/v1/auth/switch", Map.of("organization_id", anna.organization()));
    berta.post("/api/v1/auth/switch", Map.of("organization_id", anna.organization()));

    assertThat(switched.status()).as(switched.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(switched)).isOne();
    assertThat(told(anna.organization()))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.path("type").asText()).isEqualTo("organization.member_joined");
          assertThat(event.path("entity_number").asInt()).as("after member_added").isEqualTo(3);
          assertThat(event.at("/data/user_id").asText()).isEqualTo(berta.id().toString());
          assertThat(event.at("/data/role").asText()).isEqualTo("member");
          assertThat(event.path("actor_id").asText()).isEqualTo(berta.id().toString());
        });
    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.path("action").asText().equals("membership.updated"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.path("actor_id").asText()).isEqualTo(berta.id().toString());
          assertThat(entry.at("/changes/joined_at/from").isNull()).isTrue();
        });
  }

  @Test
  void whoDeclinesItIsAskedNoMore() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");

    var declined = decline(berta, anna.organization());

    assertThat(declined.status()).as(declined.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(declined)).isOne();
    assertThat(berta.get(ORGANIZATIONS).json().path("data")).hasSize(1);
    assertThat(anna.get(members(anna)).json().path("data")).hasSize(1);
    assertThat(
            berta
                .post("/api/v1/auth/switch", Map.of("organization_id", anna.organization()))
                .status())
        .isEqualTo(404);
    assertThat(told(anna.organization()))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.path("type").asText()).isEqualTo("organization.member_removed");
          assertThat(event.path("entity_number").asInt()).isEqualTo(3);
          assertThat(event.at("/data/user_id").asText()).isEqualTo(berta.id().toString());
        });
    assertThat(decline(berta, anna.organization()).status()).isEqualTo(404);
  }

  @Test
  void whatIsAcceptedOrAnothersIsNotDeclined() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    var stranger = cell.register("stranger");
    add(anna, berta, "member");

    var strangers = decline(stranger, anna.organization());
    var owners = decline(anna, anna.organization());
    berta.speakingFor(anna.organization());
    var members = decline(berta, anna.organization());

    assertThat(strangers.status()).isEqualTo(404);
    assertThat(owners.status()).isEqualTo(404);
    assertThat(members.status()).isEqualTo(404);
    assertThat(anna.get(members(anna)).json().path("data")).hasSize(2);
  }

  @Test
  void anAdminTakesItBack() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");

    var removed = anna.delete(members(anna) + "/" + berta.id());

    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(decline(berta, anna.organization()).status()).isEqualTo(404);
  }

  @Test
  void whoLeftIsAskedAnewAndNoRefreshAnswersForThem() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");
    var member = berta.speakingFor(anna.organization());
    member.delete(members(anna) + "/" + berta.id());
    add(anna, berta, "member");

    var refreshed =
        cell.anonymous()
            .post("/api/v1/auth/refresh", Map.of("refreshToken", member.refreshToken()));

    assertThat(refreshed.status()).isEqualTo(200);
    var token = cell.bearing(refreshed.at("tokens/accessToken").asText());
    assertThat(token.get(members(anna)).status()).isEqualTo(404);
    assertThat(anna.get(members(anna) + "?filter[joined_at.set]=false").json().path("data"))
        .hasSize(1);
    assertThat(member.loggedIn().organization()).isEqualTo(berta.organization());
  }

  private List<JsonNode> told(UUID organization) {
    return cell.events(organization).stream()
        .filter(event -> !event.path("type").asText().equals("organization.member_added"))
        .toList();
  }

  private static Answer add(Person admin, Person person, String role) {
    return admin.post(members(admin), Map.of("user_id", person.id(), "role", role));
  }

  private static Answer decline(Person person, UUID organization) {
    return person.delete(ORGANIZATIONS + "/" + organization + "/open-membership");
  }

  private static String members(Person owner) {
    return ORGANIZATIONS + "/" + owner.organization() + "/members";
  }
}
