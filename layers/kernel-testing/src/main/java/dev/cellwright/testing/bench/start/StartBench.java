package dev.cellwright.testing.bench.start;

import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figures;
import dev.cellwright.testing.bench.events.CellProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Measures starts: of a function, of a cell, and of a synthesis.
///
/// @param repository what was built in it; where the bench was called
/// @param assembly where the product was synthesized to
/// @param progress is told each step
public record StartBench(Path repository, Path assembly, PrintStream progress) {
  private static final String PRODUCT = "acme-crm";

  public Figures run() throws IOException {
    var figures = new ArrayList<>(new FunctionStart(repository).figures());
    progress.println("  started functions");
    var settings =
        new CellProcess.Settings(assembly, PRODUCT, Files.createTempDirectory("bench-start"))
            .optimized();
    figures.add(ready("ready time of a new cell", settings));
    figures.add(ready("ready time of a cell that has data", settings));
    progress.println("  started cells");
    figures.addAll(new Synthesis(repository, PRODUCT).figures());
    return new Figures(figures);
  }

  private static Figure ready(String what, CellProcess.Settings settings) {
    var started = System.nanoTime();
    try (var _ = CellProcess.start(settings)) {
      return new Figure(what, 0, (System.nanoTime() - started) / 1_000_000_000.0, null, "s", null);
    }
  }
}
