package dev.cellwright.localcell.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cellwright.localcell.iam.ResourcePolicy;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A queue that exists: what is said of it, who may send to it, who waits at it.
final class Queue {
  private final String name;
  private final String arn;
  private final QueueSettings settings;
  private final Signal signal = new Signal();
  private final ReentrantLock receiving = new ReentrantLock(true);
  private final AtomicLong lastPurge = new AtomicLong();
  private volatile @Nullable ResourcePolicy policy;

  Queue(String name, String arn, QueueSettings settings) {
    this.name = name;
    this.arn = arn;
    this.settings = settings;
  }

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  QueueSettings settings() {
    return settings;
  }

  Signal signal() {
    return signal;
  }

  /// Receives of one queue go one after the other: two at once would choose the same messages.
  ReentrantLock receiving() {
    return receiving;
  }

  void allow(JsonNode document) {
    policy = ResourcePolicy.of(document);
  }

  @Nullable ResourcePolicy policy() {
    return policy;
  }

  /// False when the last one is less than a minute ago.
  boolean mayPurge(long nowMillis) {
    var last = lastPurge.get();
    return nowMillis - last >= 60_000 && lastPurge.compareAndSet(last, nowMillis);
  }
}
