package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cellwright.testing.TestCell;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepConnectionsTest {
  private final TestCell cell = TestCell.with("notifications");

  /// All in one, since the job runs once for a time.
  @Test
  void whatIsOpenTooLongIsClosedAndWhatIsLostOrOldIsForgotten() {
    var anna = cell.register("anna");
    var expired = TestingRooms.listening(cell, anna);
    var lost = TestingRooms.listening(cell, anna);
    TestingRooms.notify(cell, anna, "Old");
    cell.deliver();
    lost.lose();

    try (var _ = cell.clock().ahead(Duration.ofHours(25))) {
      var fresh = TestingRooms.listening(cell, anna.loggedIn());
      var ran = cell.runJob("notifications:sweepConnections");

      assertThat(ran).isNotEmpty();
      assertThat(expired.isOpen()).isFalse();
      assertThat(fresh.isOpen()).isTrue();
      assertThat(TestingRooms.connectionsOf(cell, anna)).isOne();
      assertThat(cell.database().count("notifications.feed", anna.organization())).isZero();
    }
  }
}
