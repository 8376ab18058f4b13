package dev.cellwright.localcell.scheduler;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// When a schedule is due: `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` or
/// `at(2026-03-01T08:00:00)`.
sealed interface ScheduleExpression {

  /// The latest time that is later than `after` and not later than `until`; null when there is
  /// none. A rate counts from `start`.
  @Nullable Instant latest(Instant start, Instant after, Instant until);

  /// The first time later than `after`; null when there is none any more.
  @Nullable Instant next(Instant start, Instant after);

  /// Throws [IllegalArgumentException] for what Scheduler refuses.
  static ScheduleExpression of(String text, ZoneId zone) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text + " is no rate(…), cron(…) or at(…)");
    }
    var inner = matcher.group(2);
    return switch (matcher.group(1)) {
      case "rate" -> Rate.of(inner);
      case "at" -> At.of(inner, zone);
      default -> Cron.of(inner, zone);
    };
  }

  Pattern FORM = Pattern.compile("(rate|cron|at)\\((.*)\\)");

  record Rate(Duration every) implements ScheduleExpression {
    private static final Pattern RATE =
        Pattern.compile("([1-9]\\d{0,8}) (minute|minutes|hour|hours|day|days)");
    private static final Map<Character, Duration> UNITS =
        Map.of('m', Duration.ofMinutes(1), 'h', Duration.ofHours(1), 'd', Duration.ofDays(1));

    static Rate of(String text) {
      var matcher = RATE.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "rate(" + text + ") is no number of minutes, hours, days");
      }
      var unit = UNITS.getOrDefault(matcher.group(2).charAt(0), Duration.ofMinutes(1));
      return new Rate(unit.multipliedBy(Long.parseLong(matcher.group(1))));
    }

    @Override
    public @Nullable Instant latest(Instant start, Instant after, Instant until) {
      var periods = Duration.between(start, until).dividedBy(every);
      var latest = start.plus(every.multipliedBy(periods));
      return periods >= 1 && latest.isAfter(after) ? latest : null;
    }

    @Override
    public Instant next(Instant start, Instant after) {
      var periods = after.isBefore(start) ? 0 : Duration.between(start, after).dividedBy(every);
      return start.plus(every.multipliedBy(periods + 1));
    }
  }

  record At(Instant time) implements ScheduleExpression {

    static At of(String text, ZoneId zone) {
      try {
        return new At(LocalDateTime.parse(text).atZone(zone).toInstant());
      } catch (DateTimeException e) {
        throw new IllegalArgumentException("at(" + text + ") is no yyyy-mm-ddThh:mm:ss", e);
      }
    }

    @Override
    public @Nullable Instant latest(Instant start, Instant after, Instant until) {
      return time.isAfter(after) && !time.isAfter(until) ? time : null;
    }

    @Override
    public @Nullable Instant next(Instant start, Instant after) {
      return time.isAfter(after) ? time : null;
    }
  }

  /// The six fields of AWS: minutes, hours, day of month, month, day of week (1 is Sunday), year.
  record Cron(ExecutionTime times, ZoneId zone) implements ScheduleExpression {
    private static final CronDefinition AWS =
        CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(2)
            .supportsHash()
            .supportsL()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    static Cron of(String text, ZoneId zone) {
      return new Cron(ExecutionTime.forCron(new CronParser(AWS).parse(text)), zone);
    }

    @Override
    public @Nullable Instant latest(Instant start, Instant after, Instant until) {
      return times
          .lastExecution(until.plusNanos(1).atZone(zone))
          .map(each -> each.toInstant())
          .filter(each -> each.isAfter(after) && !each.isAfter(until))
          .orElse(null);
    }

    @Override
    public @Nullable Instant next(Instant start, Instant after) {
      return times.nextExecution(after.atZone(zone)).map(each -> each.toInstant()).orElse(null);
    }
  }
}
