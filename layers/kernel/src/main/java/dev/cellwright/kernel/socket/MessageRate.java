package dev.cellwright.kernel.socket;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// How often a connection may say something: so many at once, then so many a second. Each sandbox
/// counts for itself, so that who says too much costs no database call.
final class MessageRate {
  private static final int AT_ONCE = 30;
  private static final double PER_SECOND = 3;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final double NANOS = Duration.ofSeconds(1).toNanos();

  private record Bucket(double tokens, long at) {}

  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
          return size() > MOST_CONNECTIONS;
        }
      };

  MessageRate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// Whether the connection may say something now; then it is counted.
  synchronized boolean allows(String connection) {
    var now = nanoTime.getAsLong();
    var bucket = buckets.getOrDefault(connection, new Bucket(AT_ONCE, now));
    var tokens = Math.min(AT_ONCE, bucket.tokens + (now - bucket.at) / NANOS * PER_SECOND);
    var allowed = tokens >= 1;
    buckets.put(connection, new Bucket(allowed ? tokens - 1 : tokens, now));
    return allowed;
  }
}
