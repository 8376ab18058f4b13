package dev.cellwright.kernel.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cellwright.kernel.Occasion;
import dev.cellwright.kernel.RequestScope;
import dev.cellwright.kernel.data.Database;
import dev.cellwright.kernel.event.JobStore.Begun;
import dev.cellwright.kernel.observe.DeliveryLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Runs a module's jobs at their times: never one twice at once, and each time once. A run that
/// failed is over; the next is the next time's.
public final class JobRuns {
  /// A job that was down for longer starts with the latest of what it missed.
  private static final int MOST_CAUGHT_UP = 100;

  /// A run that hasn't ended a while after its sandbox's time was over crashed.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final String module;
  private final List<BoundSchedule> schedules;
  private final JobStore store;
  private final InstantSource clock;
  private final DeliveryLog log;

  public JobRuns(
      String module,
      List<BoundSchedule> schedules,
      Database database,
      InstantSource clock,
      DeliveryLog log) {
    this.module = module;
    this.schedules = List.copyOf(schedules);
    this.store = new JobStore(database);
    this.clock = clock;
    this.log = log;
  }

  /// Runs a job for a time, and before that for times that it missed, if it catches up.
  ///
  /// @param name in the cell
  /// @param due by the cell's clock
  /// @param deadline by the real clock
  /// @return what became of each time
  /// @throws Unusable for a job that the module hasn't
  public List<Ran> run(String name, Instant due, Instant deadline) {
    var bound = find(name);
    var ran = new ArrayList<Ran>();
    for (var time : times(bound, name, due, deadline)) {
      var one = once(bound, name, time, deadline);
      log.ran(one);
      ran.add(one);
      if (one.outcome() == Ran.Outcome.BUSY || one.outcome() == Ran.Outcome.DISABLED) {
        break;
      }
    }
    return ran;
  }

  private BoundSchedule find(String name) {
    return schedules.stream()
        .filter(bound -> bound.schedule().nameIn(module).equals(name))
        .findFirst()
        .orElseThrow(() -> new Unusable("the module has no such job"));
  }

  private List<Instant> times(BoundSchedule bound, String name, Instant due, Instant deadline) {
    var schedule = bound.schedule();
    if (schedule.missed() == Schedule.Missed.SKIP) {
      return List.of(due);
    }
    var last = scope(name, deadline).call(() -> store.lastDue(name));
    if (last == null) {
      return List.of(due);
    }
    var times =
        new ArrayList<>(Cron.between(schedule.cron(), schedule.zone(), last, due, MOST_CAUGHT_UP));
    if (times.isEmpty() || !times.getLast().equals(due)) {
      times.add(due);
    }
    return times;
  }

  private Ran once(BoundSchedule bound, String name, Instant due, Instant deadline) {
    var started = System.nanoTime();
    var lease = Duration.between(Instant.now(), deadline).plus(GRACE);
    var begun = scope(name, deadline).call(() -> store.begin(name, due, lease));
    var outcome =
        switch (begun.verdict()) {
          case "begins" -> execute(bound, name, begun, due, deadline);
          case "busy" -> new Ran(name, due, Ran.Outcome.BUSY, null, null);
          case "done" -> new Ran(name, due, Ran.Outcome.DONE_BEFORE, null, null);
          case "disabled" -> new Ran(name, due, Ran.Outcome.DISABLED, null, null);
          case String other -> throw new IllegalStateException("no verdict: " + other);
        };
    return outcome.taking(Duration.ofNanos(System.nanoTime() - started));
  }

  private Ran execute(
      BoundSchedule bound, String name, Begun begun, Instant due, Instant deadline) {
    var run = new Run(begun.executionOfRun(), due, JsonNodeFactory.instance.objectNode());
    var failure = failure(() -> scope(name, deadline).run(() -> bound.job().accept(run)));
    var schedule = bound.schedule();
    var now = clock.instant();
    var next = Cron.after(schedule.cron(), schedule.zone(), now.isAfter(due) ? now : due);
    scope(name, deadline).run(() -> store.end(run, failure, next));
    return new Ran(
        name, due, failure == null ? Ran.Outcome.SUCCESS : Ran.Outcome.FAILED, run.id(), failure);
  }

  private static @Nullable RuntimeException failure(Runnable job) {
    try {
      job.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /// Each scope is an attempt of its own: its commands have keys that nothing else has.
  private static RequestScope scope(String name, Instant deadline) {
    return new RequestScope(
        UUID.randomUUID().toString(), null, deadline, new Occasion.Scheduled(name, new Attempt()));
  }
}
