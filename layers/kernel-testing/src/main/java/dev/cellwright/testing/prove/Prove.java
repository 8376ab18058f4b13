package dev.cellwright.testing.prove;

import dev.cellwright.config.InvalidConfig;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.Set;

/// Proves a product's cell: `./cell prove [PRODUCT]`. Makes its database, attacks it, prints every
/// attack; ends with status 1 on a leak.
public final class Prove {
  private static final System.Logger LOG = System.getLogger(Prove.class.getName());

  private Prove() {}

  /// Proves the product named; without a name, a cell of all modules on the class path.
  public static void main(String[] arguments) {
    var holds = false;
    try {
      holds =
          holds(
              arguments.length == 0
                  ? CellModule.onClassPath().keySet()
                  : ProductModules.of(arguments[0]));
    } catch (InvalidConfig e) {
      System.err.println(e.getMessage());
    } catch (SQLException | RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the proof broke off", e);
    }
    // The cell's own threads would keep the process alive.
    System.exit(holds ? 0 : 1);
  }

  private static boolean holds(Set<String> modules) throws SQLException {
    var database = TestCell.start(modules).database();
    try (var prover = LeakProver.in(database.superuser(), database::login)) {
      var report = prover.prove();
      report.print(System.out);
      return report.leaks().isEmpty();
    }
  }
}
