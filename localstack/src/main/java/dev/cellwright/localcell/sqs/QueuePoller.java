package dev.cellwright.localcell.sqs;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Takes batches out of a queue for as long as it is open and hands each to its handler, several at
/// a time.
final class QueuePoller implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(QueuePoller.class.getName());
  private static final Duration WAIT = Duration.ofSeconds(20);
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /// What is done with a batch. It deletes what is done with.
  @FunctionalInterface
  interface Handler {
    void handle(List<Message> batch) throws Exception;
  }

  /// How batches are made.
  ///
  /// @param window how long a batch waits to become full; zero takes what is there
  record Settings(int batchSize, Duration window, int concurrency) {}

  private final Queues queues;
  private final Queue queue;
  private final Settings settings;
  private final Handler handler;
  private final Semaphore free;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong stopped = new AtomicLong();

  private QueuePoller(Queues queues, Queue queue, Settings settings, Handler handler) {
    this.queues = queues;
    this.queue = queue;
    this.settings = settings;
    this.handler = handler;
    this.free = new Semaphore(settings.concurrency());
  }

  static QueuePoller start(Queues queues, Queue queue, Settings settings, Handler handler) {
    var poller = new QueuePoller(queues, queue, settings, handler);
    Thread.ofVirtual().name("poller of " + queue.name()).start(poller::run);
    return poller;
  }

  private void run() {
    while (!isClosed()) {
      try {
        if (free.tryAcquire(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS)) {
          takeOne();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /// Holds a permit, which the batch's own thread gives back when there is a batch.
  private void takeOne() throws InterruptedException {
    List<Message> batch = List.of();
    try {
      batch = nextBatch();
    } catch (SQLException | RuntimeException e) {
      if (!isClosed()) {
        LOG.log(System.Logger.Level.ERROR, "can't receive from " + queue.name(), e);
        pause();
      }
    }
    if (batch.isEmpty()) {
      free.release();
    } else {
      var taken = batch;
      Thread.ofVirtual().name("batch of " + queue.name()).start(() -> handle(taken));
    }
  }

  private List<Message> nextBatch() throws SQLException, InterruptedException {
    var batch = new ArrayList<>(receive(settings.batchSize(), WAIT));
    var end = System.nanoTime() + settings.window().toNanos();
    while (!batch.isEmpty() && batch.size() < settings.batchSize() && !isClosed()) {
      var left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      batch.addAll(receive(settings.batchSize() - batch.size(), Duration.ofNanos(left)));
    }
    return batch;
  }

  private List<Message> receive(int most, Duration wait) throws SQLException, InterruptedException {
    return queues.receive(queue, most, queue.settings().visibilityTimeout(), wait, this::isClosed);
  }

  private void handle(List<Message> batch) {
    try {
      handler.handle(batch);
    } catch (Exception e) {
      LOG.log(
          System.Logger.Level.ERROR, "a batch of %s stays in its queue".formatted(queue.name()), e);
    } finally {
      free.release();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void pause() throws InterruptedException {
    var _ = closed.await(PAUSE_AFTER_FAILURE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Takes nothing more.
  void stop() {
    if (stopped.compareAndSet(0, System.nanoTime())) {
      closed.countDown();
      queue.signal().raise();
    }
  }

  /// Stops, and waits up to two seconds from then for what it took. What is not done by that time
  /// is in the queue at the next start.
  @Override
  public void close() {
    stop();
    var left = PATIENCE.toNanos() - (System.nanoTime() - stopped.get());
    try {
      if (free.tryAcquire(settings.concurrency(), Math.max(0, left), TimeUnit.NANOSECONDS)) {
        free.release(settings.concurrency());
      } else {
        LOG.log(System.Logger.Level.WARNING, "messages of {0} are left in flight", queue.name());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
