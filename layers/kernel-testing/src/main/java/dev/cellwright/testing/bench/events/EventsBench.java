package dev.cellwright.testing.bench.events;

import dev.cellwright.testing.bench.Figure;
import dev.cellwright.testing.bench.Figure.Bound;
import dev.cellwright.testing.bench.Figures;
import dev.cellwright.testing.bench.Timings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Measures that what happens in one module has its effects in others, once, soon, and whatever
/// goes wrong: on a whole cell with people who work, and a receiver of webhooks.
///
/// @param assembly where the product was synthesized to
/// @param trials what is tried of it, in their order
/// @param progress is told each step
public record EventsBench(Path assembly, Set<Trial> trials, PrintStream progress) {
  private static final String PRODUCT = "acme-crm";
  private static final int ORGANIZATIONS = 4;
  private static final int WARM_UP = 50;
  private static final int SAMPLES = 200;
  private static final int FLOOD = 5_000;
  private static final int SAMPLES_IN_FLOOD = 20;
  private static final int DISORDERED = 200;
  private static final int COMMANDS = 1_000;
  private static final int KILLS = 20;
  private static final double MOST_MILLIS_IDLE = 300;
  private static final double MOST_MILLIS_IN_FLOOD = 1_000;

  /// Leases of what a killed process held end by the real clock.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  public Figures run() throws SQLException, IOException {
    var seed = System.nanoTime();
    var chance = new Random(seed);
    var folder = Files.createTempDirectory("bench-events");
    try (var sink = Sink.open(chance);
        var cell = CellProcess.start(new CellProcess.Settings(assembly, PRODUCT, folder))) {
      tell("a cell runs, and logs to " + cell.log() + "; chance begins at " + seed);
      var crowd = Crowd.gather(cell, ORGANIZATIONS, sink);
      var figures = new ArrayList<Figure>();
      if (tries(Trial.IDLE, Trial.FLOOD, Trial.DEAD)) {
        try (var watch = Watch.over(cell)) {
          figures.addAll(watched(cell, crowd, sink, watch));
        }
      }
      if (tries(Trial.TWICE)) {
        figures.addAll(twice(cell, crowd, sink));
      }
      if (tries(Trial.KILLS)) {
        figures.addAll(killed(cell, crowd, sink, chance));
      }
      if (tries(Trial.WEBHOOKS)) {
        figures.addAll(new FailingSink(cell, crowd, sink, this::tell).figures());
      }
      return new Figures(figures);
    }
  }

  private boolean tries(Trial... some) {
    return List.of(some).stream().anyMatch(trials::contains);
  }

  /// Whatever is compared with the idle cell needs its figure.
  private List<Figure> watched(CellProcess cell, Crowd crowd, Sink sink, Watch watch)
      throws SQLException {
    new Work(watch, crowd.first(), "warm-up ").repeat(WARM_UP);
    Quiet.await(cell, PATIENCE);
    var idle = new Work(watch, crowd.first(), "idle ").repeat(SAMPLES).told();
    tell("measured idle: " + Figure.number(idle.slow()) + " ms, 1 in 20 is slower");
    var figures = new ArrayList<Figure>();
    figures.add(Figure.of("event to effect in another module, idle", 0, idle, null));
    figures.add(
        new Figure(
            "what 1 in 20 takes longer than",
            0,
            idle.slow(),
            null,
            "ms",
            Bound.atMost(MOST_MILLIS_IDLE)));
    if (tries(Trial.FLOOD)) {
      figures.addAll(flooded(cell, crowd, watch));
    }
    if (tries(Trial.DEAD)) {
      figures.addAll(new DeadConsumer(cell, crowd, sink, watch, this::tell).figures(idle));
    }
    return figures;
  }

  private List<Figure> flooded(CellProcess cell, Crowd crowd, Watch watch) throws SQLException {
    var loud = Crowd.pair(crowd.door());
    new Flood(cell).file(loud.one().organization(), loud.other().id(), 0, FLOOD);
    var started = System.nanoTime();
    Timings other = new Work(watch, crowd.first(), "in the flood ").repeat(SAMPLES_IN_FLOOD).told();
    var left = new Flood(cell).left(loud.one().organization());
    Quiet.await(cell, PATIENCE);
    var seconds = (System.nanoTime() - started) / 1_000_000_000.0;
    tell("the flood is over after " + Figure.number(seconds) + " s");
    if (left == 0) {
      throw new IllegalStateException("the flood was over before the others were measured");
    }
    return List.of(
        Figure.of(
            "event to effect while another organization has 5,000 events",
            0,
            other,
            Bound.atMost(MOST_MILLIS_IN_FLOOD)),
        new Figure(
            "events a second to their effects, of the flood",
            0,
            FLOOD / seconds,
            null,
            "a s",
            null));
  }

  private List<Figure> twice(CellProcess cell, Crowd crowd, Sink sink) throws SQLException {
    Effects effects;
    try (var _ = Twice.in(cell)) {
      var titles = "delivered twice ";
      var tasks =
          new UnderKills(cell, crowd, titles, DISORDERED, 0, new Random(), this::tell).run();
      Quiet.await(cell, PATIENCE);
      effects = Effects.of(cell, sink, titles, tasks);
    }
    tell("with every message twice: " + effects);
    return List.of(
        Figure.count("effects lost, with messages twice and in any order", effects.lost(), 0),
        Figure.count(
            "effects doubled, with messages twice and in any order", effects.doubled(), 0));
  }

  private List<Figure> killed(CellProcess cell, Crowd crowd, Sink sink, Random chance)
      throws SQLException {
    var bus = BusLog.of(cell);
    var titles = "under kills ";
    var tasks = new UnderKills(cell, crowd, titles, COMMANDS, KILLS, chance, this::tell).run();
    Quiet.await(cell, PATIENCE);
    var effects = Effects.of(cell, sink, titles, tasks);
    tell("after the kills: " + effects);
    return List.of(
        Figure.count("of 1,000 commands under 20 kills, not answered", COMMANDS - tasks.size(), 0),
        Figure.count(
            "their events lost on the way to the bus", tasks.size() - bus.published(tasks), 0),
        new Figure("their events put on the bus once more", 0, bus.again(tasks), null, "", null),
        Figure.count("their effects lost", effects.lost(), 0),
        Figure.count("their effects doubled", effects.doubled(), 0));
  }

  private void tell(String what) {
    progress.println("  " + what);
  }
}
