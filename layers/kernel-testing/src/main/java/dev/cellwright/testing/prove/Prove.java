package dev.cellwright.testing.prove;

import dev.cellwright.testing.TestCell;
import java.sql.SQLException;

/// Proves a cell of every module on the class path: `./cell prove`. Prints each attack; ends with status 1
/// on a leak.
public final class Prove {
  private Prove() {}

  /// Arguments are read by nothing yet: the class path says which modules there are.
  public static void main(String[] arguments) {
    // The cell's own threads would keep the process alive.
    System.exit(prove() ? 0 : 1);
  }

  private static boolean prove() {
    var database = TestCell.with().database();
    try (var prover = LeakProver.in(database.superuser(), database::login)) {
      var report = prover.prove();
      report.print(System.out);
      return report.leaks().isEmpty();
    } catch (SQLException | RuntimeException e) {
      e.printStackTrace();
      return false;
    }
  }
}
