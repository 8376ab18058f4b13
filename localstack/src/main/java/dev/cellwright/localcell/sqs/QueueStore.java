package dev.cellwright.localcell.sqs;

import dev.cellwright.localcell.aws.AwsDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL of the queues but that of receiving. Times are the database's own, which are real ones.
record QueueStore(AwsDatabase database) {
  record Depth(long visible, long inFlight, long delayed) {}

  void open() throws SQLException {
    database.transact(connection -> {
      try (var statement = connection.createStatement()) {
        return statement.execute(
            """
            create table if not exists queue_message (
              id                uuid primary key default gen_random_uuid(),
              number            bigint generated always as identity,
              queue             text not null,
              group_key         text not null,     -- empty where the message has no group
              body              text not null,
              attributes        text not null,
              sender            text not null,
              trace             text,
              source_arn        text,              -- of a dead letter: the queue it was in
              sent_at           timestamptz not null,
              expires_at        timestamptz not null,
              visible_at        timestamptz not null,
              first_received_at timestamptz,
              receive_count     int not null default 0,
              receipt           uuid               -- of the last receive
            ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
            create index if not exists queue_message_by_group
              on queue_message (queue, group_key, visible_at);
            create index if not exists queue_message_received
              on queue_message (queue, visible_at) where receipt is not null;
            create index if not exists queue_message_expiry on queue_message (expires_at);
            """);
      }
    });
  }

  UUID send(Connection connection, Queue queue, Outgoing message) throws SQLException {
    return send(connection, queue, List.of(message)).getFirst();
  }

  /// Adds messages, in one round trip. They are there once the connection's transaction ends.
  List<UUID> send(Connection connection, Queue queue, List<Outgoing> messages) throws SQLException {
    var ids = new ArrayList<UUID>();
    try (var insert =
        connection.prepareStatement(
            """
            insert into queue_message
              (id, queue, group_key, body, attributes, sender, trace, sent_at, expires_at, visible_at)
            values (?, ?, ?, ?, ?, ?, ?, statement_timestamp(),
                    statement_timestamp() + ? * interval '1 ms',
                    statement_timestamp() + ? * interval '1 ms')
            """)) {
      for (var message : messages) {
        var id = UUID.randomUUID();
        ids.add(id);
        insert.setObject(1, id);
        insert.setString(2, queue.name());
        insert.setString(3, Objects.requireNonNullElse(message.groupId(), ""));
        insert.setString(4, message.body());
        insert.setString(5, message.attributes().json().toString());
        insert.setString(6, message.sender());
        insert.setString(7, message.trace());
        insert.setLong(8, queue.settings().retention().toMillis());
        insert.setLong(
            9, Objects.requireNonNullElse(message.delay(), queue.settings().delay()).toMillis());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    return ids;
  }

  /// Deletes what these receives got. A receive that is not the message's last deletes nothing.
  void delete(Queue queue, List<Receipt> receipts) throws SQLException {
    database.transact(connection -> {
      try (var delete =
          connection.prepareStatement(
              """
              delete from queue_message m
              using  unnest(?::uuid[], ?::uuid[]) as r(id, receipt)
              where  m.id = r.id and m.receipt = r.receipt and m.queue = ?
              """)) {
        var ids = receipts.stream().map(Receipt::message).toArray();
        var receives = receipts.stream().map(Receipt::receive).toArray();
        delete.setArray(1, connection.createArrayOf("uuid", ids));
        delete.setArray(2, connection.createArrayOf("uuid", receives));
        delete.setString(3, queue.name());
        return delete.executeUpdate();
      }
    });
  }

  /// False when the message is not in flight.
  boolean changeVisibility(Queue queue, Receipt receipt, Duration timeout) throws SQLException {
    return database.transact(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update queue_message
              set    visible_at = statement_timestamp() + ? * interval '1 ms'
              where  id = ? and receipt = ? and queue = ? and visible_at > statement_timestamp()
              """)) {
        update.setLong(1, timeout.toMillis());
        update.setObject(2, receipt.message());
        update.setObject(3, receipt.receive());
        update.setString(4, queue.name());
        return update.executeUpdate() == 1;
      }
    });
  }

  /// Gives back what was received and not used, as if it had not been received.
  void release(Queue queue, List<UUID> ids) throws SQLException {
    database.transact(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update queue_message
              set    visible_at = statement_timestamp(), receive_count = receive_count - 1, receipt = null
              where  queue = ? and id = any (?) and receipt is not null
              """)) {
        update.setString(1, queue.name());
        update.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
        return update.executeUpdate();
      }
    });
  }

  /// The same for all that was in flight when the cell died: nobody works on it any more.
  void releaseAll(Queue queue) throws SQLException {
    database.transact(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update queue_message
              set    visible_at = statement_timestamp(), receive_count = receive_count - 1, receipt = null
              where  queue = ? and receipt is not null and visible_at > statement_timestamp()
              """)) {
        update.setString(1, queue.name());
        return update.executeUpdate();
      }
    });
  }

  void purge(Queue queue) throws SQLException {
    database.transact(connection -> {
      try (var delete = connection.prepareStatement("delete from queue_message where queue = ?")) {
        delete.setString(1, queue.name());
        return delete.executeUpdate();
      }
    });
  }

  Depth depth(Queue queue) throws SQLException {
    return database.transact(connection -> {
      try (var select =
          connection.prepareStatement(
              """
              select count(*) filter (where visible_at <= statement_timestamp()),
                     count(*) filter (where visible_at > statement_timestamp() and receipt is not null),
                     count(*) filter (where visible_at > statement_timestamp() and receipt is null)
              from   queue_message
              where  queue = ? and expires_at > statement_timestamp()
              """)) {
        select.setString(1, queue.name());
        try (var row = select.executeQuery()) {
          row.next();
          return new Depth(row.getLong(1), row.getLong(2), row.getLong(3));
        }
      }
    });
  }

  /// The messages in the order in which they came.
  List<Message> oldest(Queue queue, int most) throws SQLException {
    return database.transact(connection -> {
      try (var select =
          connection.prepareStatement(
              """
              select   id, body, attributes, sender, group_key, trace, source_arn, sent_at,
                       first_received_at, receive_count, receipt
              from     queue_message
              where    queue = ? and expires_at > statement_timestamp()
              order by number
              limit    ?
              """)) {
        select.setString(1, queue.name());
        select.setInt(2, most);
        return messages(select.executeQuery());
      }
    });
  }

  List<Message> takeAll(Connection connection, Queue queue) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            with taken as (
              delete from queue_message where queue = ? returning *
            )
            select   id, body, attributes, sender, group_key, trace, source_arn, sent_at,
                     first_received_at, receive_count, receipt
            from     taken
            order by number
            """)) {
      delete.setString(1, queue.name());
      return messages(delete.executeQuery());
    }
  }

  /// Moves a dead-letter queue's messages that nobody works on, as new messages: each to its own
  /// queue among these, or all to the one destination.
  int move(Queue deadLetters, Queue to, boolean onlyItsOwn) throws SQLException {
    return database.transact(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update queue_message
              set    id = gen_random_uuid(), queue = ?, source_arn = null, receive_count = 0,
                     receipt = null, first_received_at = null, sent_at = statement_timestamp(),
                     visible_at = statement_timestamp(),
                     expires_at = statement_timestamp() + ? * interval '1 ms'
              where  queue = ?
              and    (receipt is null or visible_at <= statement_timestamp())
              and    expires_at > statement_timestamp()
              and    (not ? or source_arn = ?)
              """)) {
        update.setString(1, to.name());
        update.setLong(2, to.settings().retention().toMillis());
        update.setString(3, deadLetters.name());
        update.setBoolean(4, onlyItsOwn);
        update.setString(5, to.arn());
        return update.executeUpdate();
      }
    });
  }

  static List<Message> messages(ResultSet rows) throws SQLException {
    var found = new ArrayList<Message>();
    while (rows.next()) {
      var group = rows.getString("group_key");
      var firstReceived = rows.getObject("first_received_at", OffsetDateTime.class);
      found.add(
          new Message(
              rows.getObject("id", UUID.class),
              rows.getString("body"),
              MessageAttributes.read(rows.getString("attributes")),
              rows.getString("sender"),
              group.isEmpty() ? null : group,
              text(rows, "trace"),
              text(rows, "source_arn"),
              rows.getObject("sent_at", OffsetDateTime.class).toInstant(),
              firstReceived == null ? null : firstReceived.toInstant(),
              rows.getInt("receive_count"),
              rows.getObject("receipt", UUID.class)));
    }
    return found;
  }

  private static @Nullable String text(ResultSet row, String column) throws SQLException {
    return row.getString(column);
  }
}
