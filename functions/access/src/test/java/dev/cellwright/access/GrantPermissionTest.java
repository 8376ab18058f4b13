package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.openBoard;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.revoke;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.tuple;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantPermissionTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");

  @Test
  void whoOwnsABoardLetsSomebodySeeItAndTakesThatBack() {
    var ben = joins(cell.register("ben"), anna, "member");
    var board = privateBoard(anna);
    var path = "/api/v1/boards/" + board;
    assertThat(ben.get(path).status()).isEqualTo(404);

    var granted = grant(anna, "board", board, "viewer", user(ben));

    assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    assertThat(granted.at("granted").asBoolean()).isTrue();
    assertThat(granted.at("subject/id").asText()).isEqualTo(ben.id().toString());
    assertThat(cell.databaseCallsOf(granted)).isEqualTo(1);
    assertThat(ben.get(path).status()).isEqualTo(200);
    assertThat(ben.patch(path, Map.of("name", "Mine")).status()).isEqualTo(403);

    var revoked = revoke(anna, "board", board, "viewer", user(ben));

    assertThat(revoked.status()).as(revoked.text()).isEqualTo(200);
    assertThat(revoked.at("revoked").asBoolean()).isTrue();
    assertThat(cell.databaseCallsOf(revoked)).isEqualTo(1);
    assertThat(ben.get(path).status()).isEqualTo(404);
  }

  @Test
  void grantsAreEventsInOrderAndOnTheTrail() {
    var ben = joins(cell.register("ben"), anna, "member");
    var board = privateBoard(anna);

    grant(anna, "board", board, "viewer", user(ben));
    grant(anna, "board", board, "viewer", user(ben));
    revoke(anna, "board", board, "viewer", user(ben));

    var events =
        cell.events(anna.organization()).stream()
            .filter(event -> event.at("/entity_type").asText().equals("permission"))
            .toList();
    assertThat(events)
        .extracting(event -> event.at("/type").asText())
        .containsExactly("permission.granted", "permission.revoked");
    assertThat(events)
        .extracting(event -> event.at("/entity_number").asInt())
        .containsExactly(1, 2);
    assertThat(events.getFirst().at("/entity_id").asText()).isEqualTo(board);
    assertThat(events.getFirst().at("/data/subject/id").asText()).isEqualTo(ben.id().toString());
    assertThat(cell.trail(anna.organization()))
        .filteredOn(entry -> entry.at("/entity_type").asText().equals("permission"))
        .filteredOn(entry -> entry.at("/entity_id").asText().equals(board))
        .extracting(entry -> entry.at("/action").asText())
        .containsExactly("permission.created", "permission.erased");
  }

  @Test
  void grantingAndRevokingTwiceIsHarmless() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var task = task(anna);

    grant(anna, "task", task, "viewer", user(ben));
    var again = grant(anna, "task", task, "viewer", user(ben));
    revoke(anna, "task", task, "viewer", user(ben));
    var nothing = revoke(anna, "task", task, "viewer", user(ben));

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.at("granted").asBoolean()).isFalse();
    assertThat(nothing.status()).isEqualTo(200);
    assertThat(nothing.at("revoked").asBoolean()).isFalse();
  }

  @Test
  void whoSeesAThingCanNotPassItOn() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "guest");
    var board = openBoard(anna);

    var refused = grant(ben, "board", board, "viewer", user(carl));

    assertThat(refused.status()).as(refused.text()).isEqualTo(403);
    assertThat(carl.get("/api/v1/boards/" + board).status()).isEqualTo(404);
  }

  @Test
  void nobodyPassesOnMoreThanTheyHold() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "guest");
    var board = privateBoard(anna);
    var sharer = role(anna, "board:view", "board:share");
    grant(anna, "role", sharer, "assignee", user(ben));

    assertThat(grant(ben, "board", board, "editor", user(carl)).status()).isEqualTo(403);
    assertThat(grant(ben, "board", board, "editor", user(ben)).status()).isEqualTo(403);
    assertThat(grant(ben, "board", board, "viewer", user(carl)).status()).isEqualTo(200);
  }

  @Test
  void whatOneMayNotSeeIsNotThere() {
    var ben = joins(cell.register("ben"), anna, "member");
    var board = privateBoard(anna);
    var missing = UUID.randomUUID().toString();

    var hidden = grant(ben, "board", board, "viewer", user(ben));
    var absent = grant(ben, "board", missing, "viewer", user(ben));

    assertThat(hidden.status()).isEqualTo(404);
    assertThat(hidden.at("error/message").asText().replace(board, missing))
        .isEqualTo(absent.at("error/message").asText());
    assertThat(revoke(ben, "board", board, "viewer", user(anna)).status()).isEqualTo(404);
  }

  @Test
  void anotherOrganizationsThingsAndPeopleAreNotThere() {
    var stranger = cell.register("stranger");
    var theirs = openBoard(stranger);
    var ours = privateBoard(anna);

    assertThat(grant(anna, "board", theirs, "viewer", user(anna)).status()).isEqualTo(404);
    assertThat(revoke(anna, "board", theirs, "viewer", user(anna)).status()).isEqualTo(404);
    assertThat(grant(anna, "board", ours, "viewer", user(stranger)).status()).isEqualTo(404);
    assertThat(
            grant(
                    anna,
                    "board",
                    ours,
                    "viewer",
                    Map.of(
                        "type", "organization",
                        "id", stranger.organization().toString(),
                        "relation", "member"))
                .status())
        .isEqualTo(404);
    assertThat(stranger.get("/api/v1/boards/" + ours).status()).isEqualTo(404);
  }

  @Test
  void somebodyWhoHasNotAcceptedIsNoMemberYet() {
    var dora = cell.register("dora");
    anna.post(
        "/api/v1/organizations/" + anna.organization() + "/members",
        Map.of("user_id", dora.id(), "role", "member"));

    assertThat(grant(anna, "task", task(anna), "viewer", user(dora)).status()).isEqualTo(404);
  }

  @Test
  void allMembersAreASubjectToo() {
    var ben = joins(cell.register("ben"), anna, "member");
    var carl = joins(cell.register("carl"), anna, "guest");
    var task = task(anna);
    var members =
        Map.of(
            "type", "organization",
            "id", anna.organization().toString(),
            "relation", "member");

    assertThat(grant(anna, "task", task, "viewer", members).status()).isEqualTo(200);

    assertThat(ben.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
    assertThat(carl.get("/api/v1/tasks/" + task).status()).isEqualTo(404);
  }

  @Test
  void oneGivesUpWhatOneWasGrantedAndTakesBackWhatOneGranted() {
    var ben = joins(cell.register("ben"), anna, "manager");
    var carl = joins(cell.register("carl"), anna, "guest");
    var board = privateBoard(anna);
    grant(ben, "board", board, "viewer", user(carl));

    var given = revoke(carl, "board", board, "viewer", user(carl));
    grant(ben, "board", board, "viewer", user(carl));
    anna.patch(
        "/api/v1/organizations/" + anna.organization() + "/members/" + ben.id(),
        Map.of("role", "guest"));
    var taken = revoke(ben, "board", board, "viewer", user(carl));

    assertThat(given.at("revoked").asBoolean()).as(given.text()).isTrue();
    assertThat(taken.at("revoked").asBoolean()).as(taken.text()).isTrue();
  }

  @Test
  void whoOnlySeesAThingCanNotTakeOthersAccessBack() {
    var ben = joins(cell.register("ben"), anna, "guest");
    var carl = joins(cell.register("carl"), anna, "guest");
    var task = task(anna);
    grant(anna, "task", task, "viewer", user(ben));
    grant(anna, "task", task, "viewer", user(carl));

    assertThat(revoke(ben, "task", task, "viewer", user(carl)).status()).isEqualTo(403);
    assertThat(carl.get("/api/v1/tasks/" + task).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "document, viewer, user, , namespace",
    "task, reader, user, , relation",
    "task, edit, user, , relation",
    "task, owner, user, , relation",
    "task, board, board, , relation",
    "task, viewer, robot, , subject.type",
    "task, viewer, task, , subject.type",
    "task, viewer, team, , subject.relation",
    "task, viewer, team, lead, subject.relation",
    "task, viewer, team, captain, subject.relation",
    "task, editor, organization, member, subject.type",
    "organization, task_edit, role, assignee, relation",
    "organization, admin, user, , relation",
  })
  void whatTheModelDoesNotAdmitIsNamed(
      String namespace, String relation, String type, String subjectRelation, String field) {
    var task = task(anna);
    var subject = new HashMap<String, String>();
    subject.put("type", type);
    subject.put("id", anna.id().toString());
    subject.put("relation", subjectRelation);

    for (var asked : List.of("grant", "revoke")) {
      var refused =
          anna.post("/api/v1/permissions/" + asked, tuple(namespace, task, relation, subject));

      assertThat(refused.status()).as(refused.text()).isEqualTo(400);
      assertThat(refused.at("error/details/0/field").asText()).isEqualTo(field);
      assertThat(refused.at("error/details/0/message").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({"object_id, 7", "object_id, board", "namespace, ''", "relation, ''"})
  void aGrantOfTheWrongShapeIsRefused(String field, String value) {
    var body = new HashMap<String, Object>(tuple("task", task(anna), "viewer", user(anna)));
    body.put(field, value);

    var refused = anna.post("/api/v1/permissions/grant", body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo(field);
    assertThat(cell.databaseCallsOf(refused)).isZero();
  }

  @Test
  void aConditionIsRefusedWhereTheModelHasNone() {
    var body = new HashMap<String, Object>(tuple("task", task(anna), "viewer", user(anna)));
    body.put("condition", Map.of("name", "office_hours"));

    var refused = anna.post("/api/v1/permissions/grant", body);

    assertThat(refused.status()).as(refused.text()).isEqualTo(400);
    assertThat(refused.at("error/details/0/field").asText()).isEqualTo("condition");
  }
}
