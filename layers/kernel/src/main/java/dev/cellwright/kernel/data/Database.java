package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.http.Access;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The cell's database, one call at a time.
///
/// Each call carries the signed context of the request's scope and the permission that its route
/// asks, so that whether the caller may, and what the caller may see, are decided where the data
/// is.
public final class Database {
  /// What the database saw of the caller, beside every row: the role, a comma, and the rate lease.
  private static final String SEEN = "cw_seen";

  private final DataApi api;
  private final ContextTokens contexts;
  private final RateLeases rates;

  public Database(DataApi api, ContextTokens contexts, RateLeases rates) {
    this.api = api;
    this.contexts = contexts;
    this.rates = rates;
  }

  /// The first row, or null where there is none.
  public <T extends Record> @Nullable T first(Query<T> query, Binds binds) {
    var rows = all(query, binds);
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /// All rows, in the query's order.
  public <T extends Record> List<T> all(Query<T> query, Binds binds) {
    return read(query.row(), query.sql(), binds);
  }

  /// One page of a list.
  ///
  /// @throws IllegalArgumentException for a list within something; ask for that with [#pageWithin]
  public <T extends Record> Page<T> page(Listing<T> listing, PageRequest request, Binds binds) {
    var page = pageWithin(listing, request, binds);
    if (page == null) {
      throw new IllegalArgumentException(
          "a list within something may not be there: " + listing.row());
    }
    return page;
  }

  /// One page of a list that is a part of something, or null where that isn't there.
  public <T extends Record> @Nullable Page<T> pageWithin(
      Listing<T> listing, PageRequest request, Binds binds) {
    var generated = ListingStatement.of(listing, request, binds);
    var rows = read(listing.row(), ListingRow.COLUMNS, generated.sql(), generated.binds());
    return rows.isEmpty() ? null : listing.page(request, rows);
  }

  /// Runs a command. However often it is tried, it takes effect at most once.
  ///
  /// @throws Refused before anything ran
  public Outcome run(Command command) {
    var scope = RequestScope.current();
    var envelope = JsonNodeFactory.instance.objectNode();
    ask(scope, envelope);
    rates.spend(scope, envelope);
    envelope.put("key", scope.commandKey());
    envelope.put("fingerprint", scope.fingerprint());
    var steps = envelope.putArray("steps");
    for (var step : command.steps()) {
      steps
          .addObject()
          .put("sql", step.sql().text())
          .put("expect", step.expected())
          .put("else", step.otherwise())
          .set("args", withScope(scope, step.binds()));
    }
    var answer = api.command(contexts.sign(scope), envelope, scope.deadline());
    Viewer.seenAs(answer.path("role").textValue());
    rates.granted(scope, answer.path("lease").textValue());
    return new Outcome(answer.path("ending").textValue(), answer.path("results"));
  }

  private <T extends Record> List<T> read(Class<T> type, Sql sql, Binds binds) {
    return read(type, List.of(), sql, binds).stream()
        .map(ListingRow::row)
        .map(Objects::requireNonNull)
        .toList();
  }

  /// Reads rows of a record, with further columns before it that a list needs.
  private <T extends Record> List<ListingRow<T>> read(
      Class<T> type, List<RowType.Column> listColumns, Sql sql, Binds binds) {
    var scope = RequestScope.current();
    var row = RowType.of(type);
    var columns = new ArrayList<RowType.Column>(listColumns);
    columns.addAll(row.columns());
    var envelope = JsonNodeFactory.instance.objectNode();
    ask(scope, envelope);
    rates.spend(scope, envelope);
    envelope.set("args", withScope(scope, binds));

    var selection = new StringBuilder();
    var definition = new StringBuilder();
    for (var column : columns) {
      selection.append("x.").append(column.name()).append(column.asText() ? "::text, " : ", ");
      definition.append(column.name()).append(' ').append(column.type()).append(", ");
    }
    var answer =
        api.query(
            contexts.sign(scope),
            "select "
                + selection
                + "current_setting('cw.role') || ',' || current_setting('cw.lease') as "
                + SEEN
                + " from (\n"
                + sql.text()
                + "\n) x",
            definition + SEEN + " text",
            envelope,
            scope.deadline());

    if (!answer.isEmpty()) {
      var seen = answer.getFirst().getLast().asText().split(",", 2);
      Viewer.seenAs(seen[0]);
      rates.granted(scope, seen[1]);
    }
    var rows = new ArrayList<ListingRow<T>>(answer.size());
    for (var values : answer) {
      rows.add(ListingRow.of(type, listColumns, values));
    }
    return rows;
  }

  private static void ask(RequestScope scope, ObjectNode envelope) {
    if (scope.route().access() instanceof Access.Member(var permission, var _)) {
      envelope.putObject("ask").put("permission", permission);
    }
  }

  private static JsonNode withScope(RequestScope scope, Binds binds) {
    var args = binds.json();
    var principal = scope.principal();
    args.put("org", Objects.toString(scope.organization(), null));
    args.put("actor", principal == null ? null : principal.person().toString());
    return args;
  }
}
