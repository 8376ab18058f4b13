package dev.cellwright.localcell.websocket;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All open connections, by their ids.
final class Connections {

  /// What becomes of a connection and its messages.
  interface Handler {
    Instant now();

    void opened(Connection connection);

    /// Handles a message elsewhere, and runs `handled` when that is done.
    void message(Connection connection, String text, Runnable handled);

    void closed(Connection connection, int status, String reason);
  }

  private final Map<String, Connection> open = new ConcurrentHashMap<>();

  void add(Connection connection) {
    open.put(connection.peer().id(), connection);
  }

  @Nullable Connection find(String id) {
    return open.get(id);
  }

  Collection<Connection> all() {
    return List.copyOf(open.values());
  }

  /// False when it was removed before.
  synchronized boolean remove(Connection connection) {
    var removed = open.remove(connection.peer().id(), connection);
    if (open.isEmpty()) {
      notifyAll();
    }
    return removed;
  }

  /// Waits until nobody is connected any more, but no longer than this.
  synchronized void awaitNone(Duration atMost) throws InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    for (var left = atMost.toMillis(); !open.isEmpty() && left > 0; ) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }
}
