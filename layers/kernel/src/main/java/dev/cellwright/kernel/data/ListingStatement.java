package dev.cellwright.kernel.data;

import dev.cellwright.kernel.data.PageRequest.Filter;
import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.ArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The one statement that answers a page of a list, assembled from the list's parts.
///
/// Of a visible list, `$2` holds the ids that the page may show, all of them where it is null; and
/// `$3` what a walk through the candidates found out, null where there was none. Both are constants
/// to the planner.
///
/// What a row shows is computed for the rows of the page alone, however it is planned: `offset 0`
/// keeps the planner from computing it for all that it reads on the way to them.
///
/// @param candidates the ids of a visible list in its order, with no regard to who reads; null for
///   other lists
/// @param binds the values of the binds of both
record ListingStatement(Sql sql, @Nullable Sql candidates, Binds binds) {
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
    var visibility = listing.visibility();
    var seen =
        visibility == null
            ? matching
            : matching + "\n    and ($2::uuid[] is null or " + listing.key + " = any ($2))";
    var sorts = request.sorts();
    var after = request.after();
    var keyset =
        after == null ? "" : "\n    and " + Keyset.of(listing.key, sorts, after).condition(binds);
    binds.and("limit", request.limit() + 1);
    binds.and("offset", request.offset());
    var orderBy =
        sorts.stream()
                .map(sort -> sort.column().expression() + direction(sort))
                .collect(Collectors.joining(", ", "", ", " + listing.key))
            + (sorts.getLast().descending() ? " desc" : "");
    var cursor =
        sorts.stream()
            .map(sort -> sort.column().expression())
            .collect(Collectors.joining(", ", "jsonb_build_array(", ", " + listing.key + ")"));
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
                select %s as cw_key, %s as cw_cursor, %s as cw_matching
                from %s
                where %s%s
                order by %s
                limit :limit::int offset :offset::bigint
              ) k
            ), counted as materialized (
              select %s as cw_total
            )
            select x.*
            from (
              select counted.cw_total, (select count(*) from page) as cw_found, p.cw_place, p.cw_cursor, %s as cw_walked, shown.*%s
              from counted
              left join page p on true
              left join lateral (select %s from %s where %s and %s = p.cw_key offset 0) shown on true
            ) x
            where %s%s
            order by x.cw_place
            """
                .formatted(
                    listing.key,
                    cursor,
                    matching(visibility, keyset),
                    listing.from,
                    seen,
                    keyset,
                    orderBy,
                    total(listing, seen),
                    visibility == null ? "null" : "$3",
                    bytes,
                    listing.columns,
                    listing.from,
                    listing.where,
                    listing.key,
                    there,
                    fits)),
        visibility == null
            ? null
            : candidates(listing, visibility, cursor, matching + keyset, orderBy, binds),
        binds);
  }

  /// A list that is driven from few ids counts what matches as it passes by. Where there are no ids
  /// the planner finds nothing left of it.
  private static String matching(@Nullable Visibility visibility, String keyset) {
    return visibility == null || !keyset.isEmpty()
        ? "null::bigint"
        : "case when $2 is not null then count(*) over () end";
  }

  private static String total(Listing<?> listing, String seen) {
    var counted =
        "(select count(*) from (select from %s where %s limit %d) c)"
            .formatted(listing.from, seen, Listing.COUNTED + 1);
    return listing.visibility() == null
        ? counted
        : "coalesce(($3 ->> 'seen')::bigint, (select p.cw_matching from page p limit 1), "
            + counted
            + ")";
  }

  private static Sql candidates(
      Listing<?> listing,
      Visibility visibility,
      String cursor,
      String condition,
      String orderBy,
      Binds binds) {
    binds.and("work", visibility.work());
    return Sql.of(
        """
        select %s as cw_key, %s as cw_cursor
        from %s
        where %s
        order by %s
        limit :work::int
        """
            .formatted(listing.key, cursor, listing.from, condition, orderBy));
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
}
