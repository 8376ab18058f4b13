package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestCell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The room without a WebSocket.
class FeedTest {
  private static final String FEED = "/api/v1/notifications/feed";

  private final TestCell cell = TestCell.with("notifications");
  private final Person anna = cell.register("anna");

  @Test
  void whoAsksIsToldWhatCameSinceInOneCall() {
    assertThat(anna.get(FEED).at("sequence").asLong()).isZero();
    TestingRooms.notify(cell, anna, "One");
    TestingRooms.notify(cell, anna, "Two");
    cell.deliver();

    var feed = anna.get(FEED + "?after=1");

    assertThat(feed.status()).isEqualTo(200);
    assertThat(feed.at("sequence").asLong()).isEqualTo(2);
    assertThat(TestingRooms.texts(feed.at("messages"), "title")).containsExactly("Two");
    assertThat(feed.at("reset").asBoolean()).isFalse();
    assertThat(cell.databaseCallsOf(feed)).isEqualTo(1);
  }

  @Test
  void whoStaysAwayIsToldToReadAnew() {
    anna.get(FEED);
    TestingRooms.notify(cell, anna, "One");
    cell.deliver();

    try (var _ = cell.clock().ahead(Duration.ofMinutes(14))) {
      assertThat(anna.get(FEED + "?after=0").at("messages")).hasSize(1);
    }
    try (var _ = cell.clock().ahead(Duration.ofMinutes(31))) {
      var feed = anna.loggedIn().get(FEED + "?after=1");
      assertThat(feed.at("reset").asBoolean()).isTrue();
      assertThat(feed.at("sequence").asLong()).isEqualTo(2);
    }
  }

  @Test
  void nobodyReadsAnothersFeed() {
    var mia = TestingRooms.joining(cell, anna, "mia");
    anna.get(FEED);
    mia.get(FEED);
    TestingRooms.notify(cell, anna, "For Anna");
    cell.deliver();

    assertThat(mia.get(FEED + "?after=0").text()).doesNotContain("For Anna");
    assertThat(cell.register("stranger").get(FEED + "?after=0").text()).doesNotContain("For Anna");
    assertThat(cell.anonymous().get(FEED).status()).isEqualTo(401);
    assertThat(anna.get(FEED + "?after=x").status()).isEqualTo(400);
  }
}
