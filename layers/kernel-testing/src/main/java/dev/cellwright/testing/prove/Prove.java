package dev.cellwright.testing.prove;

import dev.cellwright.config.InvalidConfig;
import dev.cellwright.kernel.CellModule;
import dev.cellwright.testing.TestCell;
import java.sql.SQLException;
import java.util.Set;

/// Proves a product's cell: `./cell prove [PRODUCT]`. Makes its database, attacks it, prints every
/// attack; ends with status 1 on a leak.
public final class Prove {
  private Prove() {}

  /// @param arguments a product; none for all modules on the class path
  public static void main(String[] arguments) {
    // The cell's own threads would keep the process alive.
    System.exit(holds(arguments) ? 0 : 1);
  }

  private static boolean holds(String[] arguments) {
    try {
      return holds(
          arguments.length == 0
              ? CellModule.onClassPath().keySet()
              : ProductModules.of(arguments[0]));
    } catch (InvalidConfig e) {
      System.err.println(e.getMessage());
    } catch (SQLException | RuntimeException e) {
      e.printStackTrace();
    }
    return false;
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
