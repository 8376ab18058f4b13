package dev.cellwright.kernel.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.auth.ContextTokens;
import dev.cellwright.kernel.event.Attempt;
import dev.cellwright.kernel.event.NotNow;
import dev.cellwright.kernel.http.Access;
import dev.cellwright.kernel.observe.TraceHeader;
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
  /// What the database saw of the caller, beside the rows: the role, a comma, and the rate lease.
  private static final String SEEN = "cw_seen";

  private static final String TOLD =
      "current_setting('cw.role') || ',' || current_setting('cw.lease')";

  private final DataApi api;
  private final ContextTokens contexts;
  private final RateLeases rates;
  private final CursorSeal seal;
  private final Nudge nudge;

  public Database(
      DataApi api, ContextTokens contexts, RateLeases rates, CursorSeal seal, Nudge nudge) {
    this.api = api;
    this.contexts = contexts;
    this.rates = rates;
    this.seal = seal;
    this.nudge = nudge;
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
    var generated = ListingStatement.of(listing, opened, binds, TOLD);
    var rows = read(listing, opened, generated);
    return rows.isEmpty() ? null : listing.page(opened, rows, seal);
  }

  /// Runs a command. However often it is tried, it takes effect at most once.
  ///
  /// @throws Refused before anything ran
  /// @throws NotNow in a reaction, where its event is not to be dealt with now
  public Outcome run(Command command) {
    var scope = RequestScope.current();
    var envelope = JsonNodeFactory.instance.objectNode();
    switch (scope.occasion()) {
      case Occasion.Requested request -> {
        ask(request, envelope);
        rates.spend(scope, envelope);
        envelope.put("key", request.commandKey()).put("fingerprint", request.fingerprint());
      }
      case Occasion.OverSocket socket -> {
        ask(socket, envelope);
        keyed(socket.attempt(), envelope);
      }
      case Occasion.Heard heard when heard.listener().once() -> envelope.set("inbox", inbox(heard));
      case Occasion.Heard heard -> keyed(heard.attempt(), envelope);
      case Occasion.Scheduled scheduled -> keyed(scheduled.attempt(), envelope);
    }
    if (scope.organization() != null) {
      hold(command, envelope.putObject("holds"));
    }
    envelope.put("trace", TraceHeader.current());
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
    if (answer.path("emitted").asBoolean()) {
      nudge.send();
    }
    return outcome(scope, answer);
  }

  private static void hold(Command command, ObjectNode holds) {
    var shared = holds.putArray("shared");
    command.shared().forEach(person -> shared.add(person.toString()));
    var alone = holds.putArray("alone");
    command.alone().forEach(person -> alone.add(person.toString()));
  }

  /// What the inbox is told of the event that a reaction is about.
  ///
  /// @throws IllegalStateException where a command of this attempt took effect already: the inbox
  ///   has one entry
  private static ObjectNode inbox(Occasion.Heard heard) {
    if (heard.attempt().isEffective()) {
      throw new IllegalStateException(
          heard.listener().name() + " makes one command, or is repeatable");
    }
    var event = heard.event();
    return JsonNodeFactory.instance
        .objectNode()
        .put("listener", heard.listener().name())
        .put("event", event.id().toString())
        .put("attempt", heard.attempt().id().toString())
        .put("entity_type", event.entityType())
        .put("entity_id", event.entityId().toString())
        .put("sequence", event.sequence());
  }

  private static void keyed(Attempt attempt, ObjectNode envelope) {
    envelope.put("key", attempt.nextKey()).put("fingerprint", "");
  }

  private static Outcome outcome(RequestScope scope, JsonNode answer) {
    var ending = answer.path("ending").textValue();
    if (scope.occasion() instanceof Occasion.Heard heard) {
      switch (ending) {
        case null -> heard.attempt().tookEffect();
        case "kernel:known" -> throw new NotNow.Known();
        case "kernel:behind" -> throw new NotNow.Behind(answer.path("behind"));
        default -> {}
      }
    }
    return new Outcome(ending, answer.path("results"));
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
    var statement = generated.sql().text();
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
    if (RequestScope.current().occasion() instanceof Occasion.Requested asked
        && asked.object() == null) {
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
    if (!listColumns.isEmpty()) {
      answer = ListingRow.inOrder(answer);
    }
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
                ", ", "select ", ", " + TOLD + " as " + SEEN + " from (\n" + sql.text() + "\n) x"));
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
    if (scope.occasion() instanceof Occasion.Requested request) {
      ask(request, envelope);
      rates.spend(scope, envelope);
    } else if (scope.occasion() instanceof Occasion.OverSocket socket) {
      ask(socket, envelope);
    }
    envelope.set("args", withScope(scope, binds));
    return envelope;
  }

  private static void ask(Occasion.Requested request, ObjectNode envelope) {
    if (request.route().access() instanceof Access.Member(var permission, _, _)) {
      envelope
          .putObject("ask")
          .put("permission", permission)
          .put("object", Objects.toString(request.object(), null));
    }
  }

  private static void ask(Occasion.OverSocket socket, ObjectNode envelope) {
    if (socket.permission() != null) {
      envelope.putObject("ask").put("permission", socket.permission());
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
