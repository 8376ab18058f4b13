package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// The SQL of what a person sees in the app. A policy of its own shows everybody their own alone.
final class NotificationStore {
  private static final String COLUMNS =
      """
      n.id, n.user_id, n.type, n.channel, n.title, n.body, n.data, n.critical, n.read_at, n.seen_at, n.created_at, n.version\
      """;

  private static final String OWN =
      "n.org_id = :org::uuid and n.user_id = :actor::uuid and n.channel = 'in_app'";

  static final Listing<Notification> NOTIFICATIONS =
      Listing.of(Notification.class)
          .from("notifications.notifications n")
          .where(OWN)
          .key("n.id")
          .shows(COLUMNS)
          .mayBeLong("body")
          .filter("read", "(n.read_at is not null)", Type.BOOLEAN)
          .filter("seen", "(n.seen_at is not null)", Type.BOOLEAN)
          .filter("critical", "n.critical", Type.BOOLEAN)
          .choice("type", "n.type", Type.TEXT)
          .nullableChoice("read_at", "n.read_at", Type.INSTANT)
          .choice("created_at", "n.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<UnreadCount> UNREAD =
      Query.of(
          UnreadCount.class,
          """
          select coalesce(sum(i.unread), 0)::bigint as count, coalesce(sum(i.unseen), 0)::bigint as unseen
          from notifications.inboxes i
          where i.org_id = :org::uuid and i.user_id = :actor::uuid
          """);

  private static final Sql READ =
      Sql.of(
          """
          update notifications.notifications n
          set read_at = coalesce(n.read_at, cell.now()), seen_at = coalesce(n.seen_at, cell.now()),
            version = n.version + (n.read_at is null)::int
          where %s and n.id = :id::uuid
          returning %s
          """
              .formatted(OWN, COLUMNS));

  private static final Sql SEE =
      Sql.of(
          """
          update notifications.notifications n
          set seen_at = coalesce(n.seen_at, cell.now()), version = n.version + (n.seen_at is null)::int
          where %s and n.id = :id::uuid
          returning %s
          """
              .formatted(OWN, COLUMNS));

  private static final Sql READ_ALL =
      Sql.of(
          """
          with marked as (
            update notifications.notifications n
            set read_at = cell.now(), seen_at = coalesce(n.seen_at, cell.now()), version = n.version + 1
            where %s and n.read_at is null
            returning n.id)
          select count(*) as updated from marked
          """
              .formatted(OWN));

  private static final Sql SEE_ALL =
      Sql.of(
          """
          with marked as (
            update notifications.notifications n
            set seen_at = cell.now(), version = n.version + 1
            where %s and n.seen_at is null
            returning n.id)
          select count(*) as updated from marked
          """
              .formatted(OWN));

  private static final Sql DELETE =
      Sql.of(
          """
          delete from notifications.notifications n
          where %s and n.id = :id::uuid
          returning n.id
          """
              .formatted(OWN));

  /// Tells the person's other screens, where they have an inbox.
  private static final Sql TELL_INBOX =
      Sql.of(
          """
          select i.unread as count, i.unseen,
            api.emit('inbox.changed', 'inbox', i.user_id, i.version,
              jsonb_build_object('user_id', i.user_id, 'unread', i.unread, 'unseen', i.unseen)) as event_id
          from notifications.inboxes i
          where i.org_id = :org::uuid and i.user_id = :actor::uuid
          """);

  private NotificationStore() {}

  static Step read(UUID id) {
    return Step.one(READ, Binds.of("id", id));
  }

  static Step see(UUID id) {
    return Step.one(SEE, Binds.of("id", id));
  }

  static Step readAll() {
    return Step.one(READ_ALL, Binds.none());
  }

  static Step seeAll() {
    return Step.one(SEE_ALL, Binds.none());
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }

  static Step tellInbox() {
    return Step.any(TELL_INBOX, Binds.none());
  }
}
