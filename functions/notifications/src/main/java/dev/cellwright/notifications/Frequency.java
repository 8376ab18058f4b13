package dev.cellwright.notifications;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/// How often a person gets mail of what concerns them.
enum Frequency {
  INSTANT,
  HOURLY,
  /// At eight in the morning of the person's time zone.
  DAILY,
  /// On Mondays, at eight in the morning.
  WEEKLY;

  private static final LocalTime MORNING = LocalTime.of(8, 0);

  static Frequency of(String wire) {
    return valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /// The first time after another at which mail goes out; at once where it is instant.
  Instant next(Instant after, ZoneId zone) {
    var local = after.atZone(zone);
    return switch (this) {
      case INSTANT -> after;
      case HOURLY -> after.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
      case DAILY -> {
        var today = local.toLocalDate().atTime(MORNING).atZone(zone);
        yield (today.toInstant().isAfter(after)
                ? today
                : local.toLocalDate().plusDays(1).atTime(MORNING).atZone(zone))
            .toInstant();
      }
      case WEEKLY -> {
        var monday = local.toLocalDate().with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        var first = monday.atTime(MORNING).atZone(zone).toInstant();
        yield first.isAfter(after)
            ? first
            : monday.plusWeeks(1).atTime(MORNING).atZone(zone).toInstant();
      }
    };
  }
}
