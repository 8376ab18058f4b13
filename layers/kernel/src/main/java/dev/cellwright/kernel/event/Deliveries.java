package dev.cellwright.kernel.event;

import dev.cellwright.kernel.observe.DeliveryLog;
import dev.cellwright.kernel.observe.TraceHeader;
import dev.cellwright.kernel.observe.TraceParent;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;

/// Works off batches of messages: entities beside each other, the messages of one in their order.
/// One that waits for somebody outside holds up no other, be it of the same organization.
///
/// A message whose reaction fails comes again, later each time, and is put among the dead letters
/// at the fifth; one that is unusable at once. No message holds up another organization's.
public final class Deliveries {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2));

  /// A whole batch: what waits for somebody outside leaves room for the others.
  private static final int MOST_AT_ONCE = 10;

  /// With less time than that left, a message is not begun.
  private static final Duration LEAST_TIME = Duration.ofSeconds(2);

  private final Reactions reactions;
  private final JobRuns jobs;
  private final ModuleQueue queue;
  private final DeliveryLog log;

  public Deliveries(Reactions reactions, JobRuns jobs, ModuleQueue queue, DeliveryLog log) {
    this.reactions = reactions;
    this.jobs = jobs;
    this.queue = queue;
    this.log = log;
  }

  private record Opened(Delivery delivery, QueueMessage message) {
    Instant time() {
      return switch (message) {
        case QueueMessage.Happened(var event) -> event.time();
        case QueueMessage.Tick(_, var due) -> due;
      };
    }

    long sequence() {
      return message instanceof QueueMessage.Happened(var event) ? event.sequence() : 0;
    }

    /// What may not be worked on beside each other: an entity's messages, and a job's ticks.
    String lane() {
      return switch (message) {
        case QueueMessage.Happened(var event) -> event.organization() + "/" + event.entityId();
        case QueueMessage.Tick(var schedule, _) -> schedule;
      };
    }
  }

  /// Works off a batch.
  ///
  /// @param deadline by the real clock: what isn't done by then comes again
  /// @return the ids of the messages that must stay in the queue
  public List<String> work(List<Delivery> batch, Instant deadline) {
    var done = ConcurrentHashMap.<String>newKeySet();
    var lanes = new LinkedHashMap<String, List<Opened>>();
    for (var delivery : batch) {
      try {
        var opened = new Opened(delivery, QueueMessage.read(delivery.body()));
        lanes.computeIfAbsent(opened.lane(), _ -> new java.util.ArrayList<>()).add(opened);
      } catch (Unusable e) {
        bury(delivery, String.valueOf(e.getMessage()), done);
      }
    }
    var atOnce = new Semaphore(MOST_AT_ONCE);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var running =
          lanes.values().stream()
              .<Future<?>>map(lane -> threads.submit(() -> work(lane, atOnce, deadline, done)))
              .toList();
      running.forEach(lane -> await(lane, deadline));
    } finally {
      // Whoever is late is interrupted, and not waited for: the sandbox's time is over.
      threads.shutdownNow();
    }
    return batch.stream().map(Delivery::id).filter(id -> !done.contains(id)).toList();
  }

  private static void await(Future<?> lane, Instant deadline) {
    try {
      lane.get(
          Math.max(0, Duration.between(Instant.now(), deadline).toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      lane.cancel(true);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a lane broke off", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void work(List<Opened> lane, Semaphore atOnce, Instant deadline, Set<String> done) {
    try {
      atOnce.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      lane.stream()
          .sorted(Comparator.comparing(Opened::time).thenComparing(Opened::sequence))
          .filter(_ -> Instant.now().plus(LEAST_TIME).isBefore(deadline))
          .forEach(opened -> work(opened, deadline, done));
    } finally {
      atOnce.release();
    }
  }

  private void work(Opened opened, Instant deadline, Set<String> done) {
    var delivery = opened.delivery();
    try {
      switch (opened.message()) {
        case QueueMessage.Happened(var event) ->
            settle(
                delivery,
                TraceHeader.carry(
                    TraceParent.continued(delivery.trace(), event.trace()),
                    () -> reactions.to(event, deadline)),
                done);
        case QueueMessage.Tick(var schedule, var due) -> {
          TraceHeader.carry(delivery.trace(), () -> jobs.run(schedule, due, deadline));
          done.add(delivery.id());
        }
      }
    } catch (Unusable e) {
      bury(delivery, String.valueOf(e.getMessage()), done);
    } catch (RuntimeException e) {
      log.broken(delivery, e);
      again(delivery, e.getClass().getSimpleName(), done);
    }
  }

  private void settle(Delivery delivery, List<Reacted> all, Set<String> done) {
    var bad = all.stream().filter(reacted -> reacted.failure() != null).toList();
    var reasons = bad.stream().map(Reacted::reason).collect(Collectors.joining(", "));
    if (bad.isEmpty()) {
      done.add(delivery.id());
    } else if (bad.stream().anyMatch(reacted -> reacted.outcome() == Reacted.Outcome.FAILED)) {
      again(delivery, reasons, done);
    } else {
      bury(delivery, reasons, done);
    }
  }

  private void again(Delivery delivery, String reason, Set<String> done) {
    if (delivery.received() > PAUSES.size()) {
      bury(delivery, "failed " + delivery.received() + " times, at last " + reason, done);
    } else {
      queue.comeAgain(delivery, PAUSES.get(delivery.received() - 1));
    }
  }

  /// A letter that can't be put there stays in the queue, which does it in the end.
  private void bury(Delivery delivery, String reason, Set<String> done) {
    try {
      queue.bury(delivery, reason);
      log.buried(delivery, reason);
      done.add(delivery.id());
    } catch (SdkException e) {
      log.broken(delivery, e);
    }
  }
}
