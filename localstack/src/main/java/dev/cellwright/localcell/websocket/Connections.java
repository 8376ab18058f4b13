package dev.cellwright.localcell.websocket;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
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

  private static final Duration LONGEST_OPENING = Duration.ofSeconds(2);

  private final Map<String, Connection> open = new ConcurrentHashMap<>();
  private final Map<String, Connection> opening = new ConcurrentHashMap<>();

  /// Notes a connection whose client is being told that it may, but which is not open yet.
  void expect(Connection connection) {
    opening.put(connection.peer().id(), connection);
  }

  /// Takes that back: the client went away before it heard.
  synchronized void forget(Connection connection) {
    opening.remove(connection.peer().id());
    notifyAll();
  }

  synchronized void add(Connection connection) {
    open.put(connection.peer().id(), connection);
    opening.remove(connection.peer().id());
    notifyAll();
  }

  /// Waits for a connection that is just opening, so that its client can be pushed to as soon as it
  /// knows that it is connected.
  @Nullable Connection find(String id) throws InterruptedException {
    if (opening.containsKey(id)) {
      await(() -> !opening.containsKey(id), LONGEST_OPENING);
    }
    return open.get(id);
  }

  boolean has(Connection connection) {
    return open.get(connection.peer().id()) == connection;
  }

  Collection<Connection> all() {
    return List.copyOf(open.values());
  }

  synchronized void remove(Connection connection) {
    open.remove(connection.peer().id(), connection);
    notifyAll();
  }

  /// Waits until nobody is connected any more, but no longer than this.
  void awaitNone(Duration atMost) throws InterruptedException {
    await(() -> open.isEmpty() && opening.isEmpty(), atMost);
  }

  private synchronized void await(BooleanSupplier condition, Duration atMost)
      throws InterruptedException {
    var until = System.nanoTime() + atMost.toNanos();
    for (var left = atMost.toMillis(); !condition.getAsBoolean() && left > 0; ) {
      wait(left);
      left = (until - System.nanoTime()) / 1_000_000;
    }
  }
}
