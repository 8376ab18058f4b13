package dev.cellwright.kernel.data;

import dev.cellwright.kernel.data.PageRequest.Filter;
import java.util.ArrayList;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Where the rows of a page come from, and which they are.
///
/// @param hits what stands before the statement: the keys that a search found, looked for once; or
///   nothing
/// @param from of the page, and of what is counted
/// @param matching the conditions there, with no regard to who reads
/// @param candidatesFrom of the walk's candidates, a statement of their own
/// @param candidatesMatching the conditions there
/// @param driven whether a search in order answers the rows: those among `$2`, and no more than are
///   counted
record ListingSource(
    String hits,
    String from,
    String matching,
    String candidatesFrom,
    String candidatesMatching,
    boolean driven) {

  static ListingSource of(Listing<?> listing, PageRequest request, Binds binds) {
    var search = listing.search == null ? null : request.search();
    if (search != null) {
      binds.and("search", search);
    }
    if (search != null && isAsTheSearchAnswers(listing, request)) {
      var among = listing.visibility() == null ? "null::uuid[]" : "$2::uuid[]";
      return new ListingSource(
          "",
          found(listing, among, String.valueOf(Listing.COUNTED + 1)),
          "true",
          found(listing, "null::uuid[]", ":work::int"),
          "true",
          true);
    }
    var conditions = new ArrayList<String>();
    conditions.add(listing.where);
    for (int i = 0; i < request.filters().size(); i++) {
      conditions.add(condition(request.filters().get(i), "f" + i, binds));
    }
    var matching = String.join("\n    and ", conditions);
    if (search == null) {
      return new ListingSource("", listing.from, matching, listing.from, matching, false);
    }
    var found = "select found from " + listing.search + " as found";
    return new ListingSource(
        "with hits as materialized (" + found + ")\n",
        listing.from,
        matching + "\n    and " + listing.key + " in (select hits.found from hits)",
        listing.from,
        matching + "\n    and " + listing.key + " in (" + found + ")",
        false);
  }

  private static boolean isAsTheSearchAnswers(Listing<?> listing, PageRequest request) {
    return listing.orderedSearch != null
        && request.filters().isEmpty()
        && request.after() == null
        && request.sorts().equals(listing.order());
  }

  private static String found(Listing<?> listing, String among, String most) {
    return Objects.requireNonNull(listing.orderedSearch)
        .replace(":among", among)
        .replace(":most", most);
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
}
