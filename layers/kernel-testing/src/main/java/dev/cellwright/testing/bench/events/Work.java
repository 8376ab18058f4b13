package dev.cellwright.testing.bench.events;

import dev.cellwright.testing.bench.Timings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Commands of a pair, one at a time: each when somebody was told of the one before.
///
/// @param titles what the titles of the tasks begin with
record Work(Watch watch, Crowd.Pair pair, String titles) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// @param tasks that were added
  /// @param told how long after its commit somebody was told of each
  record Done(List<UUID> tasks, Timings told) {}

  Done repeat(int times) throws SQLException {
    var tasks = new ArrayList<UUID>();
    var told = new ArrayList<Double>();
    for (int i = 0; i < times; i++) {
      var task = pair.one().addTask(titles + i, pair.other().id());
      tasks.add(task);
      told.add(watch.untilTold(task, PATIENCE));
    }
    return new Done(tasks, new Timings(told));
  }
}
