package dev.cellwright.localcell.isolated;

import dev.cellwright.localcell.lambda.Invocation;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One process of a function, from its start to its exit. Its host guards its state.
///
/// It is killed when its time or its memory is used up. Memory is what the process alone has,
/// looked at several times a second: pages of files, which Linux can drop, don't count.
final class Sandbox {

  /// Why a process was killed.
  enum Cause {
    TIME,
    MEMORY,
    UNUSED,
    CLOSED
  }

  private static final Duration START = Duration.ofSeconds(10);
  private static final Duration START_OF_A_SNAPSHOT = Duration.ofSeconds(130);
  private static final Duration LAST_OUTPUT = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 200;

  private final IsolatedHost host;
  private final Isolation isolation;
  private final Process process;
  private final String path;
  private final ScheduledFuture<?> memory;
  private final Thread output;
  private ScheduledFuture<?> limit;
  private @Nullable Work work;
  private Invocation.@Nullable Failed startFailure;
  private volatile @Nullable Cause cause;
  private boolean ready;

  private Sandbox(IsolatedHost host, Isolation isolation, String path, Process process) {
    this.host = host;
    this.isolation = isolation;
    this.path = path;
    this.process = process;
    // Not a virtual one: reading a pipe holds up whatever carries it.
    this.output = Thread.ofPlatform().daemon().name(host.settings().name()).start(this::keepOutput);
    var timer = isolation.timer();
    // AWS gives a function's start 10 seconds, and tries again in the invocation's own time.
    var start =
        host.settings().snapStart() ? START_OF_A_SNAPSHOT : START.plus(host.settings().timeout());
    limit = timer.schedule(() -> kill(Cause.TIME), start.toMillis(), TimeUnit.MILLISECONDS);
    memory =
        timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  static Sandbox start(IsolatedHost host, Isolation isolation) throws IOException {
    var settings = host.settings();
    var path = isolation.api().newPath();
    var process =
        new ProcessCommand(settings, isolation.client(), isolation.api().address(path)).start();
    var sandbox = new Sandbox(host, isolation, path, process);
    isolation.api().serve(path, new RuntimeApi.Client(host, sandbox));
    process
        .onExit()
        .thenAccept(exited -> {
          sandbox.stopLooking();
          host.gone(sandbox, exited.exitValue());
        });
    return sandbox;
  }

  private void keepOutput() {
    try (var written = process.getInputStream()) {
      written.transferTo(isolation.log().of(host.settings().name()));
    } catch (IOException _) {
      // the process is gone, and its output with it
    }
  }

  private void stopLooking() {
    isolation.api().forget(path);
    memory.cancel(false);
    limit.cancel(false);
  }

  private void look() {
    if (ResidentMemory.bytes(process.pid()) > host.settings().memoryMegabytes() * 1024L * 1024) {
      kill(Cause.MEMORY);
    }
  }

  void kill(Cause why) {
    if (cause == null) {
      cause = why;
    }
    process.destroyForcibly();
  }

  /// Waits until it is gone and what it wrote is kept.
  void awaitExit() {
    process.onExit().join();
    try {
      output.join(LAST_OUTPUT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isReady() {
    return ready;
  }

  boolean isBusy() {
    return work != null;
  }

  @Nullable Work work() {
    return work;
  }

  /// It asked for work for the first time, or again.
  void ready() {
    ready = true;
    limit.cancel(false);
  }

  void begin(Work given) {
    work = given;
    limit =
        isolation
            .timer()
            .schedule(
                () -> timeOut(given), host.settings().timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void timeOut(Work given) {
    synchronized (host) {
      if (work == given) {
        kill(Cause.TIME);
      }
    }
  }

  void finish() {
    work = null;
    limit.cancel(false);
  }

  void failedToStart(Invocation.Failed why) {
    startFailure = why;
  }

  /// How an invocation ends with this process, in Lambda's words.
  Invocation end(int exitValue, String requestId) {
    if (cause == Cause.TIME) {
      return new Invocation.TimedOut(host.settings().timeout());
    }
    if (startFailure != null && work == null) {
      return startFailure;
    }
    return new Invocation.Failed(
        "Runtime.ExitError", "RequestId: " + requestId + " Error: " + exit(exitValue));
  }

  private static String exit(int value) {
    return switch (value) {
      case 0 -> "Runtime exited without providing a reason";
      case 128 + 6 -> "Runtime exited with error: signal: aborted";
      case 128 + 9 -> "Runtime exited with error: signal: killed";
      case 128 + 11 -> "Runtime exited with error: signal: segmentation fault";
      default -> "Runtime exited with error: exit status " + value;
    };
  }
}
