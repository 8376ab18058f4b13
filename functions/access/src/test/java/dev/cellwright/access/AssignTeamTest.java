package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.revoke;
import static dev.cellwright.access.TestingAccess.user;
import static dev.cellwright.access.TestingLinks.into;
import static dev.cellwright.access.TestingLinks.link;
import static dev.cellwright.access.TestingLinks.task;
import static dev.cellwright.access.TestingLinks.team;
import static dev.cellwright.access.TestingLinks.titles;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// A team that is assigned to a thing sees it, for as long as the link stands.
class AssignTeamTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");
  private final String crew = team(anna, "Crew");
  private final String stage = task(anna, "Build the stage");

  AssignTeamTest() {
    into(anna, crew, ben);
  }

  private int seenByBen() {
    return ben.get("/api/v1/tasks/" + stage).status();
  }

  private Map<String, ?> crewMembers() {
    return Map.of("type", "team", "id", crew, "relation", "member");
  }

  @Test
  void anAssignedTeamSeesTheThing() {
    assertThat(seenByBen()).isEqualTo(404);

    var assigned = link(anna, "team", crew, "task", stage, "assigned");

    assertThat(assigned.status()).as(assigned.text()).isEqualTo(201);
    assertThat(cell.databaseCallsOf(assigned)).isEqualTo(1);
    assertThat(seenByBen()).isEqualTo(200);
    assertThat(titles(ben.get("/api/v1/teams/" + crew + "/linked/tasks")))
        .containsExactly("Build the stage");
    assertThat(titles(ben.get("/api/v1/tasks/" + stage + "/linked/teams"))).containsExactly("Crew");
    assertThat(ben.patch("/api/v1/tasks/" + stage, Map.of("title", "Mine")).status())
        .isEqualTo(403);
  }

  @Test
  void aTeamThatIsOnlyLinkedSeesNothingMore() {
    assertThat(link(anna, "team", crew, "task", stage, "related").status()).isEqualTo(201);

    assertThat(seenByBen()).isEqualTo(404);
  }

  @Test
  void removingTheLinkTakesTheViewAway() {
    var assigned = made(link(anna, "task", stage, "team", crew, "assigned"));

    assertThat(anna.delete("/api/v1/links/" + assigned).status()).isEqualTo(204);

    assertThat(seenByBen()).isEqualTo(404);
    assertThat(cell.events(anna.organization()))
        .extracting(event -> event.at("/type").asText())
        .containsSubsequence(
            "permission.granted", "entity.linked", "permission.revoked", "entity.unlinked");
  }

  @Test
  void whatTheTeamWasGrantedBesidesStays() {
    grant(anna, "task", stage, "viewer", crewMembers());
    var assigned = made(link(anna, "task", stage, "team", crew, "assigned"));

    anna.delete("/api/v1/links/" + assigned);

    assertThat(seenByBen()).isEqualTo(200);
    revoke(anna, "task", stage, "viewer", crewMembers());
    assertThat(seenByBen()).isEqualTo(404);
  }

  @Test
  void whatTheTeamIsGrantedLaterStaysToo() {
    var assigned = made(link(anna, "task", stage, "team", crew, "assigned"));
    grant(anna, "task", stage, "viewer", crewMembers());

    anna.delete("/api/v1/links/" + assigned);

    assertThat(seenByBen()).isEqualTo(200);
  }

  @Test
  void whatALinkNeedsIsTakenBackWithTheLink() {
    var assigned = made(link(anna, "task", stage, "team", crew, "assigned"));

    var refused = revoke(anna, "task", stage, "viewer", crewMembers());

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).contains("/api/v1/links/" + assigned);
    assertThat(cell.databaseCallsOf(refused)).isOne();
    assertThat(seenByBen()).isEqualTo(200);
    anna.delete("/api/v1/links/" + assigned);
    assertThat(seenByBen()).isEqualTo(404);
    assertThat(revoke(anna, "task", stage, "viewer", crewMembers()).status()).isEqualTo(200);
  }

  @Test
  void alsoWhatWasGrantedBesides() {
    grant(anna, "task", stage, "viewer", crewMembers());
    var assigned = made(link(anna, "team", crew, "task", stage, "assigned"));

    var refused = revoke(anna, "task", stage, "viewer", crewMembers());

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("error/message").asText()).contains(assigned);
    grant(anna, "task", stage, "editor", crewMembers());
    assertThat(revoke(anna, "task", stage, "editor", crewMembers()).status())
        .as("what the link doesn't need")
        .isEqualTo(200);
  }

  @Test
  void whoMayNotTakeItBackIsToldNothingOfTheLink() {
    var cleo = joins(cell.register("cleo"), anna, "member");
    grant(anna, "task", stage, "editor", user(cleo));
    var assigned = made(link(anna, "team", crew, "task", stage, "assigned"));

    var refused = revoke(cleo, "task", stage, "viewer", crewMembers());

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(refused.text()).doesNotContain(assigned);
  }

  @Test
  void ofTwoLinksThatAssignTheSecondKeepsTheView() {
    var first = made(link(anna, "task", stage, "team", crew, "assigned"));
    var second = made(link(anna, "team", crew, "task", stage, "assigned"));

    anna.delete("/api/v1/links/" + first);
    assertThat(seenByBen()).isEqualTo(200);

    anna.delete("/api/v1/links/" + second);
    assertThat(seenByBen()).isEqualTo(404);
  }

  @Test
  void onlyWhoMayShareAThingAssignsIt() {
    var cleo = joins(cell.register("cleo"), anna, "member");
    into(anna, crew, cleo);
    grant(anna, "task", stage, "editor", user(cleo));

    var refused = link(cleo, "team", crew, "task", stage, "assigned");

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(seenByBen()).isEqualTo(404);
    assertThat(link(cleo, "team", crew, "task", stage, "related").status()).isEqualTo(201);
  }

  @Test
  void aTeamGivesItsViewUpButAnEditorDoesNotTakeIt() {
    var cleo = joins(cell.register("cleo"), anna, "member");
    grant(anna, "task", stage, "editor", user(cleo));
    var assigned = made(link(anna, "team", crew, "task", stage, "assigned"));

    assertThat(cleo.delete("/api/v1/links/" + assigned).status()).isEqualTo(403);
    assertThat(ben.delete("/api/v1/links/" + assigned).status()).isEqualTo(204);
    assertThat(seenByBen()).isEqualTo(404);
  }

  @Test
  void aTeamIsNotAssignedToATeam() {
    var refused = link(anna, "team", crew, "team", team(anna, "Choir"), "assigned");

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("relationship");
    assertThat(cell.database().count("access.entity_links", anna.organization())).isZero();
  }

  @Test
  void aTeamThatEndedSeesNothing() {
    link(anna, "team", crew, "task", stage, "assigned");

    assertThat(anna.delete("/api/v1/teams/" + crew).status()).isEqualTo(204);

    assertThat(seenByBen()).isEqualTo(404);
    assertThat(cell.database().count("access.entity_links", anna.organization())).isZero();
    assertThat(
            cell.database()
                .rows(
                    "select obj from authz.tuples where org_id = ? and subj = ?",
                    anna.organization(),
                    UUID.fromString(crew)))
        .isEmpty();
  }
}
