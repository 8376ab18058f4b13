package dev.cellwright.acceptance;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a person does with a cell, from registering to an empty board.
class StoryTest {

  @Test
  void aPersonRegistersLogsInAndRefreshes() {
    var anybody = TestedCell.anybody();
    var anna = Person.register("anna");

    var profile = anna.client().get("/api/v1/users/me").expect(200);
    assertThat(profile.id()).isEqualTo(anna.id());
    assertThat(profile.text("email")).isEqualTo(anna.email());
    assertThat(profile.text("first_name")).isEqualTo("anna");
    var personal = anna.client().get("/api/v1/organizations").expect(200);
    assertThat(personal.at("meta/total").asInt()).isEqualTo(1);
    assertThat(personal.at("data/0/personal").asBoolean()).isTrue();
    assertThat(personal.text("data/0/role")).isEqualTo("owner");

    anybody.post("/api/v1/auth/register", anna.credentials(Person.PASSWORD)).refused(409);
    anybody
        .post(
            "/api/v1/auth/register",
            anna.credentials(Person.PASSWORD).replace(anna.email(), anna.email().toUpperCase(ROOT)))
        .refused(409);

    var loggedIn =
        anybody.post("/api/v1/auth/login", anna.credentials(Person.PASSWORD)).expect(200);
    assertThat(loggedIn.at("tokens").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("accessToken", "refreshToken");
    assertThat(loggedIn.header("Set-Cookie"))
        .startsWith("refresh_token=" + loggedIn.text("tokens/refreshToken"))
        .contains("HttpOnly", "Secure", "SameSite=Strict");

    var refreshed =
        anybody
            .post(
                "/api/v1/auth/refresh",
                "{\"refreshToken\":\"%s\"}".formatted(loggedIn.text("tokens/refreshToken")))
            .expect(200);
    var again =
        anybody
            .post("/api/v1/auth/refresh")
            .header("Cookie", "refresh_token=" + refreshed.text("tokens/refreshToken"))
            .expect(200);
    anybody.with(again.text("tokens/accessToken")).get("/api/v1/users/me").expect(200);
  }

  @Test
  void anOrganizationIsMadeJoinedAndSpokenFor() {
    var anna = Person.register("anna").found("Acme");
    var ben = Person.register("ben");

    anna.admit(ben, "manager");
    var theirs = ben.switchTo(anna.organization());
    anna.addTask("Call the bank");

    assertThat(titles(theirs.client().get("/api/v1/tasks").expect(200)))
        .containsExactly("Call the bank");
    assertThat(titles(ben.client().get("/api/v1/tasks").expect(200))).isEmpty();
    var members =
        theirs
            .client()
            .get("/api/v1/organizations/" + anna.organization() + "/members")
            .expect(200);
    assertThat(members.at("data").findValuesAsText("role"))
        .containsExactlyInAnyOrder("owner", "manager");
    theirs
        .client()
        .patch("/api/v1/organizations/" + anna.organization(), "{\"name\":\"Ours\"}")
        .refused(403);

    anna.client()
        .patch(
            "/api/v1/organizations/" + anna.organization() + "/members/" + ben.id(),
            "{\"role\":\"admin\"}")
        .expect(200);
    theirs
        .client()
        .patch("/api/v1/organizations/" + anna.organization(), "{\"name\":\"Ours\"}")
        .expect(200);
    anna.client()
        .delete("/api/v1/organizations/" + anna.organization() + "/members/" + ben.id())
        .expect(204);
    theirs.client().get("/api/v1/tasks").refused(403);
    theirs.client().get("/api/v1/organizations/" + anna.organization()).refused(404);
  }

  @Test
  void aPersonIsInvitedByMailInTheLanguageOfWhoeverAsks() {
    var anna = Person.register("anna").found("Katz & Maus");
    var ben = Person.register("ben");
    anna.client().patch("/api/v1/users/me", "{\"locale\":\"de-AT\"}").expect(200);

    var sent =
        anna.client()
            .post(
                "/api/v1/invitations",
                "{\"email\":\"%s\",\"role\":\"manager\"}".formatted(ben.email()))
            .expect(201);

    assertThat(TestedCell.callsTo("ses", sent.correlationId())).isEmpty();
    var mail = TestedCell.mailTo(ben.email(), 1);
    assertThat(mail.path("subject").asText()).isEqualTo("Einladung zu Katz & Maus");
    assertThat(mail.path("text").asText()).contains("anna lädt Sie", "„Katz & Maus“");
    assertThat(mail.path("html").asText())
        .contains("Katz &amp; Maus", "token=" + TestedCell.invitationToken(mail) + "\">Annehmen");
    assertThat(anna.client().get("/api/v1/email-log").expect(200).text("data/0/id"))
        .isEqualTo(sent.text("mail_id"));
    ben.client()
        .get("/api/v1/invitations/accept?token=" + TestedCell.invitationToken(mail))
        .expect(200);
    ben.switchTo(anna.organization()).addTask("Call the bank");
  }

  @Test
  void aTaskGoesOverTheBoard() {
    var anna = Person.register("anna").found("Acme").client();
    var board =
        anna.post(
                "/api/v1/boards",
                "{\"name\":\"Sprint\",\"columns\":[{\"name\":\"To do\"},{\"name\":\"Done\"}]}")
            .expect(201);
    var toDo = board.text("columns/0/id");
    var done = board.text("columns/1/id");
    assertThat(board.header("Location")).isEqualTo("/api/v1/boards/" + board.id());

    var first = add(anna, "Write", toDo);
    var second = add(anna, "Read", toDo);
    var third = add(anna, "Print", toDo);
    assertThat(titles(inColumn(anna, toDo))).containsExactly("Write", "Read", "Print");

    anna.patch(
            "/api/v1/tasks/" + third.id() + "/move",
            "{\"after\":\"%s\",\"before\":\"%s\"}".formatted(first.id(), second.id()))
        .expect(200);
    assertThat(titles(inColumn(anna, toDo))).containsExactly("Write", "Print", "Read");
    var late =
        anna.patch(
                "/api/v1/tasks/" + second.id() + "/move",
                "{\"after\":\"%s\",\"before\":\"%s\"}".formatted(third.id(), first.id()))
            .refused(409);
    assertThat(late.at("error/current/tasks").findValuesAsText("title"))
        .containsExactly("Write", "Print");
    anna.patch("/api/v1/tasks/" + first.id() + "/move", "{\"column_id\":\"%s\"}".formatted(done))
        .expect(200);
    assertThat(titles(inColumn(anna, done))).containsExactly("Write");

    var completed = anna.put("/api/v1/tasks/" + first.id() + "/completion").expect(200);
    assertThat(completed.text("status")).isEqualTo("done");
    assertThat(completed.at("completed_at").isTextual()).isTrue();
    var twice = anna.put("/api/v1/tasks/" + first.id() + "/completion").expect(200);
    assertThat(twice.json()).isEqualTo(completed.json());
    var reopened = anna.delete("/api/v1/tasks/" + first.id() + "/completion").expect(200);
    assertThat(reopened.at("completed_at").isNull()).isTrue();

    var patched =
        anna.patch(
                "/api/v1/tasks/" + second.id(),
                "{\"title\":\"Read twice\",\"description\":\"aloud\",\"priority\":\"high\",\"due_date\":\"2027-01-31T09:30:00+01:00\"}")
            .expect(200);
    assertThat(patched.text("due_date")).isEqualTo("2027-01-31T08:30:00Z");
    var cleared = anna.patch("/api/v1/tasks/" + second.id(), "{\"description\":null}").expect(200);
    assertThat(cleared.at("description").isNull()).isTrue();
    assertThat(cleared.text("title")).isEqualTo("Read twice");
    assertThat(anna.get("/api/v1/tasks/" + second.id()).expect(200).json())
        .isEqualTo(cleared.json());
    assertThat(titles(anna.get("/api/v1/tasks?search=twice").expect(200)))
        .containsExactly("Read twice");
    assertThat(titles(anna.get("/api/v1/tasks?filter%5Bpriority%5D=high").expect(200)))
        .containsExactly("Read twice");
    assertThat(titles(anna.get("/api/v1/tasks?sort=title:desc&limit=2").expect(200)))
        .containsExactly("Write", "Read twice");

    anna.delete("/api/v1/tasks/" + second.id()).expect(204);
    anna.get("/api/v1/tasks/" + second.id()).refused(404);
    anna.delete("/api/v1/tasks/" + second.id()).refused(404);
    assertThat(titles(anna.get("/api/v1/tasks?sort=title").expect(200)))
        .containsExactly("Print", "Write");

    anna.delete("/api/v1/boards/" + board.id() + "/columns/" + done).refused(409);
    anna.delete("/api/v1/boards/" + board.id()).expect(204);
    anna.get("/api/v1/boards/" + board.id()).refused(404);
  }

  @Test
  void pagesCoverAListOnceByNumberAndByCursor() {
    var anna = Person.register("anna");
    for (var i = 0; i < 7; i++) {
      anna.addTask("Task " + i);
    }

    var byNumber =
        List.of(1, 2, 3).stream()
            .map(page ->
                anna.client().get("/api/v1/tasks?sort=title&limit=3&page=" + page).expect(200))
            .flatMap(page -> titles(page).stream())
            .toList();
    var first = anna.client().get("/api/v1/tasks?sort=title&limit=4").expect(200);
    var rest =
        anna.client()
            .get("/api/v1/tasks?sort=title&limit=4&cursor=" + first.text("meta/cursor"))
            .expect(200);

    assertThat(byNumber)
        .containsExactly("Task 0", "Task 1", "Task 2", "Task 3", "Task 4", "Task 5", "Task 6");
    assertThat(titles(first)).containsExactly("Task 0", "Task 1", "Task 2", "Task 3");
    assertThat(titles(rest)).containsExactly("Task 4", "Task 5", "Task 6");
    assertThat(first.at("meta/total").asInt()).isEqualTo(7);
    assertThat(first.at("meta/totalPages").asInt()).isEqualTo(2);
    assertThat(first.at("meta/hasNext").asBoolean()).isTrue();
    assertThat(rest.at("meta/hasNext").asBoolean()).isFalse();
    assertThat(rest.at("meta/cursor").isNull()).isTrue();
  }

  private static Answer add(Client client, String title, String column) {
    return client
        .post("/api/v1/tasks", "{\"title\":\"%s\",\"column_id\":\"%s\"}".formatted(title, column))
        .expect(201);
  }

  private static Answer inColumn(Client client, String column) {
    return client.get("/api/v1/tasks?sort=position&filter%5Bcolumn_id%5D=" + column).expect(200);
  }

  private static List<String> titles(Answer list) {
    return list.at("data")
        .valueStream()
        .map(task -> task.path("title"))
        .map(JsonNode::asText)
        .toList();
  }
}
