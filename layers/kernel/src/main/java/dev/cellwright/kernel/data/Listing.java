package dev.cellwright.kernel.data;

import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.PageRequest.Operator;
import dev.cellwright.kernel.data.PageRequest.Sort;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list in its parts: which rows it has, by what it is filtered, sorted and searched, and what a
/// row shows. The kernel assembles them into one statement, which is all a request sends.
///
/// The parts are SQL written in a store. What a caller chooses is a column of the list or a bind,
/// never text.
///
/// @param <T> the record of a row
public final class Listing<T extends Record> {
  /// Totals are exact up to here.
  static final int COUNTED = 10_000;

  private final Class<T> row;
  final String from;
  final String where;
  final @Nullable String container;
  final String key;
  final String columns;
  private final List<ListingColumn> choices;
  final @Nullable String search;
  final @Nullable String orderedSearch;
  final List<String> longTexts;
  private final List<Sort> order;
  private final @Nullable Visibility visibility;

  private Listing(Builder<T> parts) {
    row = parts.row;
    from = parts.from;
    where = parts.where;
    container = parts.container;
    key = parts.key;
    columns = parts.columns;
    choices = List.copyOf(parts.choices);
    search = parts.search;
    orderedSearch = parts.orderedSearch;
    longTexts = List.copyOf(parts.longTexts);
    order = List.copyOf(parts.order);
    visibility = parts.visibility;
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

  /// On what a row shows itself to its reader; null for a list that all who may ask for it see
  /// whole.
  public @Nullable Visibility visibility() {
    return visibility;
  }

  /// Makes the page of the rows that the statement answered.
  Page<T> page(PageRequest request, List<ListingRow<T>> answered, CursorSeal seal) {
    var first = answered.getFirst();
    var walk = first.walk();
    var rows = answered.stream().filter(each -> each.row() != null).toList();
    var found = first.found(rows.size());
    var shown = rows.stream().limit(request.limit()).toList();
    // One row more than asked for was found, or long texts didn't all fit into this page.
    boolean more = found > shown.size() && !shown.isEmpty();
    var beyond = walk == null ? null : walk.beyond();
    // A walk that began behind a cursor has not counted what stands before it: the cursor says.
    var before = request.before() < 0 ? (request.page() - 1L) * request.limit() : request.before();
    boolean walkedAll = walk != null && walk.ended() && request.after() == null;
    boolean toTheEnd =
        walk != null && walk.ended() && request.before() >= 0 && found <= request.limit();
    boolean counted = walk == null || walkedAll || toTheEnd;
    var total = walk == null || walkedAll ? first.total() : before + found;
    return new Page<>(
        shown.stream().map(ListingRow::row).map(java.util.Objects::requireNonNull).toList(),
        request.page(),
        request.limit(),
        Math.min(total, COUNTED),
        !counted || total > COUNTED,
        more || beyond != null,
        request.page() > 1,
        more
            ? PageParameters.cursor(request, shown.size(), shown.getLast().cursor())
            : beyond == null
                ? null
                : PageParameters.sealed(request, shown.size(), seal.seal(beyond)));
  }

  /// Collects the parts of a list.
  public static final class Builder<T extends Record> {
    private final Class<T> row;
    private String from = "";
    private String where = "true";
    private @Nullable String container;
    private String key = "";
    private String columns = "";
    private @Nullable String search;
    private @Nullable String orderedSearch;
    private final List<String> longTexts = new ArrayList<>();
    private final List<ListingColumn> choices = new ArrayList<>();
    private final List<Sort> order = new ArrayList<>();
    private @Nullable Visibility visibility;

    private Builder(Class<T> row) {
      this.row = row;
    }

    /// The table, and its alias.
    public Builder<T> from(String relation) {
      from = relation;
      return this;
    }

    /// Which rows are in the list at all. Names the organization, so that the planner knows how
    /// large this tenant is; that no other's rows are seen is the policy's work.
    public Builder<T> where(String condition) {
      where = condition;
      return this;
    }

    /// What the list is a part of: a select that finds something when it is there. Without it there
    /// is no list, not even an empty one.
    public Builder<T> within(String select) {
      container = select;
      return this;
    }

    /// The list holds exactly the rows on whose key its reader holds this permission.
    public Builder<T> visible(String permission) {
      return visible(Visibility.of(permission));
    }

    /// As that, with a measure of its own for the work.
    public Builder<T> visible(Visibility given) {
      visibility = given;
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

    /// A function that answers what was found of the list's rows, in the list's own order, with the
    /// columns of the key and of that order under the table's alias; and the alias. It takes
    /// `:search`, `:among`, the keys of which it answers some, null for any, and `:most`, how many
    /// it answers. A page that is asked for no other way than by words is driven by it.
    public Builder<T> searchesInOrder(String function) {
      orderedSearch = function;
      return this;
    }

    /// The shown columns that may be long, text or JSON: a page holds a bounded sum of them.
    public Builder<T> mayBeLong(String... shown) {
      longTexts.addAll(List.of(shown));
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
      for (var choice : choices) {
        if (choice.expression().matches("[a-z_]+")) {
          // It would mean what a row shows under that name, where there is such.
          throw new IllegalStateException("a column is named with its table's alias: " + choice);
        }
      }
      if (orderedSearch != null && search == null) {
        throw new IllegalStateException("a search in order is one beside the other: " + row);
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
