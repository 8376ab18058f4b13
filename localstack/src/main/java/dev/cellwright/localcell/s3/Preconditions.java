package dev.cellwright.localcell.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request wants to be true of the object before it does anything (RFC 9110, 13).
record Preconditions(
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable Instant ifModifiedSince,
    @Nullable Instant ifUnmodifiedSince) {
  static final Preconditions NONE = new Preconditions(null, null, null, null);
  private static final DateTimeFormatter HTTP =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// Those with the given prefix: `` for the object itself, `x-amz-copy-source-` for a copy's
  /// source.
  static Preconditions of(Map<String, String> headers, String prefix) {
    return new Preconditions(
        headers.get(prefix + "if-match"),
        headers.get(prefix + "if-none-match"),
        time(headers.get(prefix + "if-modified-since")),
        time(headers.get(prefix + "if-unmodified-since")));
  }

  static String httpDate(Instant instant) {
    return HTTP.format(instant);
  }

  /// A date that can't be read counts as none.
  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null
          ? null
          : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  /// Checks before a read. A match of the ETag outweighs the times.
  void checkRead(ObjectVersion version, boolean isCopy) {
    var modified = version.modifiedAt().truncatedTo(ChronoUnit.SECONDS);
    if (ifMatch != null) {
      if (!matches(ifMatch, version)) {
        throw S3Error.preconditionFailed();
      }
    } else if (ifUnmodifiedSince != null && modified.isAfter(ifUnmodifiedSince)) {
      throw S3Error.preconditionFailed();
    }
    var same =
        ifNoneMatch != null
            ? matches(ifNoneMatch, version)
            : ifModifiedSince != null && !modified.isAfter(ifModifiedSince);
    if (same) {
      throw isCopy
          ? S3Error.preconditionFailed()
          : new S3Error("NotModified", 304, "Not Modified", Map.of("ETag", version.quotedEtag()));
    }
  }

  /// Checks before a write or a deletion.
  ///
  /// @param current the live object; null when there is none
  void checkWrite(@Nullable ObjectVersion current) {
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.equals("*")) {
        throw S3Error.notImplemented("If-None-Match other than * on a write");
      }
      if (current != null) {
        throw S3Error.preconditionFailed();
      }
    }
    if (ifMatch != null) {
      if (current == null) {
        throw S3Error.noSuchKey();
      }
      if (!matches(ifMatch, current)) {
        throw S3Error.preconditionFailed();
      }
    }
  }

  private static boolean matches(String wanted, ObjectVersion version) {
    return Arrays.stream(wanted.split(","))
        .map(each -> each.strip().replaceFirst("^W/", "").replace("\"", ""))
        .anyMatch(each -> each.equals("*") || each.equals(version.etag()));
  }
}
