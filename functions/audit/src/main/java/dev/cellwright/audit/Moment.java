package dev.cellwright.audit;

import dev.cellwright.kernel.shape.InvalidShape;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Times as they are asked for, and as the trail writes them.
final class Moment {
  private static final DateTimeFormatter WRITTEN =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Moment() {}

  /// A time, or a day, which is its first moment in UTC; null for none.
  ///
  /// @throws InvalidShape for what is neither
  static @Nullable Instant of(String parameter, @Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      var instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
          || instant.isAfter(Instant.parse("9999-12-31T23:59:59.999999Z"))) {
        throw new DateTimeException("outside the years 1 to 9999");
      }
      return instant;
    } catch (DateTimeException e) {
      throw new InvalidShape(parameter, "must be a time such as 2026-01-31T12:00:00Z, or a date");
    }
  }

  /// As the trail has it in what is hashed: UTC, to the microsecond.
  static String written(Instant instant) {
    return WRITTEN.format(instant);
  }
}
