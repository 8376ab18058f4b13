package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.PageRequest.Cursor;
import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The condition that a row stands behind a cursor. Where all columns run one way and hold no
/// nulls, it is a comparison of rows, which an index answers at any depth; otherwise the first
/// column still bounds the scan.
record Keyset(List<Sort> sorts, List<JsonNode> values) {

  static Keyset of(String key, List<Sort> order, Cursor after) {
    var sorts = new ArrayList<>(order);
    sorts.add(
        new Sort(
            new ListingColumn("", key, Type.UUID, false, false, false),
            order.getLast().descending()));
    var values = new ArrayList<JsonNode>(after.values());
    values.add(after.key());
    return new Keyset(sorts, values);
  }

  String condition(Binds binds) {
    for (int i = 0; i < values.size(); i++) {
      binds.and("c" + i, values.get(i));
    }
    var descending = sorts.getFirst().descending();
    var oneWay =
        sorts.stream()
            .allMatch(sort -> sort.descending() == descending && !sort.column().nullable());
    return oneWay ? rows(descending) : alternatives();
  }

  private String rows(boolean descending) {
    return "("
        + sorts.stream().map(sort -> sort.column().expression()).collect(Collectors.joining(", "))
        + (descending ? ") < (" : ") > (")
        + IntStream.range(0, sorts.size()).mapToObj(this::bind).collect(Collectors.joining(", "))
        + ")";
  }

  private String alternatives() {
    var alternatives = new ArrayList<String>();
    for (int i = 0; i < sorts.size(); i++) {
      var terms = new ArrayList<String>();
      for (int j = 0; j < i; j++) {
        terms.add(
            values.get(j).isNull()
                ? sorts.get(j).column().expression() + " is null"
                : sorts.get(j).column().expression() + " = " + bind(j));
      }
      var sort = sorts.get(i);
      if (values.get(i).isNull()) {
        continue; // Nulls are last: nothing follows them in this column.
      }
      var beyond = sort.column().expression() + (sort.descending() ? " < " : " > ") + bind(i);
      terms.add(
          sort.column().nullable()
              ? "(" + beyond + " or " + sort.column().expression() + " is null)"
              : beyond);
      alternatives.add("(" + String.join(" and ", terms) + ")");
    }
    var first = sorts.getFirst();
    var bound =
        first.column().nullable()
            ? ""
            : first.column().expression()
                + (first.descending() ? " <= " : " >= ")
                + bind(0)
                + " and ";
    return bound + "(" + String.join(" or ", alternatives) + ")";
  }

  private String bind(int place) {
    return ":c" + place + "::" + sorts.get(place).column().type().sql();
  }
}
