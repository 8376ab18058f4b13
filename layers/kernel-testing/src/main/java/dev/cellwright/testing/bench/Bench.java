package dev.cellwright.testing.bench;

import dev.cellwright.testing.bench.events.EventsBench;
import dev.cellwright.testing.bench.http.HttpBench;
import dev.cellwright.testing.bench.start.StartBench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;

/// Measures what the project promises: `./cell bench` every bound of the database, and `./cell
/// bench permissions`, `outbox`, `events`, `http` and `start` one thing each, all with `[--json
/// FILE]`. Makes a cell that is forgotten afterwards; ends with status 1 when a bound is missed.
public final class Bench {
  private static final System.Logger LOG = System.getLogger(Bench.class.getName());

  private Bench() {}

  public static void main(String[] arguments) {
    BenchOptions wish;
    try {
      wish = BenchOptions.of(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(1);
      return;
    }
    var table = System.out;
    var progress = System.err;
    // The cell's functions log there, at length; of that only what went wrong is shown.
    var errors = new PrintStream(new ErrorLines(progress), true, StandardCharsets.UTF_8);
    System.setOut(errors);
    System.setErr(errors);
    // The cell's own threads would keep the process alive.
    System.exit(hold(wish, table, progress) ? 0 : 1);
  }

  private static boolean hold(BenchOptions wish, PrintStream table, PrintStream progress) {
    try {
      var figures =
          switch (wish.bench()) {
            case BenchOptions.OUTBOX -> new OutboxBench(progress).run();
            case BenchOptions.EVENTS ->
                new EventsBench(Objects.requireNonNull(wish.assembly()), wish.trials(), progress)
                    .run();
            case BenchOptions.HTTP ->
                new HttpBench(Objects.requireNonNull(wish.assembly()), progress).run();
            case BenchOptions.START ->
                new StartBench(
                        Path.of("").toAbsolutePath(),
                        Objects.requireNonNull(wish.assembly()),
                        progress)
                    .run();
            case BenchOptions.ALL -> new DatabaseBench(progress).run();
            default -> new PermissionBench(wish.tuples(), progress).run();
          };
      figures.print(table);
      var json = wish.json();
      if (json != null) {
        figures.write(json);
      }
      return figures.hold();
    } catch (SQLException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the bench broke off", e);
      return false;
    }
  }
}
