package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.PageRequest.Filter;
import dev.cellwright.kernel.data.PageRequest.Operator;
import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A list in its parts: which rows it has, by what it is filtered, sorted and searched, and what a row
/// shows. The kernel assembles them into one statement, which is all a request sends.
///
/// The parts are SQL written in a store. What a caller chooses is a column of the list or a bind,
/// never text.
///
/// @param <T> the record of a row
public final class Listing<T extends Record> {
  /// Totals are exact up to here.
  static final int COUNTED = 10_000;

  /// How many bytes of long text a page may hold: a result of the Data API ends at 1 MiB.
  private static final int LONG_TEXT_BYTES = 700_000;

  private final Class<T> row;
  private final String from;
  private final String where;
  private final String key;
  private final String columns;
  private final List<ListingColumn> choices;
  private final @Nullable String search;
  private final @Nullable String longText;
  private final List<Sort> order;

  private Listing(Builder<T> parts) {
    row = parts.row;
    from = parts.from;
    where = parts.where;
    key = parts.key;
    columns = parts.columns;
    choices = List.copyOf(parts.choices);
    search = parts.search;
    longText = parts.longText;
    order = List.copyOf(parts.order);
  }

  public static <T extends Record> Builder<T> of(Class<T> row) {
    return new Builder<>(row);
  }

  public Class<T> row() {
    return row;
  }

  /// The columns that a caller may filter or sort by.
  public List<ListingColumn> choices() {
    return choices;
  }

  /// Whether the list takes `search=`.
  public boolean searchable() {
    return search != null;
  }

  /// The order of a list whose caller asks for none.
  public List<Sort> order() {
    return order;
  }

  /// A statement and the values of its binds.
  record Generated(Sql sql, Binds binds) {}

  /// Candidates in order, counted up to a cap; then the rows of this page.
  Generated statement(PageRequest request, Binds binds) {
    var conditions = new ArrayList<String>();
    conditions.add(where);
    for (int i = 0; i < request.filters().size(); i++) {
      conditions.add(condition(request.filters().get(i), "f" + i, binds));
    }
    if (search != null && request.search() != null) {
      conditions.add(key + " in (select found from " + search + " as found)");
      binds.and("search", request.search());
    }
    var matching = String.join("\n    and ", conditions);
    var keyset = request.after() == null ? "" : "\n    and " + after(request, binds);
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
        longText == null
            ? ""
            : "\n  where coalesce(x.cw_bytes, 0) <= " + LONG_TEXT_BYTES + " or x.cw_place = 1";
    var bytes =
        longText == null
            ? ""
            : ", sum(octet_length(" + longText + ")) over (order by p.cw_place) as cw_bytes";
    return new Generated(
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
              select counted.cw_total, (select count(*) from page) as cw_found, p.cw_place, p.cw_cursor, t.*%s
              from counted
              left join page p on true
              left join lateral (select %s from %s where %s and %s = p.cw_key) t on true
            ) x%s
            order by x.cw_place
            """
                .formatted(
                    key, cursor, key, from, matching, keyset, orderBy, key, last, from, matching,
                    COUNTED + 1, bytes, columns, from, where, key, fits)),
        binds);
  }

  /// Makes the page of the rows that the statement answered.
  Page<T> page(PageRequest request, List<ListingRow<T>> answered) {
    var total = answered.isEmpty() ? 0 : answered.getFirst().total();
    var found = answered.isEmpty() ? 0 : answered.getFirst().found();
    var shown = answered.stream().filter(each -> each.row() != null).limit(request.limit()).toList();
    // One row more than asked for was found, or long texts didn't all fit into this page.
    boolean hasNext = found > shown.size() && !shown.isEmpty();
    return new Page<>(
        shown.stream().map(ListingRow::row).map(java.util.Objects::requireNonNull).toList(),
        request.page(),
        request.limit(),
        Math.min(total, COUNTED),
        total > COUNTED,
        hasNext,
        request.page() > 1,
        hasNext ? PageParameters.cursor(request, shown.getLast().cursor()) : null);
  }

  private static String condition(Filter filter, String name, Binds binds) {
    var column = filter.column();
    var type = column.type().sql();
    return switch (filter.operator()) {
      case SET ->
          column.expression() + (filter.values().getFirst().asBoolean() ? " is not null" : " is null");
      case ANY ->
          IntStream.range(0, filter.values().size())
              .mapToObj(
                  i -> {
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
    return (sort.descending() ? " desc" : "")
        + (sort.column().nullable() ? " nulls last" : "");
  }

  /// The rows behind the cursor. Where all columns run one way and hold no nulls, it is a comparison of
  /// rows, which an index answers at any depth; otherwise the first column still bounds the scan.
  private String after(PageRequest request, Binds binds) {
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

  /// Collects the parts of a list.
  public static final class Builder<T extends Record> {
    private final Class<T> row;
    private String from = "";
    private String where = "true";
    private String key = "";
    private String columns = "";
    private @Nullable String search;
    private @Nullable String longText;
    private final List<ListingColumn> choices = new ArrayList<>();
    private final List<Sort> order = new ArrayList<>();

    private Builder(Class<T> row) {
      this.row = row;
    }

    /// The table, and its alias.
    public Builder<T> from(String relation) {
      from = relation;
      return this;
    }

    /// Which rows are in the list at all. Names the organization, so that the planner knows how large
    /// this tenant is; that no other's rows are seen is the policy's work.
    public Builder<T> where(String condition) {
      where = condition;
      return this;
    }

    /// The UUID that tells rows apart.
    public Builder<T> key(String expression) {
      key = expression;
      return this;
    }

    /// What a row shows: columns named as the record's components.
    public Builder<T> shows(String selection) {
      columns = selection;
      return this;
    }

    /// A function that takes `:search` and answers the keys of what was found.
    public Builder<T> searches(String function) {
      search = function;
      return this;
    }

    /// The column of long text, of which a page holds a bounded sum.
    public Builder<T> longText(String column) {
      longText = column;
      return this;
    }

    /// A column to filter and to sort by.
    public Builder<T> choice(String field, String expression, Type type) {
      choices.add(new ListingColumn(field, expression, type, false, true, true));
      return this;
    }

    /// A column that may be null, to filter and to sort by.
    public Builder<T> nullableChoice(String field, String expression, Type type) {
      choices.add(new ListingColumn(field, expression, type, true, true, true));
      return this;
    }

    /// A column to filter by only, because its order means nothing; it may be null.
    public Builder<T> filter(String field, String expression, Type type) {
      choices.add(new ListingColumn(field, expression, type, true, true, false));
      return this;
    }

    /// The order when the caller asks for none.
    public Builder<T> ordered(String field, boolean descending) {
      var column =
          choices.stream()
              .filter(choice -> choice.field().equals(field))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no column to sort by: " + field));
      order.add(new Sort(column, descending));
      return this;
    }

    public Listing<T> build() {
      if (from.isEmpty() || key.isEmpty() || columns.isEmpty() || order.isEmpty()) {
        throw new IllegalStateException("a list needs from, key, shows and an order: " + row);
      }
      return new Listing<>(this);
    }
  }

  /// The operators that a column takes, plain equality first.
  public static List<Operator> operators(ListingColumn column) {
    var operators = new ArrayList<>(List.of(Operator.ANY, Operator.NOT));
    if (column.type() != Type.BOOLEAN && column.type() != Type.UUID) {
      operators.addAll(List.of(Operator.LESS, Operator.AT_MOST, Operator.MORE, Operator.AT_LEAST));
    }
    if (column.nullable()) {
      operators.add(Operator.SET);
    }
    return operators;
  }
}
