package dev.cellwright.testing.bench;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Command;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.testing.bench.Figure.Bound;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.PGConnection;

/// Times many rows in one command, under a policy, against COPY without one, which the Data API
/// doesn't have. The rows are one text, parted by control characters. Their organization is the
/// column's default, as with the product's tables, of which modules aren't granted that column; the
/// same with rows that name it is shown beside.
record BulkInsert(Tenants tenants) {
  private static final int ROWS = 5_000;
  private static final int ROUNDS = 3;
  private static final double LEAST = 0.8;
  private static final char ROW_END = 0x1e;
  private static final char FIELD_END = 0x1f;

  private static final Sql INSERT = insert("", "");
  private static final Sql NAMED = insert("org_id, ", ":org::uuid, ");

  private static Sql insert(String column, String organization) {
    return Sql.of(
        """
        with written as (
          insert into bench.written (%sid, title, status, created_at)
          select %ssplit_part(r, chr(31), 1)::uuid, split_part(r, chr(31), 2), split_part(r, chr(31), 3),
            split_part(r, chr(31), 4)::timestamptz
          from string_to_table(:rows, chr(30)) r
          returning 1
        )
        select count(*) as written from written
        """
            .formatted(column, organization));
  }

  private record Row(UUID id, String title, String status, String createdAt) {
    static Row of(int number) {
      return new Row(
          UUID.randomUUID(),
          "Task " + number + " that came with many others",
          "todo",
          "2026-01-01T00:00:%02dZ".formatted(number % 60));
    }

    List<String> fields() {
      return List.of(id.toString(), title, status, createdAt);
    }
  }

  List<Figure> figures() throws SQLException {
    var duel = Duel.of(() -> each(rows -> command(INSERT, rows)), () -> each(this::copy));
    var named = Duel.of(() -> each(rows -> command(NAMED, rows)), () -> each(this::copy));
    return List.of(
        Figure.of("5,000 rows in one command", 0, duel.ours(), null),
        Figure.of("  by COPY", 0, duel.baseline(), null),
        new Figure(
            "  speed against COPY", 0, 1 / duel.ratio(), null, "times", Bound.atLeast(LEAST)),
        Figure.of("  where each row names its organization", 0, named.ours(), null));
  }

  private interface Once {
    double run(List<Row> rows) throws SQLException;
  }

  private static List<Double> each(Once once) throws SQLException {
    var timings = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      timings.add(once.run(IntStream.range(0, ROWS).mapToObj(Row::of).toList()));
    }
    return timings;
  }

  private double command(Sql insert, List<Row> rows) throws SQLException {
    var text =
        rows.stream()
            .map(row -> String.join("" + FIELD_END, row.fields()))
            .collect(Collectors.joining("" + ROW_END));
    var call =
        Statement.of(
            new KernelCalls(
                    tenants.cell().contexts().key(),
                    TaskLists.ROUTE,
                    Tenants.principal(tenants.large()))
                .run(Command.of(Step.any(insert, Binds.of("rows", text)))));
    var answer = new StringBuilder();
    var started = System.nanoTime();
    try (var statement = tenants.module().prepareStatement(call.sql().replaceAll("\\$\\d", "?"))) {
      for (int i = 0; i < call.parameters().size(); i++) {
        statement.setString(i + 1, call.parameters().get(i));
      }
      try (var pieces = statement.executeQuery()) {
        while (pieces.next()) {
          answer.append(pieces.getString(1));
        }
      }
    }
    var took = since(started);
    if (answer.indexOf("\"written\": " + ROWS) < 0) {
      throw new IllegalStateException("not all rows were written: " + answer);
    }
    return took;
  }

  private double copy(List<Row> rows) throws SQLException {
    var organization = tenants.large().organization().toString();
    var text =
        rows.stream()
            .map(row -> organization + "\t" + String.join("\t", row.fields()))
            .collect(Collectors.joining("\n"));
    var started = System.nanoTime();
    try {
      tenants
          .superuser()
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(
              "copy bench.written (org_id, id, title, status, created_at) from stdin",
              new StringReader(text));
    } catch (IOException e) {
      throw new SQLException(e);
    }
    return since(started);
  }

  private static double since(long started) {
    return (System.nanoTime() - started) / 1_000_000.0;
  }
}
