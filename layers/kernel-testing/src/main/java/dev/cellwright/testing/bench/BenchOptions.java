package dev.cellwright.testing.bench;

import dev.cellwright.testing.bench.events.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What was asked on the command line.
///
/// @param bench which one
/// @param tuples how many there are to be, ascending: at each number everything is measured
/// @param assembly where the product was synthesized to; only for those that start a whole cell
/// @param trials which of what is tried with events; all where none is named
record BenchOptions(
    String bench,
    List<Long> tuples,
    @Nullable Path json,
    @Nullable Path assembly,
    Set<Trial> trials) {
  static final String ALL = "all";
  static final String PERMISSIONS = "permissions";
  static final String OUTBOX = "outbox";
  static final String EVENTS = "events";
  static final String HTTP = "http";
  static final String START = "start";

  /// Those that start a whole cell.
  private static final List<String> OF_A_CELL = List.of(EVENTS, HTTP, START);

  private static final List<String> BENCHES =
      List.of(ALL, PERMISSIONS, OUTBOX, EVENTS, HTTP, START);
  private static final String USAGE =
      "wants all, permissions [--tuples N]…, outbox, http or start --assembly DIR, or events --assembly"
          + " DIR [--only TRIAL]…, each with [--json FILE]";
  private static final long LEAST = 100_000;
  private static final long MOST = 10_000_000;

  /// @throws IllegalArgumentException with a line for a person
  static BenchOptions of(String... arguments) {
    if (arguments.length % 2 == 0 || !BENCHES.contains(arguments[0])) {
      throw new IllegalArgumentException(USAGE);
    }
    var tuples = new ArrayList<Long>();
    Path json = null;
    Path assembly = null;
    var trials = EnumSet.noneOf(Trial.class);
    for (int i = 1; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--tuples" -> tuples.add(number(arguments[i + 1]));
        case "--only" -> trials.add(Trial.named(arguments[i + 1]));
        case "--assembly" -> assembly = Path.of(arguments[i + 1]);
        case "--json" -> json = Path.of(arguments[i + 1]);
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    if (!arguments[0].equals(PERMISSIONS) && !tuples.isEmpty()
        || !arguments[0].equals(EVENTS) && !trials.isEmpty()
        || OF_A_CELL.contains(arguments[0]) != (assembly != null)) {
      throw new IllegalArgumentException(USAGE);
    }
    return new BenchOptions(
        arguments[0],
        tuples.isEmpty() ? List.of(1_000_000L, MOST) : tuples.stream().sorted().distinct().toList(),
        json,
        assembly,
        trials.isEmpty() ? EnumSet.allOf(Trial.class) : trials);
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,9}")
        || Long.parseLong(text) < LEAST
        || Long.parseLong(text) > MOST) {
      throw new IllegalArgumentException(
          "--tuples wants a number from %d to %d".formatted(LEAST, MOST));
    }
    return Long.parseLong(text);
  }
}
