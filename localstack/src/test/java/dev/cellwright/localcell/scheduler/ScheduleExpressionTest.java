package dev.cellwright.localcell.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleExpressionTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z"); // a Monday

  @Test
  void aRateCountsFromItsStart() {
    var each = ScheduleExpression.of("rate(5 minutes)", UTC);

    assertThat(each.next(NOON, NOON)).isEqualTo("2026-03-02T12:05:00Z");
    assertThat(each.latest(NOON, NOON, NOON.plusSeconds(299))).isNull();
    assertThat(each.latest(NOON, NOON, NOON.plusSeconds(300))).isEqualTo("2026-03-02T12:05:00Z");
    assertThat(each.latest(NOON, NOON, NOON.plusSeconds(3700))).isEqualTo("2026-03-02T13:00:00Z");
  }

  @Test
  void aCronGoesByItsTimeZone() {
    var each = ScheduleExpression.of("cron(30 8 ? * MON-FRI *)", BERLIN);

    assertThat(each.next(NOON, NOON)).isEqualTo("2026-03-03T07:30:00Z");
    assertThat(each.next(NOON, Instant.parse("2026-03-28T12:00:00Z")))
        .isEqualTo("2026-03-30T06:30:00Z"); // in summer time, and behind a Sunday
  }

  @Test
  void theLatestOfSeveralTimesIsDue() {
    var each = ScheduleExpression.of("cron(0 * * * ? *)", UTC);

    assertThat(each.latest(NOON, NOON, Instant.parse("2026-03-02T15:30:00Z")))
        .isEqualTo("2026-03-02T15:00:00Z");
    assertThat(each.latest(NOON, NOON, Instant.parse("2026-03-02T13:00:00Z")))
        .isEqualTo("2026-03-02T13:00:00Z");
    assertThat(each.latest(NOON, NOON, NOON)).isNull();
  }

  @Test
  void awssOwnSignsAreKnown() {
    assertThat(ScheduleExpression.of("cron(0 6 L * ? *)", UTC).next(NOON, NOON))
        .isEqualTo("2026-03-31T06:00:00Z");
    assertThat(ScheduleExpression.of("cron(0 6 ? * 2#1 *)", UTC).next(NOON, NOON))
        .isEqualTo("2026-04-06T06:00:00Z");
    assertThat(ScheduleExpression.of("cron(0/15 * * * ? 2026)", UTC).next(NOON, NOON))
        .isEqualTo("2026-03-02T12:15:00Z");
    assertThat(ScheduleExpression.of("cron(0 0 1 1 ? 2026)", UTC).next(NOON, NOON)).isNull();
  }

  @Test
  void aSingleTimeComesOnce() {
    var each = ScheduleExpression.of("at(2026-03-02T14:00:00)", BERLIN);

    assertThat(each.next(NOON, NOON)).isEqualTo("2026-03-02T13:00:00Z");
    assertThat(each.latest(NOON, NOON, NOON.plusSeconds(7200))).isEqualTo("2026-03-02T13:00:00Z");
    assertThat(each.next(NOON, NOON.plusSeconds(7200))).isNull();
  }

  @Test
  void whatSchedulerRefusesIsRefused() {
    var wrong =
        List.of(
            "rate(0 minutes)",
            "rate(5)",
            "rate(5 seconds)",
            "cron(* * * * * *)",
            "cron(0 8 ? * MON-FRI)",
            "cron(61 * * * ? *)",
            "at(tomorrow)",
            "every(5 minutes)");

    assertThat(wrong)
        .allSatisfy(each ->
            assertThatThrownBy(() -> ScheduleExpression.of(each, UTC))
                .isInstanceOf(IllegalArgumentException.class));
  }
}
