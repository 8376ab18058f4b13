package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row with the columns that a list adds in front of it.
///
/// @param row null in the one row of an empty page, which tells the total alone
record ListingRow<T extends Record>(List<JsonNode> listColumns, @Nullable T row) {
  private static final int PLACE = 2;

  /// The list's total, how many rows were found for this page where not all are answered, the row's
  /// place in it, its sort values and key as a JSON array where a page may end with it, what a walk
  /// found out.
  static final List<RowType.Column> COLUMNS =
      List.of(
          new RowType.Column("cw_total", "bigint", false, JsonNode::asLong),
          new RowType.Column("cw_found", "bigint", false, JsonNode::asLong),
          new RowType.Column("cw_place", "bigint", false, JsonNode::asLong),
          new RowType.Column("cw_cursor", "text", true, JsonNode::asText),
          new RowType.Column("cw_walked", "text", true, JsonNode::asText));

  /// Rows by their places: the database numbers them, and promises no order.
  static List<List<JsonNode>> inOrder(List<List<JsonNode>> answered) {
    return answered.stream()
        .sorted(Comparator.comparingLong(values -> values.get(PLACE).asLong()))
        .toList();
  }

  static <T extends Record> ListingRow<T> of(
      Class<T> type, List<RowType.Column> listColumns, List<JsonNode> values) {
    var own = values.subList(0, listColumns.size());
    if (!listColumns.isEmpty() && own.get(PLACE).isNull()) {
      return new ListingRow<>(own, null);
    }
    var row = RowType.of(type);
    var byName = new HashMap<String, JsonNode>();
    for (int i = 0; i < row.columns().size(); i++) {
      byName.put(row.columns().get(i).name(), values.get(listColumns.size() + i));
    }
    return new ListingRow<>(own, row.read(column -> byName.get(column.name())));
  }

  long total() {
    return listColumns.get(0).asLong();
  }

  /// @param answered how many rows of the page were answered
  long found(int answered) {
    var told = listColumns.get(1);
    return told.isNull() ? answered : told.asLong();
  }

  /// Null where the list was driven from what its reader may see.
  @Nullable Walk walk() {
    var told = listColumns.get(4);
    return told.isNull() ? null : Walk.of(told.asText());
  }

  String cursor() {
    var told = listColumns.get(3);
    if (told.isNull()) {
      throw new IllegalStateException("no page ends with this row");
    }
    return told.asText();
  }
}
