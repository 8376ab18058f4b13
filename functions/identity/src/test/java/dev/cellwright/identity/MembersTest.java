package dev.cellwright.identity;

import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Caller;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.RunningFunctions;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void anAdminAddsAMemberWhoSeesTheOrganizationUponAccepting() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");

    var added = add(anna, berta, "manager");

    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.at("role").asText()).isEqualTo("manager");
    assertThat(cell.databaseCallsOf(added)).isOne();
    var manager = berta.speakingFor(anna.organization());
    assertThat(manager.organization()).isEqualTo(anna.organization());
    var seen = manager.get("/api/v1/organizations/" + anna.organization());
    assertThat(seen.at("role").asText()).isEqualTo("manager");
    assertThat(seen.at("joined_at").isTextual()).as(seen.text()).isTrue();
  }

  @Test
  void addingSomebodyTwiceOrSomebodyUnknownIsRefused() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");

    assertThat(add(anna, berta, "admin").status()).isEqualTo(409);
    assertThat(
            anna.post(members(anna), Map.of("user_id", UUID.randomUUID(), "role", "member"))
                .status())
        .isEqualTo(404);
    assertThat(add(anna, anna, "admin").status()).isEqualTo(409);
  }

  @Test
  void nobodyIsMadeOwner() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");

    assertThat(add(anna, berta, "owner").status()).isEqualTo(400);
  }

  @Test
  void anOrganizationTakesNoMoreMembersThanTheProductAllowsOpenOnesIncluded() throws Exception {
    var anna = cell.register("anna");
    var environment = new HashMap<>(cell.environmentOf("identity"));
    environment.put("CELL_FEATURES", "{\"maxTeamSize\": 2}");
    var small = RunningFunctions.of(new IdentityModule(), environment, cell.clock());
    var admin = new Caller(small, anna.accessToken());
    var adding =
        Stream.of("berta", "carla", "dora")
            .map(cell::register)
            .<Callable<Answer>>map(person ->
                () -> admin.post(members(anna), Map.of("user_id", person.id(), "role", "member")))
            .toList();

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      var statuses = executor.invokeAll(adding).stream().map(Future::resultNow).map(Answer::status);

      assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "guest,   false, 403",
    "member,  false, 403",
    "manager, false, 403",
    "admin,   true,  201"
  })
  void whatARoleMayDo(String role, boolean seesAddresses, int addingStatus) {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", role);

    var list = berta.get(members(anna) + "?sort=joined_at:asc");
    var adding =
        berta.post(members(anna), Map.of("user_id", cell.register("carla").id(), "role", "member"));

    assertThat(list.status()).as(list.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(list)).isOne();
    assertThat(list.at("data/0/role").asText()).isEqualTo("owner");
    assertThat(list.at("data/0").has("email")).as("another's address").isEqualTo(seesAddresses);
    assertThat(list.at("data/1/email").asText()).as("one's own").isEqualTo(berta.email());
    assertThat(adding.status()).isEqualTo(addingStatus);
  }

  @Test
  void membersAreSortedAndFilteredButNeverByAddress() {
    var anna = cell.register("anna");
    joined(anna, "carla", "member");
    joined(anna, "berta", "guest");

    var byName = anna.get(members(anna) + "?sort=name:desc");
    var guests = anna.get(members(anna) + "?filter[role]=guest");
    var byAddress = anna.get(members(anna) + "?sort=email");

    assertThat(byName.json().path("data").findValuesAsText("first_name"))
        .containsExactly("carla", "berta", "anna");
    assertThat(guests.json().path("data").findValuesAsText("first_name")).containsExactly("berta");
    assertThat(byAddress.status()).isEqualTo(400);
  }

  @Test
  void aNewRoleCountsFromTheNextRequestOn() {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", "admin");
    var carla = cell.register("carla");
    add(berta, anna, carla, "member");

    var demoted = anna.patch(members(anna) + "/" + berta.id(), Map.of("role", "guest"));

    assertThat(demoted.status()).as(demoted.text()).isEqualTo(200);
    assertThat(demoted.at("role").asText()).isEqualTo("guest");
    assertThat(cell.databaseCallsOf(demoted)).isOne();
    assertThat(berta.delete(members(anna) + "/" + carla.id()).status()).isEqualTo(403);
  }

  @Test
  void whoIsTakenOutIsAStrangerFromTheNextRequestOn() {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", "admin");

    var removed = anna.delete(members(anna) + "/" + berta.id());

    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(removed)).isOne();
    assertThat(berta.get("/api/v1/organizations/" + anna.organization()).status()).isEqualTo(404);
    assertThat(anna.delete(members(anna) + "/" + berta.id()).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"guest, 403", "member, 403", "manager, 403", "admin, 204"})
  void othersAreTakenOutByAdminsOnly(String role, int status) {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", role);
    var carla = joined(anna, "carla", "guest");

    var removed = berta.delete(members(anna) + "/" + carla.id());

    assertThat(removed.status()).as(removed.text()).isEqualTo(status);
    assertThat(anna.get(members(anna)).json().path("data").findValuesAsText("user_id"))
        .hasSize(status == 204 ? 2 : 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"guest", "member", "manager", "admin"})
  void whoeverLeavesIsAStrangerFromTheNextRequestOn(String role) {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", role);

    var left = berta.delete(members(anna) + "/" + berta.id());

    assertThat(left.status()).as(left.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(left)).isOne();
    assertThat(berta.get("/api/v1/organizations/" + anna.organization()).status()).isEqualTo(404);
    assertThat(cell.events(anna.organization()).getLast().path("type").asText())
        .isEqualTo("organization.member_removed");
  }

  @Test
  void theOwnerStays() {
    var anna = cell.register("anna");
    var berta = joined(anna, "berta", "admin");

    var left = anna.delete(members(anna) + "/" + anna.id());
    var removed = berta.delete(members(anna) + "/" + anna.id());
    var demoted = berta.patch(members(anna) + "/" + anna.id(), Map.of("role", "guest"));

    assertThat(left.status()).isEqualTo(409);
    assertThat(removed.status()).isEqualTo(409);
    assertThat(demoted.status()).isEqualTo(409);
    assertThat(anna.get("/api/v1/organizations/" + anna.organization()).at("role").asText())
        .isEqualTo("owner");
  }

  @Test
  void everyChangeOfMembersIsToldInOrder() {
    var anna = cell.register("anna");
    var berta = cell.register("berta");
    add(anna, berta, "member");
    anna.patch(members(anna) + "/" + berta.id(), Map.of("role", "admin"));
    anna.delete(members(anna) + "/" + berta.id());

    var events = cell.events(anna.organization());

    assertThat(events)
        .extracting(event -> event.path("type").asText())
        .containsExactly(
            "organization.member_added",
            "organization.member_changed",
            "organization.member_removed");
    assertThat(events)
        .extracting(event -> event.path("entity_number").asInt())
        .containsExactly(2, 3, 4);
    assertThat(events)
        .extracting(event -> event.path("data").path("user_id").asText())
        .containsOnly(berta.id().toString());
  }

  /// Registers somebody who is added and accepts.
  private Person joined(Person admin, String name, String role) {
    var person = cell.register(name);
    add(admin, person, role);
    return person.speakingFor(admin.organization());
  }

  private static Answer add(Person admin, Person person, String role) {
    return add(admin, admin, person, role);
  }

  private static Answer add(Person admin, Person owner, Person person, String role) {
    return admin.post(members(owner), Map.of("user_id", person.id(), "role", role));
  }

  private static String members(Person owner) {
    return "/api/v1/organizations/" + owner.organization() + "/members";
  }
}
