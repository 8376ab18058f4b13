package dev.cellwright.testing.bench;

import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.bench.Figure.Bound;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Measures permissions: what they cost in calls, single decisions, pages, and lists.
///
/// @param sizes at how many tuples, ascending
/// @param progress is told each step, which may take minutes
record PermissionBench(List<Long> sizes, PrintStream progress) {

  Figures run() throws SQLException {
    var started = System.nanoTime();
    var figures = new ArrayList<Figure>();
    var cell = TestCell.start(List.of("tasks"));
    figures.add(
        new Figure(
            "calls to the database beyond the request's own",
            0,
            new DatabaseCalls(cell).beyondTheRequestsOwn(),
            null,
            "calls",
            Bound.atMost(0)));
    try (var ground = Ground.lay(cell)) {
      tell(started, "a cell, two organizations with 614,000 documents");
      for (var size : sizes) {
        ground.growTo(size);
        tell(started, "%,d tuples".formatted(size));
        figures.addAll(new Checks(ground.superuser(), size).figures());
        try (var module = ground.module()) {
          figures.addAll(
              new Lists(module, cell.contexts(), ground.readers(), size).figures());
        }
        tell(started, "measured");
      }
    }
    return new Figures(figures);
  }

  private void tell(long started, String what) {
    progress.printf("%4d s  %s%n", (System.nanoTime() - started) / 1_000_000_000, what);
  }
}
