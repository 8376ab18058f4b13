package dev.cellwright.identity;

import static dev.cellwright.identity.TestingPeople.TEAMS;
import static dev.cellwright.identity.TestingPeople.id;
import static dev.cellwright.identity.TestingPeople.joined;
import static dev.cellwright.identity.TestingPeople.seat;
import static dev.cellwright.identity.TestingPeople.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TeamsTest {
  private final TestCell cell = TestCell.with("identity");

  @Test
  void whoeverMakesATeamLeadsIt() {
    var anna = cell.register("anna");

    var made = anna.post(TEAMS, Map.of("name", "Cats", "description", ""));

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("role").asText()).isEqualTo("lead");
    assertThat(made.at("visibility").asText()).isEqualTo("public");
    assertThat(made.at("description").asText()).isEmpty();
    assertThat(cell.databaseCallsOf(made)).isOne();
    var shown = anna.get(String.valueOf(made.header("Location")));
    assertThat(shown.json()).isEqualTo(made.json());
    assertThat(shown.header("ETag")).isEqualTo("\"1\"");
    assertThat(cell.databaseCallsOf(shown)).isOne();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"name\": \"\"}",
        "{\"name\": \"x\", \"visibility\": \"secret\"}",
        "{\"name\": \"x\", \"description\": null, \"lead\": true}"
      })
  void aTeamOfAnotherShapeIsRefused(String body) {
    var anna = cell.register("anna");

    assertThat(anna.post(TEAMS, body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"guest, 403", "member, 201", "manager, 201", "admin, 201"})
  void membersMakeTeams(String role, int status) {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", role);

    assertThat(berta.post(TEAMS, Map.of("name", "x")).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "guest,   public,  404, 404",
    "member,  public,  200, 403",
    "manager, public,  200, 403",
    "admin,   public,  200, 200",
    "member,  private, 404, 404",
    "manager, private, 404, 404",
    "admin,   private, 200, 200"
  })
  void whatARoleSeesAndChanges(String role, String visibility, int seeing, int changing) {
    var anna = cell.register("anna");
    var team = team(anna, "Cats", visibility);
    var berta = joined(cell, anna, "berta", role);

    var seen = berta.get(team);
    var listed = berta.get(TEAMS);
    var members = berta.get(team + "/members");
    var changed = berta.patch(team, Map.of("name", "Dogs"));

    assertThat(seen.status()).as(seen.text()).isEqualTo(seeing);
    assertThat(listed.status()).as(listed.text()).isEqualTo(200);
    assertThat(listed.at("data").size()).isEqualTo(seeing == 200 ? 1 : 0);
    assertThat(cell.databaseCallsOf(listed)).isOne();
    assertThat(members.status()).isEqualTo(seeing);
    assertThat(changed.status()).as(changed.text()).isEqualTo(changing);
    assertThat(cell.databaseCallsOf(changed)).isOne();
  }

  @Test
  void aStrangerSeesNothingOfIt() {
    var anna = cell.register("anna");
    var team = team(anna, "Cats", "public");
    var stranger = cell.register("stranger");

    assertThat(stranger.get(team).status()).isEqualTo(404);
    assertThat(stranger.patch(team, Map.of("name", "x")).status()).isEqualTo(404);
    assertThat(stranger.delete(team).status()).isEqualTo(404);
    assertThat(stranger.get(team + "/members").status()).isEqualTo(404);
    assertThat(seat(stranger, team, stranger).status()).isEqualTo(404);
    assertThat(stranger.get(TEAMS).at("data").size()).isZero();
    assertThat(cell.anonymous().get(team).status()).isEqualTo(401);
  }

  @Test
  void aGuestSeesTheTeamTheyAreIn() {
    var anna = cell.register("anna");
    var team = team(anna, "Cats", "private");
    var guest = joined(cell, anna, "guest", "guest");
    seat(anna, team, guest);

    var seen = guest.get(team);

    assertThat(seen.at("role").asText()).as(seen.text()).isEqualTo("member");
    assertThat(guest.get(TEAMS).at("data/0/id").asText()).isEqualTo(id(team).toString());
    assertThat(guest.patch(team, Map.of("name", "x")).status()).isEqualTo(403);
  }

  @Test
  void aLeadChangesTheirTeamUnlessItHasChangedSince() {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", "member");
    var team = team(berta, "Cats", "public");

    var changed =
        berta.patch(team, Map.of("name", "Dogs", "visibility", "private"), "If-Match", "\"1\"");
    var late = berta.patch(team, Map.of("name", "Cows"), "If-Match", "\"1\"");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("name").asText()).isEqualTo("Dogs");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(late.status()).isEqualTo(412);
    var told = cell.events(anna.organization()).getLast();
    assertThat(told.path("type").asText()).isEqualTo("team.updated");
    assertThat(told.path("entity_number").asInt()).isEqualTo(2);
    assertThat(told.at("/data/changes/name").asText()).isEqualTo("Dogs");
  }

  @Test
  void aTeamEndsWithItsMembersAndWhatWasGrantedToIt() {
    var anna = cell.register("anna");
    var berta = joined(cell, anna, "berta", "member");
    var team = team(anna, "Cats", "private");
    seat(anna, team, berta);

    var ended = anna.delete(team);

    assertThat(ended.status()).as(ended.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(ended)).isOne();
    assertThat(anna.get(team).status()).isEqualTo(404);
    assertThat(anna.delete(team).status()).isEqualTo(404);
    assertThat(cell.database().count("identity.team_members", anna.organization())).isZero();
    assertThat(cell.database().rows("select id from core.entities where id = ?", id(team)))
        .isEmpty();
    assertThat(cell.events(anna.organization()).getLast().path("type").asText())
        .isEqualTo("team.deleted");
    assertThat(cell.trail(anna.organization()))
        .extracting(entry -> entry.path("action").asText())
        .contains("team.erased", "team_membership.erased");
  }
}
