package dev.cellwright.testing.bench.events;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Commands of many people at once, while the cell is killed at random times and started again. Who
/// gets no answer asks again with the same idempotency key.
///
/// @param titles what the titles of the tasks begin with
/// @param kills every other one, by chance, with its PostgreSQL
public record UnderKills(
    CellProcess cell,
    Crowd crowd,
    String titles,
    int commands,
    int kills,
    Random chance,
    Consumer<String> progress) {
  private static final int LONGEST_DELAY_MILLIS = 400;
  private static final Duration PAUSE = Duration.ofMillis(5);

  /// @return the tasks, each as it was answered
  public Collection<UUID> run() {
    var answered = new ConcurrentLinkedQueue<UUID>();
    var left = new AtomicInteger(commands);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var workers =
          crowd.pairs().stream()
              .flatMap(pair ->
                  Stream.of(
                      threads.submit(() -> work(pair.one(), pair.other(), left, answered)),
                      threads.submit(() -> work(pair.other(), pair.one(), left, answered))))
              .toList();
      moments().forEach(moment -> killAfter(moment, answered, workers));
      workers.forEach(UnderKills::await);
    }
    return List.copyOf(answered);
  }

  private void work(Member one, Member other, AtomicInteger left, Queue<UUID> answered) {
    for (int number = left.decrementAndGet(); number >= 0; number = left.decrementAndGet()) {
      answered.add(one.addTask(titles + number, other.id()));
    }
  }

  /// After how many answers it is killed each time.
  private List<Integer> moments() {
    return chance.ints(1, commands).distinct().limit(kills).sorted().boxed().toList();
  }

  private void killAfter(int moment, Queue<UUID> answered, List<? extends Future<?>> workers) {
    while (answered.size() < moment) {
      workers.stream().filter(Future::isDone).forEach(UnderKills::await);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    LockSupport.parkNanos(Duration.ofMillis(chance.nextInt(LONGEST_DELAY_MILLIS)).toNanos());
    var withDatabase = chance.nextBoolean();
    cell.kill(withDatabase);
    progress.accept(
        "killed%s after %d answers".formatted(withDatabase ? " with its database" : "", moment));
    cell.restart();
  }

  private static void await(Future<?> worker) {
    try {
      worker.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("somebody's commands ended", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
