package dev.cellwright.testing.bench.events;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.PGConnection;

/// Hears from the database of each event that is committed, and of each notification that comes of
/// one: the time from one commit to the other, without asking over and over.
final class Watch implements AutoCloseable {
  private static final String ON =
      """
      create or replace function public.watch_event() returns trigger language plpgsql as $$
      begin
        perform pg_notify('watch', 'event ' || new.id || ' ' || new.entity_id);
        return null;
      end
      $$;
      create or replace function public.watch_told() returns trigger language plpgsql as $$
      begin
        perform pg_notify('watch', 'told ' || new.event_id || ' ' || new.id);
        return null;
      end
      $$;
      create trigger watch_event after insert on core.outbox for each row
        when (new.type = 'task.created') execute function public.watch_event();
      create trigger watch_told after insert on notifications.notifications for each row
        when (new.channel = 'in_app') execute function public.watch_told();
      listen watch;
      """;
  private static final String OFF =
      """
      drop trigger watch_event on core.outbox;
      drop trigger watch_told on notifications.notifications;
      drop function public.watch_event();
      drop function public.watch_told();
      """;
  private static final int WAIT_MILLIS = 1000;

  private final Connection connection;
  private final Map<String, Long> committed = new ConcurrentHashMap<>();
  private final Map<String, Long> told = new ConcurrentHashMap<>();
  private final Map<String, String> events = new ConcurrentHashMap<>();

  private Watch(Connection connection) {
    this.connection = connection;
  }

  static Watch over(CellProcess cell) throws SQLException {
    var watch = new Watch(cell.database());
    new Look(watch.connection).run(ON);
    return watch;
  }

  /// How long after the commit of its event somebody was told of a task, in milliseconds.
  double untilTold(UUID task, Duration patience) throws SQLException {
    var giveUp = System.nanoTime() + patience.toNanos();
    while (true) {
      var event = events.get(task.toString());
      var effect = event == null ? null : told.get(event);
      var cause = event == null ? null : committed.get(event);
      if (effect != null && cause != null) {
        return (effect - cause) / 1_000_000.0;
      }
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("nobody was told of " + task + " within " + patience);
      }
      hear();
    }
  }

  private void hear() throws SQLException {
    var heard = connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
    var now = System.nanoTime();
    for (var each : heard) {
      var words = each.getParameter().split(" ");
      if (words[0].equals("event")) {
        committed.put(words[1], now);
        events.put(words[2], words[1]);
      } else {
        told.put(words[1], now);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      new Look(connection).run(OFF);
    }
  }
}
