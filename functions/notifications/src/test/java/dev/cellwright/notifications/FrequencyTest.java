package dev.cellwright.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyTest {

  @ParameterizedTest
  @CsvSource({
    "INSTANT, Europe/Vienna, 2026-01-10T21:30:00Z, 2026-01-10T21:30:00Z",
    "HOURLY, Asia/Kolkata, 2026-01-10T21:30:01Z, 2026-01-10T22:00:00Z",
    "HOURLY, UTC, 2026-01-10T21:00:00Z, 2026-01-10T22:00:00Z",
    "DAILY, Europe/Vienna, 2026-01-10T06:59:59Z, 2026-01-10T07:00:00Z",
    "DAILY, Europe/Vienna, 2026-01-10T07:00:00Z, 2026-01-11T07:00:00Z",
    // The morning after the clock went forward, and back, is still at eight.
    "DAILY, Europe/Vienna, 2026-03-28T12:00:00Z, 2026-03-29T06:00:00Z",
    "DAILY, Europe/Vienna, 2026-10-24T12:00:00Z, 2026-10-25T07:00:00Z",
    "DAILY, Pacific/Auckland, 2026-07-01T19:59:00Z, 2026-07-01T20:00:00Z",
    // Mondays.
    "WEEKLY, Europe/Vienna, 2026-01-10T12:00:00Z, 2026-01-12T07:00:00Z",
    "WEEKLY, Europe/Vienna, 2026-01-12T06:59:00Z, 2026-01-12T07:00:00Z",
    "WEEKLY, Europe/Vienna, 2026-01-12T07:00:00Z, 2026-01-19T07:00:00Z"
  })
  void mailGoesOutAtTheNextTimeOfThePersonsOwn(
      Frequency frequency, String zone, Instant after, Instant expected) {
    assertThat(frequency.next(after, ZoneId.of(zone))).isEqualTo(expected);
  }
}
