package dev.cellwright.testing.bench.events;

import java.sql.SQLException;
import java.util.Collection;
import java.util.UUID;

/// What became of commands that were answered: each made one task, its event was published, and had
/// its effects once.
///
/// @param lostTasks commands that left no task
/// @param lostEvents tasks whose event was never published
/// @param lostNotifications events of which nobody was told
/// @param lostDeliveries events that no webhook brought
/// @param doubledTasks tasks beyond one for a command
/// @param doubledEvents events beyond one for a task
/// @param doubledNotifications rows beyond one for a task and person, and counts that are off
/// @param doubledDeliveries deliveries beyond one for a task, as the receiver counts by id
public record Effects(
    long lostTasks,
    long lostEvents,
    long lostNotifications,
    long lostDeliveries,
    long doubledTasks,
    long doubledEvents,
    long doubledNotifications,
    long doubledDeliveries) {
  /// As it has to be.
  public static final Effects ALL_ONCE = new Effects(0, 0, 0, 0, 0, 0, 0, 0);

  /// To be asked when the cell is quiet.
  ///
  /// @param titles what the commands' titles begin with
  public static Effects of(CellProcess cell, Sink sink, String titles, Collection<UUID> tasks)
      throws SQLException {
    var taken = sink.takenAbout(tasks).values();
    try (var connection = cell.database()) {
      var look = new Look(connection);
      var events =
          look.count(
              """
              select count(distinct o.entity_id) from core.outbox o
              where o.type = 'task.created' and o.entity_id = any (?) and o.published_at is not null
              """,
              tasks);
      var told =
          look.count(
              """
              select count(distinct n.data ->> 'entityId') from notifications.notifications n
              where n.type = 'task.assigned' and n.channel = 'in_app' and (n.data ->> 'entityId')::uuid = any (?)
              """,
              tasks);
      return new Effects(
          tasks.size()
              - look.count("select count(*) from tasks.tasks t where t.id = any (?)", tasks),
          tasks.size() - events,
          tasks.size() - told,
          taken.stream().filter(each -> each == 0).count(),
          look.count(
              "select count(*) - count(distinct t.title) from tasks.tasks t where t.title like ? || '%'",
              titles),
          look.count(
              """
              select count(*) - count(distinct o.entity_id) from core.outbox o
              where o.type = 'task.created' and o.entity_id = any (?)
              """,
              tasks),
          look.count(
                  """
                  select count(*) - count(distinct (n.user_id, n.channel, n.data ->> 'entityId'))
                  from notifications.notifications n
                  where n.type = 'task.assigned' and (n.data ->> 'entityId')::uuid = any (?)
                  """,
                  tasks)
              + look.count(
                  """
                  select coalesce(sum(abs(i.unread - (
                    select count(*) from notifications.notifications n
                    where n.org_id = i.org_id and n.user_id = i.user_id and n.channel = 'in_app' and n.read_at is null))), 0)
                  from notifications.inboxes i
                  """),
          taken.stream().mapToLong(each -> Math.max(0, each - 1)).sum());
    }
  }

  public long lost() {
    return lostTasks + lostEvents + lostNotifications + lostDeliveries;
  }

  public long doubled() {
    return doubledTasks + doubledEvents + doubledNotifications + doubledDeliveries;
  }
}
