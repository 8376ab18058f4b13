package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.auth.AccessTokens.Verified;
import dev.cellwright.kernel.auth.Principal;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.event.Listening;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of rooms and connections. Who is told what is decided by the functions.
final class RoomStore {
  /// How a connection stands: `open`, `gone`, `expired`, `ended` or `other`.
  record Standing(String state) {}

  record Amount(long amount) {}

  /// A connection to be sent to, and the number of what it is sent.
  record Reached(String connectionId, long sequence) {}

  record Connection(String connectionId) {}

  record OpenConnection(UUID organizationId, String connectionId) {
    static List<String> ids(List<OpenConnection> connections) {
      return connections.stream().map(OpenConnection::connectionId).toList();
    }
  }

  record QuietRooms(UUID organizationId) {}

  /// An entry that somebody missed, beside where the room stands; without one where nothing was.
  ///
  /// @param state of the connection that asks
  record Missed(
      String state,
      @Nullable Long last,
      @Nullable Boolean reset,
      @Nullable Long sequence,
      @Nullable ObjectNode message) {}

  /// The same for who has no connection.
  record OwnMissed(
      long last,
      boolean reset,
      Instant openUntil,
      @Nullable Long sequence,
      @Nullable ObjectNode message) {}

  record Last(long last) {}

  static final Query<Listening.Look> ANYBODY =
      Query.of(
          Listening.Look.class,
          "select notifications.anybody_listens() as anybody, cell.now() as as_of");

  static final Query<Missed> MISSED =
      Query.of(
          Missed.class,
          """
          select m.state, m.last, m.reset, m.sequence, m.message
          from notifications.missed(:connection, :after::bigint) m
          """);

  static final Query<OwnMissed> OWN_MISSED =
      Query.of(
          OwnMissed.class,
          """
          select m.last, m.reset, m.open_until, m.sequence, m.message
          from notifications.own_feed(:after::bigint) m
          """);

  static final Query<OpenConnection> OF_SESSION =
      Query.of(
          OpenConnection.class,
          """
          select c.organization_id, c.connection_id
          from notifications.connections_of_session(:session::uuid) c
          """);

  static final Query<Connection> OF_MEMBER =
      Query.of(
          Connection.class,
          """
          select c.connection_id
          from notifications.connections_of_member(:user_id::uuid) c (connection_id)
          """);

  static final Query<OpenConnection> OVERDUE =
      Query.of(
          OpenConnection.class,
          """
          select c.organization_id, c.connection_id
          from notifications.overdue_connections(:most::int) c
          """);

  static final Query<QuietRooms> QUIET =
      Query.of(
          QuietRooms.class,
          "select r.organization_id from notifications.quiet_rooms(:most::int) r");

  private static final Sql OPEN =
      Sql.of(
          """
          select o.ending from notifications.open_connection(:connection, :token_ends::timestamptz) o
          """);

  private static final Sql SUBSCRIBE =
      Sql.of("select s.state from notifications.subscribe(:connection) s");

  private static final Sql RENEW =
      Sql.of(
          """
          select r.state
          from notifications.renew(
            :connection, :person::uuid, :organization::uuid, :session::uuid, :token_ends::timestamptz) r
          """);

  private static final Sql CLOSE =
      Sql.of("select c.closed as amount from notifications.close_connection(:connection) c");

  private static final Sql FORGET =
      Sql.of(
          """
          select notifications.forget_connections(
            array(select g.id from jsonb_array_elements_text(:gone::jsonb) g (id))) as amount
          """);

  private static final Sql TELL =
      Sql.of(
          """
          select t.connection_id, t.sequence
          from notifications.tell_rooms(
            :event::uuid, :kind, :payload::jsonb, :person::uuid, :entity_type, :entity_id::uuid) t
          """);

  private static final Sql EMPTY = Sql.of("select notifications.empty_rooms() as amount");

  private static final Sql KEEP_LISTENING = Sql.of("select notifications.keep_listening() as last");

  private RoomStore() {}

  static Step open(String connection, Instant tokenEnds) {
    return Step.one(OPEN, Binds.of("connection", connection).and("token_ends", tokenEnds));
  }

  static Step subscribe(String connection) {
    return Step.one(SUBSCRIBE, Binds.of("connection", connection));
  }

  static Step renew(String connection, Verified token) {
    Principal principal = token.principal();
    return Step.one(
        RENEW,
        Binds.of("connection", connection)
            .and("person", principal.person())
            .and("organization", principal.organization())
            .and("session", principal.session())
            .and("token_ends", token.expiresAt()));
  }

  static Step close(String connection) {
    return Step.one(CLOSE, Binds.of("connection", connection));
  }

  static Step forget(List<String> gone) {
    return Step.one(FORGET, Binds.of("gone", gone));
  }

  static Step tell(UUID event, RoomEntry entry) {
    return Step.any(
        TELL,
        Binds.of("event", event)
            .and("kind", entry.kind())
            .and("payload", entry.payload())
            .and("person", entry.person())
            .and("entity_type", entry.entityType())
            .and("entity_id", entry.entityId()));
  }

  static Step emptyRooms() {
    return Step.one(EMPTY, Binds.none());
  }

  static Step keepListening() {
    return Step.one(KEEP_LISTENING, Binds.none());
  }

  static Binds missed(String connection, @Nullable Long after) {
    return Binds.of("connection", connection).and("after", after);
  }
}
