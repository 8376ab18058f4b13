package dev.cellwright.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerCronTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "* * * * *        | cron(* * * * ? *)",
        "*/1 * * * *      | cron(* * * * ? *)",
        "0 7 * * *        | cron(0 7 * * ? *)",
        "*/15 * * * *     | cron(0,15,30,45 * * * ? *)",
        "5/20 0 * * *     | cron(5,25,45 0 * * ? *)",
        "0 9-17/4 * * *   | cron(0 9,13,17 * * ? *)",
        "30 2,14 1 * *    | cron(30 2,14 1 * ? *)",
        "0 0 31 jan,7 *   | cron(0 0 31 1,7 ? *)",
        "0 7 * * 1-5      | cron(0 7 ? * MON,TUE,WED,THU,FRI *)",
        "0 7 * * mon-fri  | cron(0 7 ? * MON,TUE,WED,THU,FRI *)",
        "0 7 * * 0        | cron(0 7 ? * SUN *)",
        "0 7 * * 7        | cron(0 7 ? * SUN *)",
        "0 7 * * 5-7      | cron(0 7 ? * SUN,FRI,SAT *)",
        "0 7 * * */2      | cron(0 7 ? * SUN,TUE,THU,SAT *)",
        "0 7 * 2 0-6      | cron(0 7 * 2 ? *)",
      })
  void theSameTimesAreSaidInSixFields(String crontab, String expected) {
    assertThat(SchedulerCron.of(crontab)).isEqualTo(expected);
  }

  @Test
  void daysOfTheMonthOrOfTheWeekIsWhatEventBridgeCantSay() {
    assertThatThrownBy(() -> SchedulerCron.of("0 7 1 * 1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 7 1 * 1 gives days of the month and of the week: make two schedules of it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60 * * * *",
        "* * 0 * *",
        "* * * 13 *",
        "10-5 * * * *",
        "*/0 * * * *",
        "* * L * *",
        "* * * *",
        "1,,2 * * * *"
      })
  void whatIsNoCrontabIsRefused(String crontab) {
    assertThatThrownBy(() -> SchedulerCron.of(crontab))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
