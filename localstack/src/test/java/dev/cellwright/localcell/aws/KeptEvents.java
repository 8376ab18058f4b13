package dev.cellwright.localcell.aws;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Events that nobody takes: the last thousand are remembered.
public final class KeptEvents implements ServiceEvents {
  private static final int KEPT = 1_000;

  private final Deque<ServiceEvent> events = new ArrayDeque<>();

  @Override
  public synchronized void put(ServiceEvent event) {
    events.addLast(event);
    if (events.size() > KEPT) {
      events.removeFirst();
    }
  }

  /// The oldest first.
  public synchronized List<ServiceEvent> all() {
    return List.copyOf(events);
  }
}
