package dev.cellwright.integrations;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// When a receiver wants to be called again (RFC 9110, 10.2.3), within a day.
final class RetryAfter {
  private static final Duration LONGEST = Duration.ofDays(1);

  private RetryAfter() {}

  /// Seconds from now; 0 where it says nothing that can be understood.
  static int seconds(@Nullable String header, Instant now) {
    if (header == null) {
      return 0;
    }
    var text = header.strip();
    if (text.matches("[0-9]{1,9}")) {
      return (int) Math.min(Long.parseLong(text), LONGEST.toSeconds());
    }
    try {
      var then = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(now, then).toSeconds();
      return (int) Math.clamp(wait, 0, LONGEST.toSeconds());
    } catch (DateTimeParseException _) {
      return 0;
    }
  }
}
