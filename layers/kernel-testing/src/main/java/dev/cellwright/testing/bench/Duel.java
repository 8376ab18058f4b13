package dev.cellwright.testing.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Two ways to the same thing, timed in turns, so that the machine's moods meet both.
record Duel(Timings ours, Timings baseline) {
  private static final int TURNS = 10;

  /// One way; answers how long it took each time, in milliseconds.
  interface Way {
    List<Double> time() throws SQLException;
  }

  /// The first turn of each warms up.
  static Duel of(Way ours, Way baseline) throws SQLException {
    ours.time();
    baseline.time();
    var one = new ArrayList<Double>();
    var other = new ArrayList<Double>();
    for (int turn = 0; turn < TURNS; turn++) {
      one.addAll(ours.time());
      other.addAll(baseline.time());
    }
    return new Duel(new Timings(one), new Timings(other));
  }

  double ratio() {
    return ours.median() / baseline.median();
  }

  double beyond() {
    return ours.median() - baseline.median();
  }
}
