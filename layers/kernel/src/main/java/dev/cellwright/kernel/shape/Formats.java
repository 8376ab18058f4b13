package dev.cellwright.kernel.shape;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The `format` values of our schemas, stricter than JSON Schema words them.
@SuppressWarnings("ImmutableEnumChecker") // the predicates hold no state
enum Formats {
  UUID(
      "uuid",
      null,
      "must be a UUID, for example 01890a5d-ac96-774b-bcce-b302099a8057",
      matching("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")),
  MOMENT(
      "date-time",
      null,
      "must be a time with an offset, for example 2026-01-31T09:30:00Z, in the years 0001 to 9999",
      Formats::isMoment),
  DAY(
      "date",
      null,
      "must be a date, for example 2026-01-31, in the years 0001 to 9999",
      Formats::isDay),
  LINE(
      "line",
      "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
      "must be one line, without control characters",
      matching("[^\\p{Cc}\\p{Zl}\\p{Zp}]*+")),
  EMAIL("email", null, "must be an email address", Formats::isEmail),
  MAILBOX(
      "mailbox",
      "^[!-?A-~]+@",
      "must be an email address with nothing but ASCII before the @: mail can't be sent to others",
      Formats::isMailbox),
  SLUG(
      "slug",
      "^[a-z0-9]+(-[a-z0-9]+)*$",
      "must be lower-case letters, digits and single dashes between them",
      matching("[a-z0-9]++(-[a-z0-9]++)*+")),
  NAME(
      "name",
      "^[a-z][a-z0-9]*(_[a-z0-9]+)*$",
      "must be lower-case letters, digits and single underscores between them, a letter first",
      matching("[a-z][a-z0-9]*+(_[a-z0-9]++)*+")),
  TITLE(
      "title",
      "\\S",
      "must be one line, and not of blanks alone",
      name -> isTitle(withoutBlanksAround(name))),
  TIME_ZONE(
      "time-zone",
      null,
      "must be an IANA time zone, for example Europe/Madrid",
      name -> Zones.NAMES.contains(name)),
  LANGUAGE_TAG(
      "language-tag", null, "must be a language tag, for example pt-BR", Formats::isLanguageTag),
  HTTPS_URL(
      "uri", "^https://", "must be an absolute URL that begins with https://", Formats::isHttpsUrl),
  ORDER("order-key", "^[0-9A-Za-z]+$", "must be letters and digits", matching("[0-9A-Za-z]+"));

  /// Nothing with a format is longer; it also bounds how deep a regular expression can recurse.
  private static final int LONGEST = 2048;

  private static final Predicate<String> MOMENT_FORM =
      matching(
          "\\d{4}-\\d\\d-\\d\\d[Tt]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?([Zz]|[+-]\\d\\d:\\d\\d)");
  private static final Predicate<String> DAY_FORM = matching("\\d{4}-\\d\\d-\\d\\d");
  private static final Predicate<String> EMAIL_FORM =
      matching(
          // Dots part the local name as they part the host's labels; a label neither begins nor
          // ends with a dash.
          "(?=.{1,64}@)[^\\s\\p{Z}\\p{C}@<>()\\[\\]\\\\,;:\".]+(\\.[^\\s\\p{Z}\\p{C}@<>()\\[\\]\\\\,;:\".]+)*"
              + "@([\\p{L}\\p{N}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?\\.)+[\\p{L}\\p{N}]([\\p{L}\\p{N}\\p{M}-]*[\\p{L}\\p{N}\\p{M}])?");
  private static final Predicate<String> MAILBOX_FORM = matching("[!-?A-~]++@.*");
  private static final Predicate<String> LANGUAGE_FORM =
      matching("[A-Za-z]{2,8}(-[0-9A-Za-z]{1,8})*");

  /// As the keyword `format` has it.
  final String word;

  /// A regular expression that says about the same, for the documents.
  final @Nullable String pattern;

  final String message;
  private final Predicate<String> test;

  Formats(String word, @Nullable String pattern, String message, Predicate<String> test) {
    this.word = word;
    this.pattern = pattern;
    this.message = message;
    this.test = test;
  }

  boolean admits(String value) {
    return value.length() <= LONGEST && test.test(value);
  }

  static @Nullable Formats of(Text.Format format) {
    return switch (format) {
      case ANY -> null;
      case LINE -> LINE;
      case EMAIL -> EMAIL;
      case MAILBOX -> MAILBOX;
      case SLUG -> SLUG;
      case NAME -> NAME;
      case TITLE -> TITLE;
      case TIME_ZONE -> TIME_ZONE;
      case LANGUAGE_TAG -> LANGUAGE_TAG;
      case HTTPS_URL -> HTTPS_URL;
      case ORDER -> ORDER;
    };
  }

  /// Cut to microseconds: PostgreSQL has no finer ones and would round, beyond the last year even.
  static Instant moment(String value) {
    return OffsetDateTime.parse(value, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
        .toInstant()
        .truncatedTo(ChronoUnit.MICROS);
  }

  /// Blanks are what separates or controls in Unicode: no-break spaces and line breaks too.
  static String withoutBlanksAround(String value) {
    int begin = 0;
    int end = value.length();
    while (begin < end && isBlank(value.charAt(begin))) {
      begin++;
    }
    while (end > begin && isBlank(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(begin, end);
  }

  private static boolean isBlank(int character) {
    return Character.isSpaceChar(character) || Character.isISOControl(character);
  }

  private static boolean isTitle(String value) {
    return value.codePoints().anyMatch(each -> !isBlank(each) && !isInvisible(each))
        && value.codePoints().noneMatch(Formats::partsLines);
  }

  private static boolean isInvisible(int character) {
    return Character.getType(character) == Character.FORMAT;
  }

  private static boolean partsLines(int character) {
    return Character.isISOControl(character)
        || Character.getType(character) == Character.LINE_SEPARATOR
        || Character.getType(character) == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isMoment(String value) {
    if (!MOMENT_FORM.test(value)) {
      return false;
    }
    try {
      int year = moment(value).atOffset(ZoneOffset.UTC).getYear();
      return year >= 1 && year <= 9999;
    } catch (DateTimeException refused) {
      return false;
    }
  }

  private static boolean isDay(String value) {
    if (!DAY_FORM.test(value)) {
      return false;
    }
    try {
      return LocalDate.parse(value).getYear() >= 1;
    } catch (DateTimeException refused) {
      return false;
    }
  }

  private static boolean isEmail(String value) {
    return EMAIL_FORM.test(value) && value.getBytes(StandardCharsets.UTF_8).length <= 254;
  }

  private static boolean isMailbox(String value) {
    return isEmail(value) && MAILBOX_FORM.test(value);
  }

  private static boolean isLanguageTag(String value) {
    if (!LANGUAGE_FORM.test(value)) {
      return false;
    }
    try {
      return !new Locale.Builder().setLanguageTag(value).build().getLanguage().isEmpty();
    } catch (IllformedLocaleException refused) {
      return false;
    }
  }

  private static boolean isHttpsUrl(String value) {
    try {
      var url = new URI(value);
      return "https".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && url.getRawUserInfo() == null;
    } catch (URISyntaxException refused) {
      return false;
    }
  }

  private static Predicate<String> matching(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  /// Read from the JDK when first asked for.
  private static final class Zones {
    static final Set<String> NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());
  }
}
