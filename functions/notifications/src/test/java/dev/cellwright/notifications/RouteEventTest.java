package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.mails;
import static dev.cellwright.notifications.TestingNotifications.prefers;
import static dev.cellwright.notifications.TestingNotifications.task;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static dev.cellwright.notifications.TestingNotifications.titles;
import static dev.cellwright.notifications.TestingNotifications.told;
import static java.util.concurrent.Executors.newSingleThreadExecutor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RouteEventTest {
  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");
  private final Person bo = joins(cell.register("bo"), anna, "member");

  @Test
  void whoIsAssignedATaskIsToldInTheAppAndByMail() {
    var task = taskFor(anna, bo, "Order shelves");

    cell.deliver();

    var row = told(bo).path(0);
    assertThat(row.path("title").asText()).isEqualTo("anna Tester assigned you “Order shelves”");
    assertThat(row.path("type").asText()).isEqualTo("task.assigned");
    assertThat(row.at("/data/entityType").asText()).isEqualTo("task");
    assertThat(row.at("/data/entityId").asText()).isEqualTo(task);
    assertThat(row.at("/data/url").asText()).isEqualTo("/tasks/" + task);
    assertThat(row.path("read_at").isNull()).isTrue();
    var mail = mails(cell, bo, "task.assigned");
    assertThat(mail).hasSize(1);
    assertThat(mail.getFirst().path("template").asText()).isEqualTo("notification");
    assertThat(mail.getFirst().at("/variables/title").asText()).contains("Order shelves");
    assertThat(cell.events(anna.organization()))
        .filteredOn(event -> event.path("type").asText().equals("notification.created"))
        .anySatisfy(event -> {
          assertThat(event.at("/data/user_id").asText()).isEqualTo(bo.id().toString());
          assertThat(event.at("/data/title").asText()).contains("Order shelves");
          assertThat(event.at("/data/unread").asInt()).isPositive();
        });
  }

  @Test
  void nobodyIsToldOfWhatTheyDidThemselves() {
    var task = taskFor(anna, anna, "Water the plants");
    anna.put("/api/v1/tasks/" + task + "/completion", null);

    cell.deliver();

    assertThat(titles(anna)).isEmpty();
  }

  @Test
  void theOwnerIsToldThatTheirTaskIsDone() {
    var task = taskFor(anna, bo, "Paint the door");
    bo.put("/api/v1/tasks/" + task + "/completion", null);

    cell.deliver();

    assertThat(titles(anna)).containsExactly("bo Tester completed “Paint the door”");
  }

  @Test
  void anEventThatComesTwiceTellsOnce() {
    taskFor(anna, bo, "Once only");
    var created =
        cell.deliver().stream()
            .map(each -> each.event())
            .filter(event -> event.type().equals("task.created"))
            .filter(event -> anna.organization().equals(event.organization()))
            .findFirst()
            .orElseThrow();

    cell.redeliver(created);
    cell.deliver();

    assertThat(titles(bo)).hasSize(1);
    assertThat(mails(cell, bo, "task.assigned")).hasSize(1);
  }

  @Test
  void whoMayNotSeeATaskIsNotToldOfIt() {
    var secret = task(anna, "Secret");
    assertThat(bo.get("/api/v1/tasks/" + secret).status()).isEqualTo(404);

    cell.hear(
        anna.organization(),
        "task.created",
        "task",
        UUID.fromString(secret),
        Map.of("title", "Secret", "assignee_id", bo.id().toString()));
    cell.deliver();

    assertThat(titles(bo)).isEmpty();
    assertThat(mails(cell, bo, "task.assigned")).isEmpty();
  }

  @Test
  void watchersAreToldOfChangesUnlessTheyStop() {
    var board = TestingNotifications.made(anna.post("/api/v1/boards", Map.of("name", "Launch")));
    var task =
        TestingNotifications.made(
            anna.post("/api/v1/tasks", Map.of("title", "Poster", "board_id", board)));
    assertThat(bo.put("/api/v1/tasks/" + task + "/watch", null).status()).isEqualTo(200);
    anna.patch("/api/v1/tasks/" + task, Map.of("priority", "high"));
    cell.deliver();
    assertThat(titles(bo)).containsExactly("anna Tester changed “Poster”");

    assertThat(bo.delete("/api/v1/tasks/" + task + "/watch").status()).isEqualTo(204);
    anna.patch("/api/v1/tasks/" + task, Map.of("priority", "low"));
    cell.deliver();

    assertThat(titles(bo)).hasSize(1);
  }

  @Test
  void whoMutedATypeIsToldNothingOfIt() {
    prefers(bo, Map.of("event_type", "task.*", "muted", true));
    taskFor(anna, bo, "Quietly");

    cell.deliver();

    assertThat(titles(bo)).isEmpty();
    assertThat(mails(cell, bo, "task.assigned")).isEmpty();
  }

  @Test
  void whatIsCriticalGetsThroughToAdminsWhoMutedAll() {
    prefers(anna, Map.of("event_type", "*", "muted", true));

    cell.hear(
        anna.organization(),
        "webhook.disabled",
        "webhook",
        UUID.randomUUID(),
        Map.of("url", "https://example.com/hook", "reason", "10 failures in a row"));
    cell.deliver();

    var row = anna.get("/api/v1/notifications?filter[type]=webhook.disabled").at("data/0");
    assertThat(row.path("critical").asBoolean()).isTrue();
    assertThat(row.path("body").asText()).contains("https://example.com/hook", "10 failures");
    assertThat(mails(cell, anna, "webhook.disabled")).hasSize(1);
    assertThat(
            bo.get("/api/v1/notifications?filter[type]=webhook.disabled").at("meta/total").asInt())
        .isZero();
  }

  @Test
  void peopleAreToldInTheirLanguage() {
    bo.patch("/api/v1/users/me", Map.of("locale", "de-AT"));
    taskFor(anna, bo, "Regale bestellen");

    cell.deliver();

    assertThat(titles(bo)).containsExactly("anna Tester hat Ihnen „Regale bestellen“ zugewiesen");
  }

  @Test
  void whoIsPutOutOfTheOrganizationGetsAMailAndLosesTheirInbox() {
    taskFor(anna, bo, "Before");
    cell.deliver();

    anna.delete("/api/v1/organizations/" + anna.organization() + "/members/" + bo.id());
    cell.deliver();

    assertThat(mails(cell, bo, "organization.member_removed")).hasSize(1);
    assertThat(
            cell.database()
                .rows(
                    "select id from notifications.notifications where org_id = ? and user_id = ?",
                    anna.organization(),
                    bo.id()))
        .isEmpty();
  }

  @Test
  void whoLeavesWhileTheyAreToldIsLeftOut() throws Exception {
    cell.deliver();
    taskFor(anna, bo, "Too late");

    try (var leaving = cell.database().superuser();
        var statement = leaving.createStatement();
        var executor = newSingleThreadExecutor()) {
      leaving.setAutoCommit(false);
      statement.execute("set session_replication_role = replica");
      statement.execute(
          "delete from identity.org_members where org_id = '%s' and user_id = '%s'"
              .formatted(anna.organization(), bo.id()));
      var telling = executor.submit(cell::deliver);
      untilItWaits();
      leaving.commit();

      assertThat(telling.get()).isNotEmpty();
    }

    assertThat(
            cell.database()
                .rows(
                    "select id from notifications.notifications where org_id = ? and user_id = ? and title like '%Too late%'",
                    anna.organization(), bo.id()))
        .isEmpty();
  }

  private void untilItWaits() throws InterruptedException {
    var waiting =
        "select pid from pg_stat_activity where usename = 'm_notifications' and wait_event_type = 'Lock'";
    for (int i = 0; cell.database().rows(waiting).isEmpty(); i++) {
      assertThat(i).as("it didn't wait for the leaving").isLessThan(500);
      Thread.sleep(10);
    }
  }

  @Test
  void membersOfATeamAreToldOfWhatIsSharedWithIt() {
    var team =
        TestingNotifications.made(
            anna.post("/api/v1/teams", Map.of("name", "Movers", "visibility", "private")));
    anna.post("/api/v1/teams/" + team + "/members", Map.of("user_ids", List.of(bo.id())));
    var task = task(anna, "Carry the piano");

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
            Map.of("type", "team", "id", team, "relation", "member")));
    cell.deliver();

    assertThat(
            bo.get("/api/v1/notifications?filter[type]=team.member_added,permission.granted")
                .at("data"))
        .extracting(row -> row.path("title").asText())
        .containsExactlyInAnyOrder(
            "anna Tester added you to the team Movers",
            "anna Tester shared “Carry the piano” with you");
  }

  @Test
  void aNewDeviceIsToldOfAndAKnownOneIsNot() {
    var again = bo.loggedIn();
    cell.deliver();
    assertThat(
            again
                .get("/api/v1/notifications?filter[type]=security.new_device")
                .at("meta/total")
                .asInt())
        .isZero();

    cell.anonymous()
        .post(
            "/api/v1/auth/login",
            Map.of("email", bo.email(), "password", bo.password()),
            "User-Agent",
            "somebody's browser");
    cell.deliver();

    var row = again.get("/api/v1/notifications?filter[type]=security.new_device").at("data/0");
    assertThat(row.path("critical").asBoolean()).isTrue();
  }

  @Test
  void aLargeAudienceIsToldInPartsAndEverybodyOnce() {
    var board = TestingNotifications.made(anna.post("/api/v1/boards", Map.of("name", "All")));
    var people = IntStream.range(0, 130).mapToObj(_ -> UUID.randomUUID()).toList();
    for (var person : people) {
      cell.database()
          .migrate(
              """
              insert into identity.users (id, email, email_normalized, password_hash) values (?, ?, ?, '$2a$test')
              """,
              person,
              person + "@example.com",
              person + "@example.com");
      cell.database()
          .migrate(
              """
              insert into identity.org_members (org_id, user_id, role, joined_at) values (?, ?, 'member', now())
              """,
              anna.organization(),
              person);
      cell.database()
          .migrate(
              """
              insert into notifications.topic_subscriptions (org_id, user_id, entity_type, entity_id) values (?, ?, 'board', ?)
              """,
              anna.organization(),
              person,
              UUID.fromString(board));
    }
    anna.patch("/api/v1/boards/" + board, Map.of("name", "Everybody"));

    cell.deliver();

    assertThat(
            cell.database()
                .rows(
                    """
                    select count(*) as told, count(distinct user_id) as people
                    from notifications.notifications where org_id = ? and type = 'board.updated'
                    """,
                    anna.organization())
                .getFirst()
                .path("told")
                .asInt())
        .isEqualTo(130);
  }
}
