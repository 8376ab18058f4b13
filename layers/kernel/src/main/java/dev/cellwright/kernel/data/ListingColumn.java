package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.shape.InvalidShape;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/// A column of a list by which a caller may filter or sort.
///
/// @param field its name on the wire
/// @param expression what it is in SQL; its type must be one that row-level security leaves
///   indexable
/// @param nullable whether it may be null; nulls sort last, in both directions
public record ListingColumn(
    String field,
    String expression,
    Type type,
    boolean nullable,
    boolean filterable,
    boolean sortable) {

  /// What a column holds.
  public enum Type {
    TEXT("text"),
    UUID("uuid"),
    INSTANT("timestamptz"),
    DATE("date"),
    WHOLE_NUMBER("bigint"),
    BOOLEAN("boolean");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    String sql() {
      return sql;
    }
  }

  /// Reads a value from a query parameter.
  ///
  /// @param parameter the parameter's name, for the message
  /// @throws InvalidShape when it isn't of the column's type
  JsonNode parse(String parameter, String text) {
    var json = JsonNodeFactory.instance;
    try {
      return switch (type) {
        case TEXT -> json.textNode(storable(text));
        case UUID -> {
          var id = java.util.UUID.fromString(text);
          if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
          }
          yield json.textNode(id.toString());
        }
        case INSTANT -> json.textNode(instant(text).toString());
        case DATE -> json.textNode(LocalDate.parse(text).toString());
        case WHOLE_NUMBER -> json.numberNode(Long.parseLong(text));
        case BOOLEAN ->
            switch (text) {
              case "true" -> json.booleanNode(true);
              case "false" -> json.booleanNode(false);
              default -> throw new IllegalArgumentException(text);
            };
      };
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidShape(
          parameter,
          "must be "
              + switch (type) {
                case TEXT -> "text without NUL and lone surrogates";
                case UUID -> "a UUID";
                case INSTANT -> "a time such as 2026-01-31T12:00:00Z, or a date";
                case DATE -> "a date such as 2026-01-31";
                case WHOLE_NUMBER -> "a whole number";
                case BOOLEAN -> "true or false";
              });
    }
  }

  /// PostgreSQL stores neither NUL nor half a character.
  private static String storable(String text) {
    if (text.indexOf('\0') >= 0
        || text.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static Instant instant(String text) {
    var instant =
        text.length() == 10
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant();
    if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
        || instant.isAfter(Instant.parse("9999-12-31T23:59:59.999999999Z"))) {
      throw new DateTimeException("outside the years 1 to 9999");
    }
    return instant;
  }
}
