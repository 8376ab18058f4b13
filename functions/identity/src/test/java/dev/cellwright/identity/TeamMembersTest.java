package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.joined;
import static dev.cellwright.identity.TestingPeople.seat;
import static dev.cellwright.identity.TestingPeople.team;
import static dev.cellwright.identity.TestingPeople.types;
import static java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TeamMembersTest {
  private final TestCell cell = TestCell.with("identity");
  private Person anna;
  private Person berta;
  private Person carla;
  private String team;

  @BeforeEach
  void aTeamOfBertas() {
    anna = cell.register("anna");
    berta = joined(cell, anna, "berta", "member");
    carla = joined(cell, anna, "carla", "member");
    team = team(berta, "Cats", "private");
  }

  @Test
  void aLeadPutsMembersInAndDoingItAgainIsHarmless() {
    var first = seat(berta, team, carla);
    var again = seat(berta, team, carla, berta);

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(first.at("members/0/user_id").asText()).isEqualTo(carla.id().toString());
    assertThat(first.at("members/0/first_name").asText()).isEqualTo("carla");
    assertThat(cell.databaseCallsOf(first)).isOne();
    assertThat(again.status()).as(again.text()).isEqualTo(201);
    assertThat(again.json().path("members").findValuesAsText("role"))
        .containsExactlyInAnyOrder("lead", "member");
    assertThat(types(cell, anna.organization()).stream().filter("team.member_added"::equals))
        .hasSize(1);
    assertThat(carla.get(team).status()).isEqualTo(200);
    assertThat(carla.get(team + "/members").at("data").size()).isEqualTo(2);
  }

  @Test
  void whoIsInTheTeamInAnotherRoleIsNotQuietlyLeftInIt() {
    var dora = joined(cell, anna, "dora", "member");
    seat(berta, team, carla);

    var refused =
        berta.post(
            team + "/members", Map.of("user_ids", List.of(carla.id(), dora.id()), "role", "lead"));
    var again =
        berta.post(team + "/members", Map.of("user_ids", List.of(carla.id()), "role", "member"));

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).contains("PATCH " + team + "/members");
    assertThat(berta.get(team + "/members").at("data").size()).isEqualTo(2);
    assertThat(again.status()).as(again.text()).isEqualTo(201);
  }

  @Test
  void allComeOrNone() {
    var stranger = cell.register("stranger");
    var open = cell.register("open");
    anna.post(
        "/api/v1/organizations/" + anna.organization() + "/members",
        Map.of("user_id", open.id(), "role", "member"));

    var withStranger = seat(berta, team, carla, stranger);
    var withOpen = seat(berta, team, carla, open);
    var withNobody =
        berta.post(team + "/members", Map.of("user_ids", List.of(carla.id(), UUID.randomUUID())));

    assertThat(withStranger.status()).isEqualTo(400);
    assertThat(withOpen.status()).isEqualTo(400);
    assertThat(withNobody.at("error/details"))
        .as("nobody at all is told from a stranger by nothing")
        .isEqualTo(withStranger.at("error/details"));
    assertThat(berta.get(team + "/members").at("data").size()).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"user_ids\": []}",
        "{\"user_ids\": [\"x\"]}",
        "{\"user_ids\": [\"018f0000-0000-7000-8000-000000000000\"], \"role\": \"owner\"}"
      })
  void membersOfAnotherShapeAreRefused(String body) {
    assertThat(berta.post(team + "/members", body).status()).isEqualTo(400);
  }

  @Test
  void aHundredAtMost() {
    var ids = Collections.nCopies(101, carla.id());

    assertThat(berta.post(team + "/members", Map.of("user_ids", ids)).status()).isEqualTo(400);
  }

  @Test
  void ofManyWhoPutTheSamePersonInAtOnceAllSucceedAndOneIsTold() throws Exception {
    var adding = Collections.<Callable<Answer>>nCopies(4, () -> seat(berta, team, carla));

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      assertThat(executor.invokeAll(adding).stream().map(Future::resultNow).map(Answer::status))
          .containsOnly(201);
    }

    assertThat(types(cell, anna.organization()).stream().filter("team.member_added"::equals))
        .hasSize(1);
  }

  @Test
  void aNewRoleCountsFromTheNextRequestOn() {
    seat(berta, team, carla);
    var refused = carla.patch(team, Map.of("name", "x"));

    var raised = berta.patch(team + "/members/" + carla.id(), Map.of("role", "lead"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(raised.at("role").asText()).as(raised.text()).isEqualTo("lead");
    assertThat(cell.databaseCallsOf(raised)).isOne();
    assertThat(carla.patch(team, Map.of("name", "x")).status()).isEqualTo(200);
    assertThat(berta.patch(team + "/members/" + anna.id(), Map.of("role", "lead")).status())
        .isEqualTo(404);
  }

  @Test
  void aMemberLeavesButTakesNobodyElseOut() {
    seat(berta, team, carla);

    var other = carla.delete(team + "/members/" + berta.id());
    var left = carla.delete(team + "/members/" + carla.id());

    assertThat(other.status()).isEqualTo(403);
    assertThat(left.status()).as(left.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(left)).isOne();
    assertThat(carla.get(team).status()).as("private again").isEqualTo(404);
    assertThat(types(cell, anna.organization())).last().isEqualTo("team.member_removed");
  }

  @Test
  void anAdminTakesOutEvenTheLead() {
    var removed = anna.delete(team + "/members/" + berta.id());

    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(anna.delete(team + "/members/" + berta.id()).status()).isEqualTo(404);
    assertThat(berta.get(team).status()).isEqualTo(404);
  }

  @Test
  void whoeverLeavesTheOrganizationIsOutOfItsTeams() {
    seat(berta, team, carla);

    var removed =
        anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + carla.id());

    assertThat(removed.status()).as(removed.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(removed)).isOne();
    assertThat(anna.get(team + "/members").json().path("data").findValuesAsText("user_id"))
        .containsExactly(berta.id().toString());
    assertThat(types(cell, anna.organization()))
        .endsWith("team.member_removed", "organization.member_removed");
    assertThat(cell.events(anna.organization()).getLast().at("/data/heir_id").asText())
        .isEqualTo(anna.id().toString());
    assertThat(
            cell.database()
                .rows("select organization_id from identity.sessions where id = ?", carla.session())
                .getFirst()
                .path("organization_id")
                .isNull())
        .as("the session speaks for nothing")
        .isTrue();
  }

  @Test
  void whatWasGrantedToWhoeverLeavesIsForgotten() {
    var guest = joined(cell, anna, "guest", "guest");
    var role =
        cell.database()
            .rows("select code from authz.relations where type = 'role' and relation = 'assignee'");
    var user =
        cell.database()
            .rows("select code from authz.subjects where type = 'user' and relation = ''");
    cell.database()
        .migrate(
            "insert into authz.tuples (org_id, rel, obj, sref, subj) values (?, ?, ?, ?, ?)",
            anna.organization(),
            (short) role.getFirst().path("code").asInt(),
            UUID.randomUUID(),
            (short) user.getFirst().path("code").asInt(),
            guest.id());
    assertThat(cell.database().count("authz.tuples", anna.organization())).isOne();

    anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + guest.id());

    assertThat(cell.database().count("authz.tuples", anna.organization())).isZero();
  }

  @Test
  void whoeverIsTakenOutAndSeatedAtOnceSitsNowhere() throws Exception {
    var path = "/api/v1/organizations/" + anna.organization() + "/members/" + carla.id();
    var both = List.<Callable<Answer>>of(() -> seat(berta, team, carla), () -> anna.delete(path));

    try (var executor = newVirtualThreadPerTaskExecutor()) {
      var answers = executor.invokeAll(both).stream().map(Future::resultNow).toList();

      assertThat(answers.getFirst().status()).isIn(201, 400);
      assertThat(answers.getLast().status()).isEqualTo(204);
    }

    assertThat(berta.get(team + "/members").at("data").size()).isOne();
  }
}
