package dev.cellwright.testing.tck.openfga;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/// What passed and failed, by kind.
public final class Tally {
  private final PrintStream out;
  private final Map<String, int[]> kinds = new TreeMap<>();

  Tally(PrintStream out) {
    this.out = out;
  }

  void passed(String kind) {
    count(kind)[0]++;
  }

  /// Prints it as one line, however many the reason has.
  void failed(String kind, String where, String why) {
    count(kind)[1]++;
    out.println(
        "FAILED " + kind + ", " + where + ": " + why.strip().replaceAll("\\s*\\R\\s*", "; "));
  }

  private int[] count(String kind) {
    return kinds.computeIfAbsent(kind, _ -> new int[2]);
  }

  public int failed() {
    return kinds.values().stream().mapToInt(each -> each[1]).sum();
  }

  public int passed() {
    return kinds.values().stream().mapToInt(each -> each[0]).sum();
  }

  void print() {
    kinds.forEach((kind, counts) ->
        out.println("%s: %d passed, %d failed".formatted(kind, counts[0], counts[1])));
    out.println("%d passed, %d failed".formatted(passed(), failed()));
  }
}
