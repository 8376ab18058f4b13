package dev.cellwright.localcell.scheduler;

import dev.cellwright.localcell.aws.AwsDatabase;
import dev.cellwright.localcell.aws.Faults;
import dev.cellwright.localcell.aws.Place;
import dev.cellwright.localcell.aws.Trace;
import dev.cellwright.localcell.scheduler.ScheduleStore.State;
import dev.cellwright.localcell.sqs.AsyncInvocations;
import dev.cellwright.localcell.sqs.Outgoing;
import dev.cellwright.localcell.sqs.Queues;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// EventBridge Scheduler. It goes by the cell's clock and looks again at once when that was moved.
///
/// When several times of a schedule passed since it last fired, because the clock jumped or the
/// cell did not run, it fires once, for the latest of them.
public final class Schedules implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Schedules.class.getName());
  private static final String PRINCIPAL = "scheduler.amazonaws.com";
  private static final String SERVICE = "scheduler";
  private static final String INVOKE_TARGET = "InvokeTarget";
  private static final Duration HANG = Duration.ofMinutes(1);
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(30);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

  private final Place place;
  private final AwsDatabase database;
  private final InstantSource clock;
  private final Queues queues;
  private final AsyncInvocations functions;
  private final Faults faults;
  private final ScheduleStore store;
  private final Map<String, Running> schedules = new ConcurrentSkipListMap<>();
  private boolean looked;
  private boolean running;
  private boolean closed;

  private static final class Running {
    private final Schedule schedule;
    private final ScheduleExpression times;
    private volatile State state;
    private long hangsUntil;
    private boolean hangs;

    Running(Schedule schedule, State state) {
      this.schedule = schedule;
      this.times = schedule.times();
      this.state = state;
    }

    @Nullable Instant dueAt(Instant now) {
      return times.latest(state.startedAt(), state.lastFiredAt(), now);
    }

    @Nullable Instant next() {
      return schedule.enabled() ? times.next(state.startedAt(), state.lastFiredAt()) : null;
    }

    void firedFor(Instant time) {
      state = new State(state.startedAt(), time);
    }
  }

  public Schedules(
      Place place,
      AwsDatabase database,
      InstantSource clock,
      Queues queues,
      AsyncInvocations functions,
      Faults faults)
      throws SQLException {
    this.place = place;
    this.database = database;
    this.clock = clock;
    this.queues = queues;
    this.functions = functions;
    this.faults = faults;
    faults.know(SERVICE, Set.of(INVOKE_TARGET));
    this.store = new ScheduleStore(database);
    store.open();
  }

  /// Adds a schedule, which begins to count now unless it did before on the same data.
  public void add(Schedule schedule) throws SQLException {
    schedules.put(schedule.arn(), new Running(schedule, store.begin(schedule, clock.instant())));
    wake();
  }

  public String arnOf(String group, String name) {
    return place.arn("scheduler", "schedule/" + group + "/" + name);
  }

  /// Begins to fire: what is due by now, and then each in its time.
  public synchronized void start() {
    if (!running) {
      running = true;
      Thread.ofVirtual().name("schedules").start(this::run);
    }
  }

  /// To be told when the clock was moved.
  public synchronized void wake() {
    looked = false;
    notifyAll();
  }

  private void run() {
    try {
      while (!isClosed()) {
        sleep(fireThoseDue());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Answers how long nothing will be due.
  private Duration fireThoseDue() {
    var sleep = LONGEST_SLEEP;
    for (var each : schedules.values()) {
      try {
        if (each.schedule.enabled()) {
          sleep = shorter(sleep, fireIfDue(each));
        }
      } catch (SQLException | RuntimeException e) {
        if (!isClosed()) {
          LOG.log(
              System.Logger.Level.ERROR, "the schedule " + each.schedule.name() + " can't fire", e);
        }
        sleep = shorter(sleep, PAUSE_AFTER_FAILURE);
      }
    }
    return sleep;
  }

  private Duration fireIfDue(Running each) throws SQLException {
    var due = each.dueAt(clock.instant());
    if (due != null) {
      var fault = faultAt(each);
      if (fault != null) {
        return fault;
      }
      fire(each, due);
    }
    var next = each.next();
    return next == null ? LONGEST_SLEEP : Duration.between(clock.instant(), next);
  }

  /// How long a target can't be reached for somebody asked for that, or null. What is due stays so.
  private @Nullable Duration faultAt(Running each) {
    if (each.hangs && System.nanoTime() - each.hangsUntil < 0) {
      return Duration.ofNanos(each.hangsUntil - System.nanoTime());
    }
    each.hangs = false;
    return switch (faults.take(SERVICE, INVOKE_TARGET, "")) {
      case FAIL, THROTTLE -> PAUSE_AFTER_FAILURE;
      case HANG -> {
        each.hangs = true;
        each.hangsUntil = System.nanoTime() + HANG.toNanos();
        yield HANG;
      }
      case null -> null;
    };
  }

  private void fire(Running each, Instant due) throws SQLException {
    var schedule = each.schedule;
    var message =
        Outgoing.of(
            schedule.inputAt(due, UUID.randomUUID().toString()),
            PRINCIPAL,
            schedule.groupId(),
            Trace.header(Trace.newRoot()));
    var arrived =
        database.transact(connection -> {
          if (!store.fired(connection, schedule, due)) {
            return List.<String>of();
          }
          if (schedule.isForFunction()) {
            return List.of(functions.enqueue(connection, schedule.targetArn(), message));
          }
          queues.enqueue(connection, schedule.targetArn(), message);
          return List.of(schedule.targetArn());
        });
    each.firedFor(due);
    arrived.forEach(queues::arrived);
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /// Until the time is over, or somebody wakes it after it began to look.
  private synchronized void sleep(Duration duration) throws InterruptedException {
    var end = System.nanoTime() + duration.toNanos();
    for (var left = millis(duration); looked && !closed && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    looked = true;
  }

  private static long millis(Duration duration) {
    return duration.toMillis() + 1;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /// A schedule as the console shows it.
  public record Shown(
      String name, String expression, String target, boolean enabled, @Nullable Instant next) {}

  public List<Shown> shown() {
    return schedules.values().stream()
        .map(each ->
            new Shown(
                each.schedule.name(),
                each.schedule.expression() + " " + each.schedule.zone(),
                each.schedule.targetArn(),
                each.schedule.enabled(),
                each.next()))
        .toList();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }
}
