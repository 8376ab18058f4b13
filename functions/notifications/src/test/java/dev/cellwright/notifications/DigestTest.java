package dev.cellwright.notifications;

import static dev.cellwright.notifications.TestingNotifications.joins;
import static dev.cellwright.notifications.TestingNotifications.mails;
import static dev.cellwright.notifications.TestingNotifications.sets;
import static dev.cellwright.notifications.TestingNotifications.taskFor;
import static dev.cellwright.notifications.TestingNotifications.titles;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigestTest {
  private final TestCell cell = TestCell.with("notifications", "tasks");
  private final Person anna = cell.register("anna");
  private final Person bo = joins(cell.register("bo"), anna, "member");

  @BeforeEach
  void nothingWaitsFromBefore() {
    cell.deliver();
  }

  private List<JsonNode> digests() {
    return mails(cell, bo, "digest");
  }

  private Instant nextSendAt() {
    return Instant.parse(bo.get("/api/v1/notification-settings").at("next_send_at").asText());
  }

  @Test
  void whatComesInAnHourIsOneMailGroupedByType() {
    sets(bo, Map.of("frequency", "hourly"));
    taskFor(anna, bo, "One");
    taskFor(anna, bo, "Two");
    cell.deliver();
    assertThat(titles(bo)).hasSize(2);
    assertThat(mails(cell, bo, "task.assigned")).isEmpty();
    assertThat(digests()).isEmpty();

    try (var later = cell.clock().ahead(Duration.ofMinutes(61))) {
      cell.deliver();
      assertThat(digests()).hasSize(1);
      cell.deliver();
    }

    assertThat(digests()).hasSize(1);
    var variables = digests().getFirst().path("variables");
    assertThat(variables.path("count").asInt()).isEqualTo(2);
    assertThat(variables.at("/groups/0/type").asText()).isEqualTo("task.assigned");
    assertThat(variables.at("/groups/0/items"))
        .extracting(item -> item.path("title").asText())
        .containsExactly("anna Tester assigned you “Two”", "anna Tester assigned you “One”");
    assertThat(bo.get("/api/v1/notification-settings").at("last_sent_at").isNull()).isFalse();
  }

  @Test
  void aDailyDigestComesAtEightInThePersonsTimeZoneAlsoAfterTheClockChanged() {
    var zone = ZoneId.of("America/New_York");
    sets(bo, Map.of("frequency", "daily", "timezone", zone.getId()));
    taskFor(anna, bo, "In the morning");
    cell.deliver();
    assertThat(nextSendAt().atZone(zone).toLocalTime()).isEqualTo(LocalTime.of(8, 0));

    // Beyond the next change of the clock, whenever that is.
    try (var later = cell.clock().ahead(Duration.ofDays(200))) {
      cell.deliver();
      assertThat(digests()).hasSize(1);
      var anew = bo.loggedIn().speakingFor(anna.organization());
      taskFor(anna.loggedIn().speakingFor(anna.organization()), anew, "After the change");
      cell.deliver();
      var next =
          Instant.parse(anew.get("/api/v1/notification-settings").at("next_send_at").asText());
      assertThat(next.atZone(zone).toLocalTime()).isEqualTo(LocalTime.of(8, 0));
    }
  }

  @Test
  void withoutAnythingToTellThereIsNoDigest() {
    sets(bo, Map.of("frequency", "hourly"));

    try (var later = cell.clock().ahead(Duration.ofHours(3))) {
      cell.deliver();
    }

    assertThat(digests()).isEmpty();
  }

  @Test
  void whatIsCriticalWaitsForNoDigest() {
    sets(bo, Map.of("frequency", "weekly"));

    cell.anonymous()
        .post(
            "/api/v1/auth/login",
            Map.of("email", bo.email(), "password", bo.password()),
            "User-Agent",
            "another browser");
    cell.deliver();

    assertThat(mails(cell, bo, "security.new_device")).hasSize(1);
  }

  @Test
  void anotherFrequencySendsWhatIsCollectedAtOnce() {
    sets(bo, Map.of("frequency", "weekly"));
    taskFor(anna, bo, "Waiting");
    cell.deliver();

    sets(bo, Map.of("frequency", "instant"));
    cell.deliver();

    assertThat(digests()).hasSize(1);
    taskFor(anna, bo, "At once");
    cell.deliver();
    assertThat(mails(cell, bo, "task.assigned")).hasSize(1);
  }

  @Test
  void theSweepFindsADigestWhoseEventWasLost() {
    sets(bo, Map.of("frequency", "hourly"));
    taskFor(anna, bo, "Lost");
    cell.deliver();
    cell.database().change("delete from core.due_events where org_id = ?", anna.organization());

    try (var later = cell.clock().ahead(Duration.ofHours(2))) {
      cell.deliver();
      assertThat(digests()).isEmpty();
      cell.runJob("notifications:sendDailyDigest");
      cell.deliver();
    }

    assertThat(digests()).hasSize(1);
  }

  @Test
  void mailWaitsForTheEndOfQuietHoursAndTheAppDoesNot() {
    var zone = ZoneId.of("Europe/Vienna");
    var now = cell.clock().instant().atZone(zone).toLocalTime();
    sets(
        bo,
        Map.of(
            "quiet_start", now.minusHours(1).toString().substring(0, 5),
            "quiet_end", now.plusHours(2).toString().substring(0, 5),
            "timezone", zone.getId()));
    taskFor(anna, bo, "Sleep well");
    cell.deliver();
    assertThat(titles(bo)).hasSize(1);
    assertThat(mails(cell, bo, "task.assigned")).isEmpty();

    try (var later = cell.clock().ahead(Duration.ofMinutes(121))) {
      cell.deliver();
    }

    assertThat(mails(cell, bo, "task.assigned")).hasSize(1);
  }

  @Test
  void whatWasReadLongAgoIsForgotten() {
    taskFor(anna, bo, "Old");
    cell.deliver();
    bo.patch("/api/v1/notifications/read-all", null);
    taskFor(anna, bo, "Old and unread");
    cell.deliver();

    try (var later = cell.clock().ahead(Duration.ofDays(91))) {
      cell.runJob("notifications:forgetOld");
    }

    assertThat(
            cell.database()
                .rows(
                    """
                    select title from notifications.notifications
                    where org_id = ? and user_id = ? and channel = 'in_app' and type = 'task.assigned'
                    """,
                    anna.organization(),
                    bo.id()))
        .extracting(row -> row.path("title").asText())
        .containsExactly("anna Tester assigned you “Old and unread”");
  }
}
