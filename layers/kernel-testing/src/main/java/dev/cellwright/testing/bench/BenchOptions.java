package dev.cellwright.testing.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked on the command line.
///
/// @param bench which one
/// @param tuples how many there are to be, ascending: at each number everything is measured
record BenchOptions(String bench, List<Long> tuples, @Nullable Path json) {
  static final String PERMISSIONS = "permissions";
  static final String OUTBOX = "outbox";
  private static final String USAGE =
      "wants permissions [--tuples N]… [--json FILE], or outbox [--json FILE]";
  private static final long LEAST = 100_000;
  private static final long MOST = 10_000_000;

  /// @throws IllegalArgumentException with a line for a person
  static BenchOptions of(String... arguments) {
    if (arguments.length % 2 == 0 || !List.of(PERMISSIONS, OUTBOX).contains(arguments[0])) {
      throw new IllegalArgumentException(USAGE);
    }
    var tuples = new ArrayList<Long>();
    Path json = null;
    for (int i = 1; i < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--tuples" -> tuples.add(number(arguments[i + 1]));
        case "--json" -> json = Path.of(arguments[i + 1]);
        default -> throw new IllegalArgumentException(USAGE);
      }
    }
    if (arguments[0].equals(OUTBOX) && !tuples.isEmpty()) {
      throw new IllegalArgumentException(USAGE);
    }
    return new BenchOptions(
        arguments[0],
        tuples.isEmpty() ? List.of(1_000_000L, MOST) : tuples.stream().sorted().distinct().toList(),
        json);
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
