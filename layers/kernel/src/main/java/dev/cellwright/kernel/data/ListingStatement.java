package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.PageRequest.Filter;
import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The one statement that answers a page of a list, assembled from the list's parts.
///
/// @param binds the values of its binds
record ListingStatement(Sql sql, Binds binds) {
  /// How many bytes of long text a page may hold, escaped as JSON has it. A result of the Data API
  /// ends at 1 MiB, and a character that takes four bytes here may take twelve there.
  private static final int LONG_TEXT_BYTES = 300_000;

  /// Candidates in order, counted up to a cap; then the rows of this page.
  static ListingStatement of(Listing<?> listing, PageRequest request, Binds binds) {
    var conditions = new ArrayList<String>();
    conditions.add(listing.where);
    for (int i = 0; i < request.filters().size(); i++) {
      conditions.add(condition(request.filters().get(i), "f" + i, binds));
    }
    if (listing.search != null && request.search() != null) {
      conditions.add(listing.key + " in (select found from " + listing.search + " as found)");
      binds.and("search", request.search());
    }
    var matching = String.join("\n    and ", conditions);
    var keyset = request.after() == null ? "" : "\n    and " + after(listing.key, request, binds);
    binds.and("limit", request.limit() + 1);
    binds.and("offset", request.after() == null ? (request.page() - 1L) * request.limit() : 0);
    var sorts = request.sorts();
    var orderBy =
        sorts.stream()
            .map(sort -> sort.column().expression() + direction(sort))
            .collect(Collectors.joining(", "));
    var last = sorts.getLast().descending() ? " desc" : "";
    var cursor =
        sorts.stream().map(sort -> sort.column().expression()).collect(Collectors.joining(", "));
    var fits =
        listing.longTexts.isEmpty()
            ? ""
            : " and (coalesce(x.cw_bytes, 0) <= " + LONG_TEXT_BYTES + " or x.cw_place = 1)";
    var there = listing.container == null ? "true" : "exists (" + listing.container + ")";
    var bytes =
        listing.longTexts.isEmpty()
            ? ""
            : listing.longTexts.stream()
                .map(column -> "shown." + column)
                .collect(
                    Collectors.joining(
                        ", ",
                        ", sum(octet_length(to_json(concat(",
                        ", p.cw_cursor))::text)) over (order by p.cw_place) as cw_bytes"));
    return new ListingStatement(
        Sql.of(
            """
            with page as materialized (
              select k.*, row_number() over () as cw_place
              from (
                select %s as cw_key, jsonb_build_array(%s, %s) as cw_cursor
                from %s
                where %s%s
                order by %s, %s%s
                limit :limit::int offset :offset::bigint
              ) k
            ), counted as materialized (
              select count(*) as cw_total from (select from %s where %s limit %d) c
            )
            select x.*
            from (
              select counted.cw_total, (select count(*) from page) as cw_found, p.cw_place, p.cw_cursor, shown.*%s
              from counted
              left join page p on true
              left join lateral (select %s from %s where %s and %s = p.cw_key) shown on true
            ) x
            where %s%s
            order by x.cw_place
            """
                .formatted(
                    listing.key,
                    cursor,
                    listing.key,
                    listing.from,
                    matching,
                    keyset,
                    orderBy,
                    listing.key,
                    last,
                    listing.from,
                    matching,
                    Listing.COUNTED + 1,
                    bytes,
                    listing.columns,
                    listing.from,
                    listing.where,
                    listing.key,
                    there,
                    fits)),
        binds);
  }

  private static String condition(Filter filter, String name, Binds binds) {
    var column = filter.column();
    var type = column.type().sql();
    return switch (filter.operator()) {
      case SET ->
          column.expression()
              + (filter.values().getFirst().asBoolean() ? " is not null" : " is null");
      case ANY ->
          IntStream.range(0, filter.values().size())
              .mapToObj(i -> {
                binds.and(name + "_" + i, filter.values().get(i));
                return ":" + name + "_" + i + "::" + type;
              })
              .collect(Collectors.joining(", ", column.expression() + " in (", ")"));
      case NOT -> {
        binds.and(name, filter.values().getFirst());
        yield column.expression() + " is distinct from :" + name + "::" + type;
      }
      case LESS, AT_MOST, MORE, AT_LEAST -> {
        binds.and(name, filter.values().getFirst());
        yield column.expression() + " " + filter.operator().sql() + " :" + name + "::" + type;
      }
    };
  }

  private static String direction(Sort sort) {
    return (sort.descending() ? " desc" : "") + (sort.column().nullable() ? " nulls last" : "");
  }

  /// The rows behind the cursor. Where all columns run one way and hold no nulls, it is a
  /// comparison of rows, which an index answers at any depth; otherwise the first column still
  /// bounds the scan.
  private static String after(String key, PageRequest request, Binds binds) {
    var cursor = java.util.Objects.requireNonNull(request.after());
    var sorts = new ArrayList<>(request.sorts());
    sorts.add(
        new Sort(
            new ListingColumn("", key, Type.UUID, false, false, false),
            request.sorts().getLast().descending()));
    var values = new ArrayList<JsonNode>(cursor.values());
    values.add(cursor.key());
    for (int i = 0; i < values.size(); i++) {
      binds.and("c" + i, values.get(i));
    }
    var descending = sorts.getFirst().descending();
    var oneWay =
        sorts.stream()
            .allMatch(sort -> sort.descending() == descending && !sort.column().nullable());
    if (oneWay) {
      return "("
          + sorts.stream().map(sort -> sort.column().expression()).collect(Collectors.joining(", "))
          + (descending ? ") < (" : ") > (")
          + IntStream.range(0, sorts.size())
              .mapToObj(i -> bind(sorts.get(i), i))
              .collect(Collectors.joining(", "))
          + ")";
    }
    var alternatives = new ArrayList<String>();
    for (int i = 0; i < sorts.size(); i++) {
      var terms = new ArrayList<String>();
      for (int j = 0; j < i; j++) {
        terms.add(
            values.get(j).isNull()
                ? sorts.get(j).column().expression() + " is null"
                : sorts.get(j).column().expression() + " = " + bind(sorts.get(j), j));
      }
      var sort = sorts.get(i);
      if (values.get(i).isNull()) {
        continue; // Nulls are last: nothing follows them in this column.
      }
      var beyond = sort.column().expression() + (sort.descending() ? " < " : " > ") + bind(sort, i);
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
                + bind(first, 0)
                + " and ";
    return bound + "(" + String.join(" or ", alternatives) + ")";
  }

  private static String bind(Sort sort, int place) {
    return ":c" + place + "::" + sort.column().type().sql();
  }
}
