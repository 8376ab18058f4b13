package dev.cellwright.kernel.data;

import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The one statement that answers a page of a list, assembled from the list's parts.
///
/// Of a visible list, `$2` holds the ids that the page may show, all of them where it is null; and
/// `$3` what a walk through the candidates found out, null where there was none. Both are constants
/// to the planner.
///
/// A search in the list's own order, without filters and from its beginning, is driven by what the
/// listing's function found: up to the cap, so that all of it is counted in passing. Any other
/// takes the found keys as a condition among others.
///
/// What a row shows is computed for the rows of the page alone, however it is planned. In the
/// list's own order, which an index has, and from the page's first row on, no others are read, so
/// that it is computed where they are found. Else the rows are read again by their keys: `offset 0`
/// keeps the planner from computing it for all that it reads on the way to them.
///
/// @param candidates the ids of a visible list in its order, with no regard to who reads; null for
///   other lists
/// @param binds the values of the binds of both
record ListingStatement(Sql sql, @Nullable Sql candidates, Binds binds) {
  /// How many bytes of long text a page may hold, escaped as JSON has it. A result of the Data API
  /// ends at 1 MiB, and a character that takes four bytes here may take twelve there.
  private static final int LONG_TEXT_BYTES = 300_000;

  private static final String FITS =
      " and (coalesce(x.cw_bytes, 0) <= " + LONG_TEXT_BYTES + " or x.cw_place = 1)";

  /// Candidates in order, counted up to a cap; then the rows of this page.
  static ListingStatement of(Listing<?> listing, PageRequest request, Binds binds) {
    var visibility = listing.visibility();
    var source = ListingSource.of(listing, request, binds);
    var seen =
        visibility == null || source.driven()
            ? source.matching()
            : source.matching()
                + "\n    and ($2::uuid[] is null or "
                + listing.key
                + " = any ($2))";
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
    binds.and("last", request.limit());
    var again = readsAgain(listing, request, source);
    var there = listing.container == null ? "true" : "exists (" + listing.container + ")";
    return new ListingStatement(
        Sql.of(
            """
            %sselect x.*
            from (
              select %s as cw_total, coalesce(p.cw_rows, 0) as cw_found, p.cw_row as cw_place, %s as cw_cursor, %s as cw_walked, %s%s
              from (select) one
              left join (
                select k.*, row_number() over () as cw_row, count(*) over () as cw_rows
                from (
                  select %s as cw_key, %s, %s as cw_matching%s
                  from %s
                  where %s%s
                  order by %s
                  limit :limit::int offset :offset::bigint
                ) k
              ) p on true%s
            ) x
            where %s%s
            order by x.cw_place
            """
                .formatted(
                    source.hits(),
                    total(listing, source, seen),
                    cursor(listing, sorts),
                    visibility == null ? "null" : "$3",
                    again ? "shown.*" : "p.*",
                    bytes(listing, sorts, again ? "shown." : "p."),
                    listing.key,
                    numbered(sorts),
                    matching(visibility, source, keyset),
                    again ? "" : ", " + listing.columns,
                    source.from(),
                    seen,
                    keyset,
                    orderBy,
                    again ? shown(listing) : "",
                    there,
                    listing.longTexts.isEmpty() ? "" : FITS)),
        visibility == null
            ? null
            : candidates(listing, visibility, source, sorts, keyset, orderBy, binds),
        binds);
  }

  /// The values that a page is sorted by, as they are.
  private static String numbered(List<Sort> sorts) {
    return IntStream.range(0, sorts.size())
        .mapToObj(i -> sorts.get(i).column().expression() + " as cw_" + i)
        .collect(Collectors.joining(", "));
  }

  private static String place(List<Sort> sorts) {
    return IntStream.range(0, sorts.size())
        .mapToObj(i -> "p.cw_" + i)
        .collect(Collectors.joining(", ", "jsonb_build_array(", ", p.cw_key)"));
  }

  /// Where the next page begins: behind the last row of a full one, or, where long texts may cut a
  /// page short, behind any.
  private static String cursor(Listing<?> listing, List<Sort> sorts) {
    return listing.longTexts.isEmpty()
        ? "case when p.cw_row = :last::bigint then " + place(sorts) + " end"
        : place(sorts);
  }

  private static String bytes(Listing<?> listing, List<Sort> sorts, String from) {
    return listing.longTexts.isEmpty()
        ? ""
        : listing.longTexts.stream()
            .map(column -> from + column)
            .collect(
                Collectors.joining(
                    ", ",
                    ", sum(octet_length(to_json(concat(",
                    ", " + place(sorts) + "))::text)) over (order by p.cw_row) as cw_bytes"));
  }

  private static boolean readsAgain(Listing<?> listing, PageRequest request, ListingSource source) {
    return source.driven() || request.offset() > 0 || !request.sorts().equals(listing.order());
  }

  private static String shown(Listing<?> listing) {
    return "\n  left join lateral (select %s from %s where %s and %s = p.cw_key offset 0) shown on true"
        .formatted(listing.columns, listing.from, listing.where, listing.key);
  }

  /// A list that is driven by a search, or from few ids, counts what matches as it passes by. Where
  /// there are no ids the planner finds nothing left of it.
  private static String matching(
      @Nullable Visibility visibility, ListingSource source, String keyset) {
    if (source.driven()) {
      return "count(*) over ()";
    }
    return visibility == null || !keyset.isEmpty()
        ? "null::bigint"
        : "case when $2 is not null then count(*) over () end";
  }

  private static String total(Listing<?> listing, ListingSource source, String seen) {
    var counted =
        "(select count(*) from (select from %s where %s limit %d) c)"
            .formatted(source.from(), seen, Listing.COUNTED + 1);
    if (listing.visibility() == null && !source.driven()) {
      return counted;
    }
    var walked = listing.visibility() == null ? "" : "($3 ->> 'seen')::bigint, ";
    return "coalesce(" + walked + "p.cw_matching, " + counted + ")";
  }

  private static Sql candidates(
      Listing<?> listing,
      Visibility visibility,
      ListingSource source,
      List<Sort> sorts,
      String keyset,
      String orderBy,
      Binds binds) {
    binds.and("work", visibility.work());
    var cursor =
        sorts.stream()
            .map(sort -> sort.column().expression())
            .collect(Collectors.joining(", ", "jsonb_build_array(", ", " + listing.key + ")"));
    return Sql.of(
        """
        select %s as cw_key, %s as cw_cursor
        from %s
        where %s
        order by %s
        limit :work::int
        """
            .formatted(
                listing.key,
                cursor,
                source.candidatesFrom(),
                source.candidatesMatching() + keyset,
                orderBy));
  }

  private static String direction(Sort sort) {
    return (sort.descending() ? " desc" : "") + (sort.column().nullable() ? " nulls last" : "");
  }
}
