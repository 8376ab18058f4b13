package dev.cellwright.localcell.dataapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.cellwright.localcell.aws.AwsError;
import java.io.IOException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// How a PostgreSQL type leaves the Data API. Values come in PostgreSQL's text form.
///
/// The types are those that AWS lists for Aurora PostgreSQL, and the two it uses without listing
/// them: `oid` and `timestamptz`. Of `jsonb` there are no arrays.
enum ColumnType {
  BOOLEAN("booleanValue", "booleanValues"),
  LONG("longValue", "longValues"),
  DOUBLE("doubleValue", "doubleValues"),
  DECIMAL("stringValue", "stringValues"),
  STRING("stringValue", "stringValues"),
  TIME("stringValue", "stringValues"),
  TIMESTAMP_WITH_ZONE("stringValue", "stringValues"),
  BLOB("blobValue", "");

  private static final Map<String, ColumnType> TYPES =
      Map.ofEntries(
          Map.entry("bool", BOOLEAN),
          Map.entry("int2", LONG),
          Map.entry("int4", LONG),
          Map.entry("int8", LONG),
          Map.entry("smallserial", LONG),
          Map.entry("serial", LONG),
          Map.entry("bigserial", LONG),
          Map.entry("oid", LONG),
          Map.entry("float4", DOUBLE),
          Map.entry("float8", DOUBLE),
          Map.entry("numeric", DECIMAL),
          Map.entry("text", STRING),
          Map.entry("varchar", STRING),
          Map.entry("bpchar", STRING),
          Map.entry("name", STRING),
          Map.entry("uuid", STRING),
          Map.entry("json", STRING),
          Map.entry("jsonb", STRING),
          Map.entry("date", STRING),
          Map.entry("inet", STRING),
          Map.entry("cidr", STRING),
          Map.entry("time", TIME),
          Map.entry("timestamp", TIME),
          Map.entry("timestamptz", TIMESTAMP_WITH_ZONE),
          Map.entry("bytea", BLOB));

  private static final Set<String> NOT_IN_ARRAYS =
      Set.of("_bytea", "_jsonb", "_oid", "_inet", "_cidr");

  private static final Pattern FRACTION = Pattern.compile("\\.(\\d+)$");
  private static final Pattern ZONED =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)([+-]\\d\\d(?::\\d\\d)?)");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final String field;
  private final String arrayField;

  ColumnType(String field, String arrayField) {
    this.field = field;
    this.arrayField = arrayField;
  }

  /// The type of a name in PostgreSQL's catalog. The driver calls an enum, which has a name of its
  /// own, a `varchar`.
  static ColumnType of(String name, int jdbcType) {
    var type = TYPES.get(name);
    if (type == null && jdbcType == Types.VARCHAR) {
      return STRING;
    }
    if (type == null) {
      throw unsupported(name);
    }
    return type;
  }

  /// The element type of an array's name.
  static ColumnType ofArray(String name) {
    var type = TYPES.get(name.substring(1));
    if (type == null || NOT_IN_ARRAYS.contains(name)) {
      throw unsupported(name);
    }
    return type;
  }

  private static AwsError unsupported(String name) {
    var shown =
        switch (name) {
          case "char" -> "\"CHAR\"";
          case String catalog when catalog.startsWith("reg") -> catalog;
          default -> name.toUpperCase(Locale.ROOT);
        };
    return new AwsError(
        "UnsupportedResultException",
        400,
        "The result contains the unsupported data type " + shown + ".");
  }

  String field() {
    return field;
  }

  String arrayField() {
    return arrayField;
  }

  /// Writes a value, which is not null, in its JSON form.
  void write(JsonGenerator json, String text) throws IOException {
    switch (this) {
      case BOOLEAN -> json.writeBoolean(text.equals("t"));
      case LONG -> json.writeNumber(text);
      case DOUBLE -> {
        if (Character.isLetter(text.charAt(text.length() - 1))) {
          json.writeString(text); // NaN, Infinity
        } else {
          json.writeNumber(text);
        }
      }
      case DECIMAL, STRING, BLOB -> json.writeString(text);
      case TIME -> json.writeString(withFraction(text));
      case TIMESTAMP_WITH_ZONE -> json.writeString(utc(text));
    }
  }

  /// In UTC and without its zone.
  private static String utc(String text) {
    var matcher = ZONED.matcher(text);
    if (!matcher.matches()) {
      return text; // infinity, years beyond 9999 or before Christ
    }
    if (matcher.group(3).equals("+00")) {
      return matcher.group(1) + " " + withFraction(matcher.group(2));
    }
    var offset = matcher.group(3).length() == 3 ? matcher.group(3) + ":00" : matcher.group(3);
    var time =
        OffsetDateTime.parse(matcher.group(1) + "T" + matcher.group(2) + offset)
            .withOffsetSameInstant(ZoneOffset.UTC);
    return format(time.toLocalDateTime());
  }

  private static String format(LocalDateTime time) {
    var seconds = SECONDS.format(time);
    return time.getNano() == 0
        ? seconds
        : withFraction(seconds + "." + "%09d".formatted(time.getNano()).substring(0, 6));
  }

  /// Fractions have three digits where these are enough, else six.
  private static String withFraction(String text) {
    var matcher = FRACTION.matcher(text);
    if (!matcher.find()) {
      return text;
    }
    var micros = (matcher.group(1) + "000000").substring(0, 6);
    var shown = micros.endsWith("000") ? micros.substring(0, 3) : micros;
    return text.substring(0, matcher.start()) + "." + shown;
  }
}
