package dev.cellwright.testing.bench;

import java.util.List;

/// How long the same thing took, each time, in milliseconds.
public record Timings(List<Double> milliseconds) {

  public Timings {
    if (milliseconds.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured");
    }
    milliseconds = milliseconds.stream().sorted().toList();
  }

  public double median() {
    return at(0.5);
  }

  /// What one in twenty takes longer than.
  public double slow() {
    return at(0.95);
  }

  /// What that share of them is within.
  public double at(double share) {
    return milliseconds.get((int) (share * (milliseconds.size() - 1)));
  }
}
