package dev.cellwright.access;

import static dev.cellwright.access.TestingAccess.grant;
import static dev.cellwright.access.TestingAccess.joins;
import static dev.cellwright.access.TestingAccess.made;
import static dev.cellwright.access.TestingAccess.may;
import static dev.cellwright.access.TestingAccess.privateBoard;
import static dev.cellwright.access.TestingAccess.role;
import static dev.cellwright.access.TestingAccess.task;
import static dev.cellwright.access.TestingAccess.tuple;
import static dev.cellwright.access.TestingAccess.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.kernel.CellInfo;
import dev.cellwright.kernel.openapi.OpenApi;
import dev.cellwright.testing.Answer;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one can't see one may not touch, whatever else a role lets one do with it; and whoever asks
/// is told so.
class UnseenThingsTest {
  private final TestCell cell = TestCell.with("access", "tasks");
  private final Person anna = cell.register("anna");
  private final Person ben = joins(cell.register("ben"), anna, "member");

  @ParameterizedTest
  @ValueSource(strings = {"task", "board", "team"})
  void aRoleToDeleteDeletesNothingThatItsHolderDoesNotSee(String type) {
    var id = thing(type);
    grant(anna, "role", role(anna, type + ":delete"), "assignee", user(ben));

    var refused = ben.delete(path(type, id));

    assertThat(refused.status()).as(refused.text()).isEqualTo(404);
    assertThat(cell.databaseCallsOf(refused)).isOne();
    assertThat(anna.get(path(type, id)).status()).isEqualTo(200);
    assertThat(may(ben, type, id, "delete")).isFalse();
    assertThat(about(ben, type, id, "delete").at("allowed").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"task", "board", "team"})
  void withAViewOfItTheSameRoleDeletes(String type) {
    var id = thing(type);
    grant(anna, "role", role(anna, type + ":delete", type + ":view"), "assignee", user(ben));

    assertThat(may(ben, type, id, "delete")).isTrue();
    assertThat(about(ben, type, id, "delete").at("allowed").asBoolean()).isTrue();
    var deleted = ben.delete(path(type, id));

    assertThat(deleted.status()).as(deleted.text()).isEqualTo(204);
    assertThat(cell.databaseCallsOf(deleted)).isOne();
  }

  @Test
  void everyQuestionAboutAnotherIsAnsweredLikeThat() {
    var task = task(anna);
    grant(anna, "role", role(anna, "task:delete"), "assignee", user(ben));

    var explained = anna.post("/api/v1/permissions/explain", question(ben, "task", task, "delete"));
    var listed =
        anna.post(
            "/api/v1/permissions/list-objects",
            Map.of("namespace", "task", "relation", "delete", "subject", user(ben)));
    var holders =
        anna.post(
            "/api/v1/permissions/list-users",
            Map.of("namespace", "task", "object_id", task, "relation", "delete", "type", "user"));
    var evaluated =
        anna.post(
            "/access/v1/evaluation",
            Map.of(
                "subject", user(ben),
                "action", Map.of("name", "delete"),
                "resource", Map.of("type", "task", "id", task)));

    assertThat(explained.at("allowed").asBoolean(true)).as(explained.text()).isFalse();
    assertThat(explained.text()).contains("\"view\"");
    assertThat(listed.at("object_ids")).as(listed.text()).isEmpty();
    assertThat(holders.status()).as(holders.text()).isEqualTo(200);
    assertThat(holders.text()).contains(anna.id().toString()).doesNotContain(ben.id().toString());
    assertThat(evaluated.at("decision").asBoolean(true)).as(evaluated.text()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permissions/grant",
        "permissions/revoke",
        "permissions/check",
        "permissions/explain",
        "permissions/expand",
        "permissions/list-users",
        "permissions/what-if",
        "links"
      })
  void theDocumentSaysThatWhatIsNamedMayNotBeThere(String route) {
    var document =
        OpenApi.published(
            new CellInfo("acme-crm", "dev", List.of("access")),
            List.of(new AccessModule().declaration()));

    assertThat(document.path("paths").path("/api/v1/" + route).at("/post/responses").has("404"))
        .isTrue();
  }

  @Test
  void whoIsNamedOnlyAsPartOfATeamIsAskedAboutAsBefore() {
    var task = task(anna);
    var team = made(anna.post("/api/v1/teams", Map.of("name", "Crew")));
    Map<String, Object> members = Map.of("type", "team", "id", team, "relation", "member");
    grant(anna, "task", task, "viewer", members);

    var asked = new HashMap<>(tuple("task", task, "view", members));

    assertThat(anna.post("/api/v1/permissions/check", asked).at("allowed").asBoolean()).isTrue();
    asked.put("relation", "edit");
    assertThat(anna.post("/api/v1/permissions/check", asked).at("allowed").asBoolean(true))
        .isFalse();
  }

  @Test
  void whoMayTakeBackWhatAnybodyWasGrantedTakesNothingBackUnseen() {
    var cleo = joins(cell.register("cleo"), anna, "guest");
    var task = task(anna);
    grant(anna, "task", task, "viewer", user(cleo));
    grant(anna, "role", role(anna, "permission:revoke"), "assignee", user(ben));
    var granted = tuple("task", task, "viewer", user(cleo));

    var unseen = ben.post("/api/v1/permissions/revoke", granted);

    assertThat(unseen.status()).as(unseen.text()).isEqualTo(404);
    assertThat(cleo.get(path("task", task)).status()).isEqualTo(200);
    grant(anna, "task", task, "viewer", user(ben));
    var seen = ben.post("/api/v1/permissions/revoke", granted);
    assertThat(seen.at("revoked").asBoolean()).as(seen.text()).isTrue();
    assertThat(cleo.get(path("task", task)).status()).isEqualTo(404);
  }

  @Test
  void whatIsInTheTrashIsTakenBackByWhoWouldSeeIt() {
    var cleo = joins(cell.register("cleo"), anna, "guest");
    var task = task(ben);
    grant(ben, "task", task, "viewer", user(cleo));
    ben.delete(path("task", task));

    var taken = anna.post("/api/v1/permissions/revoke", tuple("task", task, "viewer", user(cleo)));

    assertThat(taken.at("revoked").asBoolean()).as(taken.text()).isTrue();
  }

  private String thing(String type) {
    return switch (type) {
      case "task" -> task(anna);
      case "board" -> privateBoard(anna);
      default ->
          made(anna.post("/api/v1/teams", Map.of("name", "Closed", "visibility", "private")));
    };
  }

  private static String path(String type, String id) {
    return "/api/v1/" + type + "s/" + id;
  }

  private Answer about(Person person, String type, String id, String relation) {
    return anna.post("/api/v1/permissions/check", question(person, type, id, relation));
  }

  private static Map<String, Object> question(
      Person person, String type, String id, String relation) {
    return tuple(type, id, relation, user(person));
  }
}
