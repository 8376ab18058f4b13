package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static dev.cellwright.notifications.TestingNotifications.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxTest {
  private static final String PATH = "/api/v1/notifications";

  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");
  private final Person bo = joins(cell.register("bo"), anna, "member");

  @BeforeEach
  void threeTasksAndNothingElse() {
    cell.deliver();
    bo.patch(PATH + "/read-all", null);
    for (var title : List.of("One", "Two", "Three")) {
      taskFor(anna, bo, title);
    }
    cell.deliver();
  }

  private long unread(Person person) {
    var answer = person.get(PATH + "/unread-count");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(answer)).isEqualTo(1);
    return answer.at("count").asLong();
  }

  @Test
  void readingOneCountsItDownAndReadingItAgainDoesNot() {
    assertThat(unread(bo)).isEqualTo(3);
    var one = PATH + "/" + told(bo).path(0).path("id").asText() + "/read";

    var read = bo.patch(one, null);
    var again = bo.patch(one, null);

    assertThat(read.status()).as(read.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(read)).isEqualTo(1);
    assertThat(again.at("read_at")).isEqualTo(read.at("read_at"));
    assertThat(again.at("seen_at").isNull()).isFalse();
    assertThat(unread(bo)).isEqualTo(2);
    assertThat(cell.events(anna.organization()))
        .filteredOn(event -> event.path("type").asText().equals("inbox.changed"))
        .last()
        .satisfies(event -> assertThat(event.at("/data/unread").asInt()).isEqualTo(2));
  }

  @Test
  void readingAllLeavesNothingUnread() {
    var all = bo.patch(PATH + "/read-all", null);

    assertThat(all.status()).as(all.text()).isEqualTo(200);
    assertThat(cell.databaseCallsOf(all)).isEqualTo(1);
    assertThat(all.at("updated").asInt()).isEqualTo(3);
    assertThat(all.at("count").asInt()).isZero();
    assertThat(unread(bo)).isZero();
    assertThat(bo.patch(PATH + "/read-all", null).at("updated").asInt()).isZero();
  }

  @Test
  void whatIsSeenIsStillUnread() {
    bo.patch(PATH + "/seen-all", null);

    var count = bo.get(PATH + "/unread-count");

    assertThat(count.at("count").asInt()).isEqualTo(3);
    assertThat(count.at("unseen").asInt()).isZero();
  }

  @Test
  void theListIsFilteredSortedAndPaged() {
    bo.patch(PATH + "/" + told(bo).path(0).path("id").asText() + "/read", null);

    var unread = bo.get(PATH + "?filter[read]=false");
    assertThat(unread.status()).as(unread.text()).isEqualTo(200);
    assertThat(unread.at("meta/total").asInt()).isEqualTo(2);
    var first = bo.get(PATH + "?filter[type]=task.assigned&limit=2");
    assertThat(first.at("data"))
        .extracting(row -> row.path("title").asText())
        .containsExactly("anna Tester assigned you “Three”", "anna Tester assigned you “Two”");
    var second =
        bo.get(
            PATH
                + "?filter[type]=task.assigned&limit=2&cursor="
                + first.at("meta/cursor").asText());
    assertThat(second.at("data/0/title").asText()).isEqualTo("anna Tester assigned you “One”");
  }

  @Test
  void whatIsDeletedIsGoneAndNoLongerCounted() {
    var id = told(bo).path(0).path("id").asText();

    assertThat(bo.delete(PATH + "/" + id).status()).isEqualTo(204);

    assertThat(bo.delete(PATH + "/" + id).status()).isEqualTo(404);
    assertThat(unread(bo)).isEqualTo(2);
  }

  @Test
  void nobodyElseSeesOrTouchesOnesNotifications() throws Exception {
    var stranger = cell.register("stranger");
    var id = told(bo).path(0).path("id").asText();

    for (var other : List.of(anna, stranger)) {
      assertThat(other.patch(PATH + "/" + id + "/read", null).status()).isEqualTo(404);
      assertThat(other.delete(PATH + "/" + id).status()).isEqualTo(404);
      assertThat(other.get(PATH + "?filter[type]=task.assigned").at("meta/total").asInt()).isZero();
    }
    var context = cell.contexts().member(anna.organization(), anna.id(), anna.session());
    try (var intruder = cell.database().intruder("notifications", context)) {
      assertThat(
              intruder.query(
                  "select n.user_id::text from notifications.notifications n where n.user_id = '"
                      + bo.id()
                      + "'",
                  "owner text"))
          .isEmpty();
    }
  }

  private String planOfTheBadge() throws SQLException {
    var sql =
        NotificationStore.UNREAD
            .sql()
            .text()
            .replace("($1->>'org')", "'" + anna.organization() + "'")
            .replace("($1->>'actor')", "'" + bo.id() + "'");
    var plan = new StringBuilder();
    try (var connection = cell.database().superuser();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("explain " + sql)) {
      while (rows.next()) {
        plan.append(rows.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }

  @Test
  void aBadgeCostsOneRowHoweverMuchThereIs() throws SQLException {
    cell.database()
        .migrate(
            """
            insert into notifications.notifications (org_id, id, user_id, event_id, type, channel, title, status, due_at)
            select ?, gen_random_uuid(), ?, gen_random_uuid(), 'task.assigned', 'in_app', 'Bulk', 'sent', now()
            from generate_series(1, 100000)
            """,
            anna.organization(),
            bo.id());

    assertThat(unread(bo)).isEqualTo(100_003);
    assertThat(planOfTheBadge()).contains("inboxes").doesNotContain("on notifications ");
    var page = bo.get(PATH + "?filter[read]=false&limit=1");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.at("meta/totalIsEstimate").asBoolean()).isTrue();
    cell.database()
        .migrate(
            "delete from notifications.notifications where org_id = ? and title = ?",
            anna.organization(),
            "Bulk");
    assertThat(unread(bo)).isEqualTo(3);
    assertThat(UUID.fromString(told(bo).path(0).path("id").asText())).isNotNull();
  }
}
