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

  /// A page of a list: what was found, counted up to a cap, then the rows, each with its place.
  ///
  /// @param told what the first row tells of the caller, or the one of an empty page
  static ListingStatement of(Listing<?> listing, PageRequest request, Binds binds, String told) {
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
    binds.and("last", request.limit());
    binds.and("offset", request.offset());
    var orderBy =
        sorts.stream()
                .map(sort -> sort.column().expression() + direction(sort))
                .collect(Collectors.joining(", ", "", ", " + listing.key))
            + (sorts.getLast().descending() ? " desc" : "");
    var again = readsAgain(listing, request, source);
    var counted = counted(source, seen);
    // Whatever is not counted in passing is counted for every page.
    boolean always = visibility == null && !source.driven();
    var place = place(sorts);
    var statement =
        """
        select %s as cw_total, %s as cw_found,
          case when page.cw_key is not null then row_number() over () end as cw_place, %s::text as cw_cursor, %s::text as cw_walked,
          %s, case when row_number() over () = 1 then %s end as cw_seen%s
        from %s
        left join (
          select %s as cw_key, %s, %s as cw_matching%s
          from %s
          where %s%s
          order by %s
          limit :limit::int offset :offset::bigint
        ) page on true%s
        where %s
        """
            .formatted(
                always ? "counted.n" : total(visibility, counted),
                listing.longTexts.isEmpty() ? "null::bigint" : "count(page.cw_key) over ()",
                listing.longTexts.isEmpty()
                    ? "case when row_number() over () = :last::bigint then " + place + " end"
                    : place,
                visibility == null ? "null" : "$3",
                columns(listing, again ? "shown." : "page."),
                told,
                bytes(listing, place, again ? "shown." : "page."),
                always ? counted + " counted" : "(select) one",
                listing.key,
                numbered(sorts),
                matching(visibility, source, keyset),
                again ? "" : ", " + listing.columns,
                source.from(),
                seen,
                keyset,
                orderBy,
                again ? shown(listing) : "",
                listing.container == null ? "true" : "exists (" + listing.container + ")");
    return new ListingStatement(
        Sql.of(
            source.hits()
                + (listing.longTexts.isEmpty() ? statement : fitting(listing, statement))),
        visibility == null
            ? null
            : candidates(listing, visibility, source, sorts, keyset, orderBy, binds),
        binds);
  }

  private static String columns(Listing<?> listing, String from) {
    return RowType.of(listing.row()).columns().stream()
        .map(column -> from + column.name() + (column.asText() ? "::text" : ""))
        .collect(Collectors.joining(", "));
  }

  /// The rows of which the long texts fit into an answer, and at least one.
  private static String fitting(Listing<?> listing, String statement) {
    return """
    select x.cw_total, x.cw_found, x.cw_place, x.cw_cursor, x.cw_walked, %s, x.cw_seen
    from (
    %s) x
    where coalesce(x.cw_bytes, 0) <= %d or x.cw_place = 1
    """
        .formatted(
            RowType.of(listing.row()).columns().stream()
                .map(column -> "x." + column.name())
                .collect(Collectors.joining(", ")),
            statement,
            LONG_TEXT_BYTES);
  }

  /// The values that a page is sorted by, as they are.
  private static String numbered(List<Sort> sorts) {
    return IntStream.range(0, sorts.size())
        .mapToObj(i -> sorts.get(i).column().expression() + " as cw_" + i)
        .collect(Collectors.joining(", "));
  }

  /// Where a page begins that follows a row: behind the last row of a full page, or, where long
  /// texts may cut it short, behind any.
  private static String place(List<Sort> sorts) {
    return IntStream.range(0, sorts.size())
        .mapToObj(i -> "page.cw_" + i)
        .collect(Collectors.joining(", ", "jsonb_build_array(", ", page.cw_key)"));
  }

  /// How long the texts are up to a row, as JSON.
  private static String bytes(Listing<?> listing, String place, String from) {
    return listing.longTexts.isEmpty()
        ? ""
        : listing.longTexts.stream()
            .map(column -> from + column)
            .collect(
                Collectors.joining(
                    ", ",
                    ",\n  sum(octet_length(to_json(concat(",
                    ", " + place + "))::text)) over (rows unbounded preceding) as cw_bytes"));
  }

  private static boolean readsAgain(Listing<?> listing, PageRequest request, ListingSource source) {
    return source.driven() || request.offset() > 0 || !request.sorts().equals(listing.order());
  }

  private static String shown(Listing<?> listing) {
    return "\n  left join lateral (select %s from %s where %s and %s = page.cw_key offset 0) shown on true"
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

  private static String counted(ListingSource source, String seen) {
    return "(select count(*) as n from (select from %s where %s limit %d) c)"
        .formatted(source.from(), seen, Listing.COUNTED + 1);
  }

  private static String total(@Nullable Visibility visibility, String counted) {
    return "coalesce("
        + (visibility == null ? "" : "($3 ->> 'seen')::bigint, ")
        + "page.cw_matching, "
        + counted
        + ")";
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
