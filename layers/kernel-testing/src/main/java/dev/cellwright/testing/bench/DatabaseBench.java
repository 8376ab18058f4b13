package dev.cellwright.testing.bench;

import dev.cellwright.testing.TestCell;
import dev.cellwright.testing.bench.Figure.Bound;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Measures every bound that the database is held to, each against its baseline, in one run.
///
/// @param progress is told each step, which may take a minute
record DatabaseBench(PrintStream progress) {
  private static final long TUPLES = 1_000_000;

  Figures run() throws SQLException {
    var figures = new ArrayList<Figure>();
    try (var tenants = Tenants.lay()) {
      tell("a cell, an organization with 300,000 tasks and one with 2,000");
      var calls = new DatabaseCalls(tenants.cell());
      figures.add(calls("Data API calls of a read", calls.ofReads()));
      figures.add(calls("Data API calls of a command", calls.ofCommands()));
      figures.addAll(new TaskLists(tenants).figures());
      tell("measured lists");
      figures.addAll(new OverAHop(tenants).figures());
      figures.addAll(new BulkInsert(tenants).figures());
      tell("measured a hop, and much at once");
    }
    var cell = TestCell.start(List.of("tasks"));
    try (var ground = Ground.lay(cell)) {
      ground.growTo(TUPLES);
      tell("another cell, 614,000 documents and a million tuples");
      try (var module = ground.module()) {
        figures.addAll(new Lists(module, cell.contexts(), ground.readers(), TUPLES).newest());
      }
    }
    figures.addAll(new OutboxBench(progress).run().all());
    return new Figures(figures);
  }

  private static Figure calls(String what, long made) {
    return new Figure(what, 0, made, null, "calls", Bound.atMost(1));
  }

  private void tell(String what) {
    progress.println("  " + what);
  }
}
