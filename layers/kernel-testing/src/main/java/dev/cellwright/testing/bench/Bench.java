package dev.cellwright.testing.bench;

import java.io.IOException;
import java.sql.SQLException;

/// Measures what the project promises: `./cell bench permissions [--tuples N] [--json FILE]`.
/// Makes a cell that is forgotten afterwards; ends with status 1 when a bound is missed.
public final class Bench {
  private static final System.Logger LOG = System.getLogger(Bench.class.getName());

  private Bench() {}

  public static void main(String[] arguments) {
    var hold = false;
    try {
      var wish = BenchOptions.of(arguments);
      var figures = new PermissionBench(wish.tuples(), System.err).run();
      figures.print(System.out);
      var json = wish.json();
      if (json != null) {
        figures.write(json);
      }
      hold = figures.hold();
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
    } catch (SQLException | IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the bench broke off", e);
    }
    // The cell's own threads would keep the process alive.
    System.exit(hold ? 0 : 1);
  }
}
