package dev.cellwright.notifications;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/// When a person wants to be left alone, each day in their time zone. They may span midnight.
///
/// @param start in them
/// @param end no longer in them
record QuietHours(LocalTime start, LocalTime end, ZoneId zone) {

  /// @param start minutes of the day; null, like the end, where there are none
  static @Nullable QuietHours of(@Nullable Integer start, @Nullable Integer end, ZoneId zone) {
    return start == null || end == null ? null : new QuietHours(time(start), time(end), zone);
  }

  /// When something may reach the person that would at this time: then, or when the quiet hours
  /// end. An end that a clock change skips is when the clock goes on; of one that comes twice it is
  /// the first that lies ahead.
  Instant endAfter(Instant time) {
    var local = time.atZone(zone);
    var clock = local.toLocalTime();
    boolean overnight = start.isAfter(end);
    boolean late = !clock.isBefore(start);
    boolean early = clock.isBefore(end);
    if (overnight ? !(late || early) : !(late && early)) {
      return time;
    }
    var day = overnight && late ? local.toLocalDate().plusDays(1) : local.toLocalDate();
    var ending = ZonedDateTime.of(day, end, zone);
    var first = ending.toInstant();
    return first.isAfter(time) ? first : ending.withLaterOffsetAtOverlap().toInstant();
  }

  static LocalTime time(int minutes) {
    return LocalTime.of(minutes / 60, minutes % 60);
  }
}
