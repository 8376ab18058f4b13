package dev.cellwright.testing.bench.events;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events by the thousand of one organization, as if its people had caused them all in one moment.
record Flood(CellProcess cell) {

  /// @param assignee who is told of each; null for nobody
  /// @param from the number of the first
  void file(UUID organization, @Nullable UUID assignee, int from, int events) throws SQLException {
    try (var database = cell.database();
        var statement =
            database.prepareStatement(
                """
                select count(priv.file_event(
                  ?::uuid, gen_random_uuid(), 'task.created', 1, 'task', md5(?::text || n)::uuid, 1,
                  jsonb_build_object('title', 'Flood ' || n, 'status', 'todo', 'assigneeId', ?::text),
                  null, null, null, null, cell.now()))
                from generate_series(?::int, ?::int) n
                """)) {
      statement.setObject(1, organization);
      statement.setString(2, organization.toString());
      statement.setString(3, assignee == null ? null : assignee.toString());
      statement.setInt(4, from);
      statement.setInt(5, from + events - 1);
      statement.executeQuery().close();
    }
  }

  /// How many of an organization's events still wait for their effect.
  long left(UUID organization) throws SQLException {
    try (var database = cell.database()) {
      return new Look(database)
          .count(
              """
              select count(*) from core.outbox o
              where o.org_id = ? and o.type = 'task.created' and not exists (
                select from notifications.notifications n where n.org_id = o.org_id and n.event_id = o.id)
              """,
              organization);
    }
  }

  /// What the events that were filed are about.
  static UUID entity(UUID organization, int number) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      var bytes =
          digest.digest((organization.toString() + number).getBytes(StandardCharsets.US_ASCII));
      var buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
