package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which part of a list is wanted, and in which order; read from a request by [PageParameters].
///
/// @param page from 1; with a cursor, the page that follows it
/// @param limit rows a page, 1 to 100
/// @param after where the page before ended; null when the page is found by counting
/// @param sealed where the page before ended, still sealed; null where it is open
/// @param before how many rows the pages before have shown; -1 behind a cursor that doesn't say
public record PageRequest(
    int page,
    int limit,
    List<Sort> sorts,
    List<Filter> filters,
    @Nullable String search,
    @Nullable Cursor after,
    @Nullable String sealed,
    long before) {

  PageRequest after(Cursor cursor) {
    return new PageRequest(page, limit, sorts, filters, search, cursor, null, before);
  }

  /// How many rows to pass over.
  long offset() {
    return after == null ? (page - 1L) * limit : after.skip();
  }

  /// A column to sort by.
  public record Sort(ListingColumn column, boolean descending) {}

  /// A condition on a column.
  ///
  /// @param values one, or for [Operator#ANY] the alternatives
  public record Filter(ListingColumn column, Operator operator, List<JsonNode> values) {}

  /// How a filter compares.
  public enum Operator {
    ANY("", "in"),
    NOT("ne", "<>"),
    LESS("lt", "<"),
    AT_MOST("lte", "<="),
    MORE("gt", ">"),
    AT_LEAST("gte", ">="),
    /// Whether there is a value: `filter[due_date.set]=false`.
    SET("set", "is not null");

    private final String suffix;
    private final String sql;

    Operator(String suffix, String sql) {
      this.suffix = suffix;
      this.sql = sql;
    }

    /// What follows the field and a dot in a filter's name; empty for plain equality.
    public String suffix() {
      return suffix;
    }

    String sql() {
      return sql;
    }
  }

  /// The place after a row: its sort values, then its key. Null values are JSON nulls.
  ///
  /// @param skip how many rows behind it belong to pages before, where a walk ran out of work while
  ///   it still counted those
  public record Cursor(List<JsonNode> values, JsonNode key, int skip) {}
}
