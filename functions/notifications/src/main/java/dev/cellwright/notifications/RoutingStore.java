package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of routing and digests. Who is told is decided by the functions.
final class RoutingStore {
  /// A type of event of which somebody is told.
  ///
  /// @param paths the members of its data that name them, each parted by dots; null where it is
  ///   told to others too
  record ToldEvent(String event, @Nullable List<String> paths) {}

  /// How many rows something came to.
  record Amount(long amount) {}

  /// A digest whose event was lost.
  record Overdue(UUID organizationId, UUID userId) {}

  /// An organization with more than is kept.
  record Hoarder(UUID organizationId) {}

  static final Query<ToldEvent> TOLD_EVENTS =
      Query.of(ToldEvent.class, "select t.event, t.paths from notifications.told() t");

  static final Query<Addressee> AUDIENCE =
      Query.of(
          Addressee.class,
          """
          select a.user_id, a.outside, a.type, a.critical, a.channels, a.subject_type, a.subject_id, a.title, a.body, a.url,
            a.actor_name, a.entity_title, a.organization_name, a.timezone, a.quiet_start, a.quiet_end, a.frequency,
            jsonb_build_object('list', a.preferences) as preferences, a.topic,
            jsonb_build_object('list', a.defaults) as defaults
          from notifications.audience(
            :event_type, :entity_type, :entity_id::uuid, :actor_id::uuid, :data::jsonb, :behind::uuid, :most::int) a
          """);

  static final Query<Overdue> OVERDUE =
      Query.of(
          Overdue.class,
          "select o.organization_id, o.user_id from notifications.overdue_digests(:most::int) o");

  static final Query<Hoarder> HOARDERS =
      Query.of(Hoarder.class, "select h.organization_id from notifications.hoarders(:most::int) h");

  private static final Sql TELL =
      Sql.of(
          """
          select t.people, t.ways from notifications.tell(:event_id::uuid, :plan::jsonb) t
          """);

  private static final Sql GO_ON =
      Sql.of(
          """
          select api.emit('notification.routing_due', 'notification', :event_id::uuid, 1, :rest::jsonb) as event_id
          """);

  private static final Sql SEND_DIGEST =
      Sql.of("select notifications.send_digest(:user_id::uuid) as collected");

  private static final Sql RECALL_DIGEST =
      Sql.of("select notifications.recall_digest(:user_id::uuid) as recalled");

  private static final Sql FORGET_OLD =
      Sql.of("select notifications.forget_old(:most::int) as amount");

  private RoutingStore() {}

  static Binds audience(Happening happening, int most) {
    return Binds.of("event_type", happening.eventType())
        .and("entity_type", happening.entityType())
        .and("entity_id", happening.entityId())
        .and("actor_id", happening.actorId())
        .and("data", happening.data())
        .and("behind", happening.behind())
        .and("most", most);
  }

  static Step tell(UUID event, ArrayNode plan) {
    return Step.one(TELL, Binds.of("event_id", event).and("plan", plan));
  }

  static Step goOn(UUID event, ObjectNode rest) {
    return Step.one(GO_ON, Binds.of("event_id", event).and("rest", rest));
  }

  static Step sendDigest(UUID person) {
    return Step.one(SEND_DIGEST, Binds.of("user_id", person));
  }

  static Step recallDigest(UUID person) {
    return Step.one(RECALL_DIGEST, Binds.of("user_id", person));
  }

  static Step forgetOld(int most) {
    return Step.one(FORGET_OLD, Binds.of("most", most));
  }
}
