package dev.cellwright.testing.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.testing.Person;
import dev.cellwright.testing.TestContexts;
import dev.cellwright.testing.bench.Figure.Bound;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rdsdata.model.ExecuteStatementRequest;

/// Times lists of what their reader may view, as a module's role, through the kernel's own call:
/// who asks is verified each time, and the total counted.
record Lists(Connection module, TestContexts contexts, Readers readers, long tuples) {
  private static final int PAGE = 50;
  private static final int ROUNDS = 100;
  private static final int SLOW_ROUNDS = 5;
  private static final double MOST_MILLIS = 5;
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What a person would write first: the permission asked of each row until the page is full.
  private static final String ROW_BY_ROW =
      """
      select d.id::text, d.title, d.created_at::text
      from bench.documents d
      where d.org_id = ($1 ->> 'org')::uuid and api.may('document.view', d.id)
      order by d.created_at desc, d.id desc
      limit 50\
      """;

  /// A list call: its SQL with `$1`…, and what follows the context.
  private record Call(String sql, List<String> parameters) {}

  /// The one that the database is held to, alone.
  List<Figure> newest() throws SQLException {
    return List.of(
        Figure.of(
            "newest 50 viewable of 14,000, 7 % visible",
            tuples, list(readers.some(), organization(2), 980, ROUNDS), Bound.atMost(MOST_MILLIS)));
  }

  List<Figure> figures() throws SQLException {
    var large = organization(1);
    var small = organization(2);
    var figures = new ArrayList<Figure>();
    var some = list(readers.some(), small, 980, ROUNDS);
    var rowByRow = time(readers.some(), small, rowByRow(small), SLOW_ROUNDS);
    figures.add(
        Figure.of(
            "newest 50 viewable of 14,000, 7 % visible", tuples, some, Bound.atMost(MOST_MILLIS)));
    figures.add(Figure.of("the same with a function per row", tuples, rowByRow, null));
    figures.add(
        Figure.ratio(
            "a function per row, against the list",
            tuples,
            rowByRow.median() / some.median(),
            Bound.atLeast(20)));
    figures.add(
        Figure.of(
            "newest 50 viewable of 14,000, 30 % visible",
            tuples, list(readers.much(), small, null, ROUNDS), null));
    figures.add(
        Figure.of(
            "newest 50 of 600,000, reader sees 30",
            tuples,
            list(readers.few(), large, 30, ROUNDS),
            Bound.atMost(5)));
    figures.add(
        Figure.of(
            "newest 50 of 600,000, reader sees all",
            tuples,
            list(readers.manager(), large, null, ROUNDS),
            Bound.atMost(100)));
    figures.add(
        Figure.of(
            "newest 50 of 600,000, reader sees 420,000 by a folder",
            tuples,
            list(readers.everywhere(), large, null, ROUNDS),
            Bound.atMost(100)));
    return figures;
  }

  private Timings list(Person reader, UUID organization, @Nullable Integer all, int rounds)
      throws SQLException {
    var call = listed(organization, reader);
    expect(reader, organization, call, all);
    return time(reader, organization, call, rounds);
  }

  private Call listed(UUID organization, Person reader) {
    var request =
        new DocumentList(contexts.key()).page(organization, reader.id(), reader.session(), PAGE);
    return new Call(
        request
            .sql()
            .replace(":c,", "$1,")
            .replace(":s,", "$2,")
            .replace(":k,", "$3,")
            .replace("cast(:e as", "cast($4 as"),
        List.of(value(request, "s"), value(request, "k"), withoutLease(value(request, "e"))));
  }

  private static Call rowByRow(UUID organization) {
    return new Call(
        "select * from api.q($1, $2, cast($3 as jsonb)) as t(id text, title text, created_at text)",
        List.of(
            ROW_BY_ROW,
            JSON.createObjectNode()
                .set("args", JSON.createObjectNode().put("org", organization.toString()))
                .toString()));
  }

  private static String value(ExecuteStatementRequest request, String name) {
    return request.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(parameter -> parameter.value().stringValue())
        .collect(Collectors.joining());
  }

  /// A lease is taken with one call in many, and writes.
  static String withoutLease(String envelope) {
    try {
      var json = (ObjectNode) JSON.readTree(envelope);
      json.remove("lease");
      return json.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the kernel's envelope is JSON", e);
    }
  }

  /// The list must be right before it may be fast.
  private void expect(Person reader, UUID organization, Call call, @Nullable Integer all)
      throws SQLException {
    try (var query =
        module.prepareStatement(
            "select count(cw_place), max(cw_total) from (%s) l"
                .formatted(call.sql().replaceAll("\\$\\d", "?")))) {
      query.setString(1, context(reader, organization));
      for (int i = 0; i < call.parameters().size(); i++) {
        query.setString(i + 2, call.parameters().get(i));
      }
      try (var row = query.executeQuery()) {
        row.next();
        // One more than a page tells that there is a next one.
        var rows = Math.min(all == null ? Integer.MAX_VALUE : all, PAGE + 1);
        if (row.getInt(1) != rows || (all != null && row.getInt(2) != all)) {
          throw new IllegalStateException(
              "the list has %d rows of %d, not %d".formatted(row.getInt(1), row.getInt(2), rows));
        }
      }
    }
  }

  private Timings time(Person reader, UUID organization, Call call, int rounds)
      throws SQLException {
    var warm = ran(reader, organization, call, Math.min(rounds, 10));
    return warm.isEmpty()
        ? new Timings(warm)
        : new Timings(ran(reader, organization, call, rounds));
  }

  private List<Double> ran(Person reader, UUID organization, Call call, int rounds)
      throws SQLException {
    var parameters = new ArrayList<String>();
    parameters.add(context(reader, organization));
    parameters.addAll(call.parameters());
    var timings = new ArrayList<Double>();
    try (var query = module.prepareStatement("select ms from bench.time_statement(?, ?, ?)")) {
      query.setString(1, call.sql());
      query.setArray(2, module.createArrayOf("text", parameters.toArray()));
      query.setInt(3, rounds);
      try (var rows = query.executeQuery()) {
        while (rows.next()) {
          timings.add(rows.getDouble("ms"));
        }
      }
    }
    return timings;
  }

  /// Good for a minute.
  private String context(Person reader, UUID organization) {
    return contexts.member(organization, reader.id(), reader.session());
  }

  private UUID organization(int number) throws SQLException {
    try (var query = module.prepareStatement("select bench.organization(?)")) {
      query.setInt(1, number);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getObject(1, UUID.class);
      }
    }
  }
}
