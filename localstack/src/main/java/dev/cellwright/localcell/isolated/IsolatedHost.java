package dev.cellwright.localcell.isolated;

import dev.cellwright.localcell.lambda.FunctionHost;
import dev.cellwright.localcell.lambda.FunctionSettings;
import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One function in processes of its own, one request at a time in each, as Lambda runs it.
///
/// A process is started when nobody is free to do what waits. Beyond [#MOST_PROCESSES] an
/// invocation waits for its turn: that bound is this machine's, not AWS's, so nothing is refused
/// for it.
final class IsolatedHost implements FunctionHost {

  /// How many processes a function has at most.
  static final int MOST_PROCESSES = 4;

  private static final long IDLE_NANOS = Duration.ofMinutes(5).toNanos();

  private final FunctionSettings settings;
  private final Isolation isolation;
  private final Deque<Work> waiting = new ArrayDeque<>();
  private final Set<Sandbox> sandboxes = new LinkedHashSet<>();
  private long invocations;
  private boolean closed;

  IsolatedHost(FunctionSettings settings, Isolation isolation) {
    this.settings = settings;
    this.isolation = isolation;
  }

  @Override
  public FunctionSettings settings() {
    return settings;
  }

  @Override
  public synchronized long invocations() {
    return invocations;
  }

  @Override
  public synchronized int processes() {
    return sandboxes.size();
  }

  /// Nothing to wait for: a process starts with the first invocation, which is told when it can't.
  @Override
  public void awaitReady() {}

  @Override
  public CompletableFuture<Invocation> invoke(byte[] event, String requestId, String traceId) {
    var work = new Work(event, requestId, traceId, new CompletableFuture<>());
    if (event.length > MAX_PAYLOAD) {
      work.result().complete(new Invocation.EventTooLarge(event.length));
    } else if (!take(work)) {
      work.result()
          .complete(new Invocation.Failed("Runtime.ExitError", "the function is shut down"));
    }
    return work.result();
  }

  private synchronized boolean take(Work work) {
    if (closed) {
      return false;
    }
    invocations++;
    waiting.add(work);
    startWhatIsMissing();
    notifyAll();
    return true;
  }

  private void startWhatIsMissing() {
    var free = sandboxes.stream().filter(each -> !each.isBusy()).count();
    if (!closed && waiting.size() > free && sandboxes.size() < MOST_PROCESSES) {
      try {
        sandboxes.add(Sandbox.start(this, isolation));
      } catch (IOException e) {
        var failed = new Invocation.Failed("Runtime.StartError", String.valueOf(e.getMessage()));
        waiting.removeFirst().result().complete(failed);
      }
    }
  }

  /// What a process is to do next; waits for it. Null means that the process is to end.
  synchronized @Nullable Work next(Sandbox sandbox) throws InterruptedException {
    sandbox.ready();
    var until = System.nanoTime() + IDLE_NANOS;
    while (waiting.isEmpty()) {
      var left = until - System.nanoTime();
      if (left <= 0) {
        sandbox.kill(Sandbox.Cause.UNUSED);
      }
      if (closed || left <= 0 || !sandboxes.contains(sandbox)) {
        return null;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    if (!sandboxes.contains(sandbox)) {
      return null;
    }
    var work = waiting.removeFirst();
    sandbox.begin(work);
    return work;
  }

  /// Gives the work that a process says it did. False when it has none of this id.
  boolean ended(Sandbox sandbox, String requestId, Invocation how) {
    Work work;
    synchronized (this) {
      work = sandbox.work();
      if (work == null || !work.requestId().equals(requestId)) {
        return false;
      }
      sandbox.finish();
    }
    if (how instanceof Invocation.Failed(var type, var message)) {
      complain("failed: " + type + ": " + message);
    }
    return work.result().complete(how);
  }

  /// Remembers why a process could not start.
  synchronized void failedToStart(Sandbox sandbox, Invocation.Failed why) {
    sandbox.failedToStart(why);
  }

  /// A process is gone: what it did, or the first that waited for its start, ends with it.
  void gone(Sandbox sandbox, int exitValue) {
    Work work;
    Invocation how;
    synchronized (this) {
      sandboxes.remove(sandbox);
      work = sandbox.work();
      if (work == null && !sandbox.isReady()) {
        work = waiting.poll();
      }
      how = sandbox.end(exitValue, work == null ? "none" : work.requestId());
      sandbox.finish();
      startWhatIsMissing();
      notifyAll();
    }
    if (work != null) {
      complain(
          switch (how) {
            case Invocation.Failed(var type, var message) -> message + " " + type;
            case Invocation.TimedOut(var after) -> timedOut(after);
            case Invocation.Answered _, Invocation.EventTooLarge _ -> how.toString();
          });
      work.result().complete(how);
    }
  }

  private static String timedOut(Duration after) {
    return "Task timed out after %.2f seconds".formatted(after.toMillis() / 1000.0);
  }

  private void complain(String what) {
    synchronized (this) {
      if (closed) {
        return; // that it ends is no news then
      }
    }
    isolation.log().complain(settings.name(), what, settings.name() + " " + what);
  }

  /// Ends its processes and waits until they are gone; what they did fails.
  @Override
  public void close() {
    List<Sandbox> running;
    List<Work> dropped;
    synchronized (this) {
      closed = true;
      running = List.copyOf(sandboxes);
      dropped = List.copyOf(waiting);
      waiting.clear();
      notifyAll();
    }
    running.forEach(each -> each.kill(Sandbox.Cause.CLOSED));
    running.forEach(Sandbox::awaitExit);
    var failed = new Invocation.Failed("Runtime.ExitError", "the function is shut down");
    dropped.forEach(each -> each.result().complete(failed));
  }
}
