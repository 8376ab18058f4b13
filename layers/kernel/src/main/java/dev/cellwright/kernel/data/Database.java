package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.http.Access;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
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
  private final CursorSeal seal;

  public Database(DataApi api, ContextTokens contexts, RateLeases rates, CursorSeal seal) {
    this.api = api;
    this.contexts = contexts;
    this.rates = rates;
    this.seal = seal;
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
    var sealed = request.sealed();
    var opened = sealed == null ? request : PageParameters.opened(request, seal.open(sealed));
    var generated = ListingStatement.of(listing, opened, binds);
    var rows = read(listing, opened, generated);
    return rows.isEmpty() ? null : listing.page(opened, rows, seal);
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
    var columns = RowType.of(type).columns();
    var envelope = asking(binds);
    return rows(
            type,
            List.of(),
            (context, deadline) ->
                api.query(
                    context, selection(columns, sql), definition(columns), envelope, deadline))
        .stream()
        .map(ListingRow::row)
        .map(Objects::requireNonNull)
        .toList();
  }

  /// Reads rows of a list, with the columns before them that a list needs.
  private <T extends Record> List<ListingRow<T>> read(
      Listing<T> listing, PageRequest request, ListingStatement generated) {
    var columns = new ArrayList<>(ListingRow.COLUMNS);
    columns.addAll(RowType.of(listing.row()).columns());
    var statement = selection(columns, generated.sql());
    var candidates = generated.candidates();
    var visibility = listing.visibility();
    var envelope = asking(generated.binds());
    if (candidates == null || visibility == null) {
      return rows(
          listing.row(),
          ListingRow.COLUMNS,
          (context, deadline) ->
              api.query(context, statement, definition(columns), envelope, deadline));
    }
    if (RequestScope.current().object() == null) {
      // What the reader may view is the list: there is nothing to refuse.
      envelope.remove("ask");
    }
    envelope
        .putObject("visible")
        .put("permission", visibility.permission())
        .put("few", visibility.few())
        .put("work", visibility.work())
        .put("wanted", request.limit() + 1)
        .put("skip", request.offset());
    return rows(
        listing.row(),
        ListingRow.COLUMNS,
        (context, deadline) ->
            api.page(
                context, statement, candidates.text(), definition(columns), envelope, deadline));
  }

  private interface Reading {
    List<List<JsonNode>> of(String context, Instant deadline);
  }

  private <T extends Record> List<ListingRow<T>> rows(
      Class<T> type, List<RowType.Column> listColumns, Reading reading) {
    var scope = RequestScope.current();
    var answer = reading.of(contexts.sign(scope), scope.deadline());
    if (!answer.isEmpty()) {
      var seen = answer.getFirst().getLast().asText().split(",", 2);
      Viewer.seenAs(seen[0]);
      rates.granted(scope, seen[1]);
    }
    return answer.stream().map(values -> ListingRow.of(type, listColumns, values)).toList();
  }

  /// The columns of a statement, and what the database saw of the caller.
  private static String selection(List<RowType.Column> columns, Sql sql) {
    return columns.stream()
        .map(column -> "x." + column.name() + (column.asText() ? "::text" : ""))
        .collect(
            Collectors.joining(
                ", ",
                "select ",
                ", current_setting('cw.role') || ',' || current_setting('cw.lease') as "
                    + SEEN
                    + " from (\n"
                    + sql.text()
                    + "\n) x"));
  }

  private static String definition(List<RowType.Column> columns) {
    return columns.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", ", "", ", " + SEEN + " text"));
  }

  /// The envelope of a read.
  private ObjectNode asking(Binds binds) {
    var scope = RequestScope.current();
    var envelope = JsonNodeFactory.instance.objectNode();
    ask(scope, envelope);
    rates.spend(scope, envelope);
    envelope.set("args", withScope(scope, binds));
    return envelope;
  }

  private static void ask(RequestScope scope, ObjectNode envelope) {
    if (scope.route().access() instanceof Access.Member(var permission, _, _)) {
      envelope
          .putObject("ask")
          .put("permission", permission)
          .put("object", Objects.toString(scope.object(), null));
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
