package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes messages out of a queue for a time, fairly between its groups.
///
/// Each visible message has a turn: how many of its group are in flight, plus its place in the
/// group. The lowest turns come first, the older first among equals. So the one message of a quiet
/// group comes before the ten thousand of a loud one. Messages without a group are one group.
record ReceiveMessages(AwsDatabase database) {

  /// What a receive found.
  ///
  /// @param moved how many went to the dead-letter queue instead
  /// @param millisToNext until another message becomes visible; null when none will
  record Found(List<Message> messages, int moved, @Nullable Long millisToNext) {}

  Found receive(Queue queue, @Nullable Queue deadLetters, int most, Duration visibility)
      throws SQLException {
    return database.transact(connection -> {
      var moved = deadLetters == null ? 0 : moveDead(connection, queue, deadLetters);
      var messages = take(connection, queue, most, visibility);
      return new Found(
          messages, moved, messages.isEmpty() ? millisToNext(connection, queue) : null);
    });
  }

  private static int moveDead(Connection connection, Queue queue, Queue deadLetters)
      throws SQLException {
    var redrive = queue.settings().redrive();
    try (var update =
        connection.prepareStatement(
            """
            update queue_message
            set    queue = ?, source_arn = ?, receive_count = 0, receipt = null,
                   first_received_at = null, visible_at = statement_timestamp()
            where  queue = ?
            and    receipt is not null
            and    visible_at <= statement_timestamp()
            and    receive_count >= ?
            """)) {
      update.setString(1, deadLetters.name());
      update.setString(2, queue.arn());
      update.setString(3, queue.name());
      update.setInt(4, redrive == null ? Integer.MAX_VALUE : redrive.maxReceiveCount());
      return update.executeUpdate();
    }
  }

  private static List<Message> take(
      Connection connection, Queue queue, int most, Duration visibility) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            with recursive groups as (
              (select   group_key
               from     queue_message
               where    queue = ?
               order by group_key
               limit    1)
              union all
              select (select   m.group_key
                      from     queue_message m
                      where    m.queue = ? and m.group_key > g.group_key
                      order by m.group_key
                      limit    1)
              from   groups g
              where  g.group_key is not null
            ),
            candidates as (
              select c.id, c.visible_at,
                     busy.messages
                       + row_number() over (partition by g.group_key order by c.visible_at, c.number)
                       as turn
              from   groups g
              cross join lateral (
                select count(*) as messages
                from   queue_message m
                where  m.queue = ? and m.group_key = g.group_key
                and    m.visible_at > statement_timestamp() and m.receipt is not null
              ) busy
              cross join lateral (
                select   m.id, m.visible_at, m.number
                from     queue_message m
                where    m.queue = ? and m.group_key = g.group_key
                and      m.visible_at <= statement_timestamp()
                and      m.expires_at > statement_timestamp()
                order by m.visible_at
                limit    ?
              ) c
            ),
            first as (
              select id, turn, visible_at from candidates order by turn, visible_at limit ?
            ),
            chosen as (
              select     m.id, f.turn, f.visible_at
              from       first f
              inner join queue_message m on m.id = f.id
              for update of m skip locked
            ),
            taken as (
              update queue_message m
              set    receipt = gen_random_uuid(),
                     visible_at = statement_timestamp() + ? * interval '1 ms',
                     receive_count = m.receive_count + 1,
                     first_received_at = coalesce(m.first_received_at, statement_timestamp())
              from   chosen c
              where  m.id = c.id
              returning c.turn, c.visible_at as was_visible_at, m.*
            )
            select   id, body, attributes, sender, group_key, trace, source_arn, sent_at,
                     first_received_at, receive_count, receipt
            from     taken
            order by turn, was_visible_at, number
            """)) {
      for (var i = 1; i <= 4; i++) {
        update.setString(i, queue.name());
      }
      update.setInt(5, most);
      update.setInt(6, most);
      update.setLong(7, visibility.toMillis());
      return QueueStore.messages(update.executeQuery());
    }
  }

  /// Also forgets what is older than the queue's retention: a queue that nobody receives from keeps
  /// it, and nobody sees it.
  private static @Nullable Long millisToNext(Connection connection, Queue queue)
      throws SQLException {
    try (var delete =
            connection.prepareStatement(
                "delete from queue_message where expires_at <= statement_timestamp()");
        var select =
            connection.prepareStatement(
                """
                select ceil(extract(epoch from min(visible_at) - statement_timestamp()) * 1000)::bigint
                from   queue_message
                where  queue = ? and visible_at > statement_timestamp()
                """)) {
      delete.executeUpdate();
      select.setString(1, queue.name());
      try (var row = select.executeQuery()) {
        row.next();
        var millis = row.getLong(1);
        return row.wasNull() ? null : millis;
      }
    }
  }
}
