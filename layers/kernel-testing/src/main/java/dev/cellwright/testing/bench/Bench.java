package dev.cellwright.testing.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;

/// Measures what the project promises: `./cell bench permissions [--tuples N]…` and `./cell bench
/// outbox`, each with `[--json FILE]`. Makes a cell that is forgotten afterwards; ends with status
/// 1 when a bound is missed.
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
    // The cell's functions log there; the table stands alone.
    System.setOut(System.err);
    // The cell's own threads would keep the process alive.
    System.exit(hold(wish, table) ? 0 : 1);
  }

  private static boolean hold(BenchOptions wish, PrintStream table) {
    try {
      var figures =
          switch (wish.bench()) {
            case BenchOptions.OUTBOX -> new OutboxBench(System.err).run();
            default -> new PermissionBench(wish.tuples(), System.err).run();
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
