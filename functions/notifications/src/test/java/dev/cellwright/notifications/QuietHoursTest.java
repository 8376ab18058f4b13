package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

  private static QuietHours hours(String start, String end) {
    return new QuietHours(LocalTime.parse(start), LocalTime.parse(end), VIENNA);
  }

  @ParameterizedTest
  @CsvSource({
    // In the night, before and after midnight; the end itself is no longer quiet.
    "22:00, 07:00, 2026-01-10T21:30:00Z, 2026-01-11T06:00:00Z",
    "22:00, 07:00, 2026-01-11T02:00:00Z, 2026-01-11T06:00:00Z",
    "22:00, 07:00, 2026-01-11T06:00:00Z, 2026-01-11T06:00:00Z",
    "22:00, 07:00, 2026-01-11T12:00:00Z, 2026-01-11T12:00:00Z",
    // At noon.
    "12:00, 13:30, 2026-07-01T10:15:00Z, 2026-07-01T11:30:00Z",
    "12:00, 13:30, 2026-07-01T09:59:00Z, 2026-07-01T09:59:00Z",
    // The nights in which the clock goes forward and back: one has 8 hours, the other 10.
    "22:00, 07:00, 2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z",
    "22:00, 07:00, 2026-10-24T20:00:00Z, 2026-10-25T06:00:00Z",
    // An end that the clock skips, and one that comes twice.
    "22:00, 02:30, 2026-03-28T21:00:00Z, 2026-03-29T01:30:00Z",
    "22:00, 02:30, 2026-10-24T20:00:00Z, 2026-10-25T00:30:00Z"
  })
  void whatComesInQuietHoursWaitsForTheirEnd(
      String start, String end, Instant time, Instant expected) {
    assertThat(hours(start, end).endAfter(time)).isEqualTo(expected);
  }

  @Test
  void noTimeIsMovedBackNorFurtherThanTheHoursAreLong() {
    var random = new Random(7);
    for (int i = 0; i < 5000; i++) {
      int start = random.nextInt(1440);
      int end = (start + 1 + random.nextInt(1439)) % 1440;
      var zone =
          ZoneId.of(
              List.of("UTC", "Europe/Vienna", "America/New_York", "Asia/Kolkata", "Pacific/Apia")
                  .get(random.nextInt(5)));
      var quiet = new QuietHours(QuietHours.time(start), QuietHours.time(end), zone);
      var time = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextInt(31_536_000));

      var after = quiet.endAfter(time);

      assertThat(after).as("%s at %s", quiet, time).isAfterOrEqualTo(time);
      assertThat(Duration.between(time, after)).isLessThanOrEqualTo(Duration.ofHours(25));
      assertThat(quiet.endAfter(after)).as("%s at %s", quiet, time).isEqualTo(after);
    }
  }
}
