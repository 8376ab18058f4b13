package dev.cellwright.notifications;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;

/// The SQL of how people, and organizations, want to be told.
final class PreferenceStore {
  /// As many as anybody may have.
  private static final int MOST = 200;

  private static final String COLUMNS =
      "f.event_type, f.channels, f.muted, f.updated_at, f.version";

  static final Listing<ShownPreference> PREFERENCES =
      Listing.of(ShownPreference.class)
          .from("notifications.notification_preferences f")
          .where("f.org_id = :org::uuid and f.user_id = :actor::uuid")
          .key("f.id")
          .shows(COLUMNS)
          .choice("event_type", "f.event_type", Type.TEXT)
          .filter("muted", "f.muted", Type.BOOLEAN)
          .choice("updated_at", "f.updated_at", Type.INSTANT)
          .ordered("event_type", false)
          .build();

  static final Listing<ShownPreference> DEFAULTS =
      Listing.of(ShownPreference.class)
          .from("notifications.notification_defaults f")
          .where("f.org_id = :org::uuid")
          .key("f.id")
          .shows(COLUMNS)
          .choice("event_type", "f.event_type", Type.TEXT)
          .filter("muted", "f.muted", Type.BOOLEAN)
          .choice("updated_at", "f.updated_at", Type.INSTANT)
          .ordered("event_type", false)
          .build();

  static final Listing<NoticeType> TYPES =
      Listing.of(NoticeType.class)
          .from("notifications.types() t")
          .key("t.id")
          .shows("t.type, t.channels, t.critical")
          .choice("type", "t.type", Type.TEXT)
          .filter("critical", "t.critical", Type.BOOLEAN)
          .ordered("type", false)
          .build();

  /// A pattern that means nothing in this cell ends the command.
  private static final Sql KNOWN =
      Sql.of(
          """
          select e.entry ->> 'event_type' as event_type,
            case when not notifications.knows(e.entry ->> 'event_type') then 'unknown_type' end as ending
          from jsonb_array_elements(:entries::jsonb) with ordinality e (entry, place)
          order by e.place
          """);

  private static final Sql CHANGE =
      Sql.of(
          """
          insert into notifications.notification_preferences as f (event_type, channels, muted)
          select e.entry ->> 'event_type', coalesce(e.entry -> 'channels', '["in_app"]'), coalesce((e.entry ->> 'muted')::boolean, false)
          from jsonb_array_elements(:entries::jsonb) e (entry)
          order by e.entry ->> 'event_type'
          on conflict on constraint notification_preferences_once do update
            set channels = coalesce(
                (select e.entry -> 'channels' from jsonb_array_elements(:entries::jsonb) e (entry)
                 where e.entry ->> 'event_type' = f.event_type), f.channels),
              muted = coalesce(
                (select (e.entry ->> 'muted')::boolean from jsonb_array_elements(:entries::jsonb) e (entry)
                 where e.entry ->> 'event_type' = f.event_type), f.muted),
              updated_at = cell.now(), version = f.version + 1
          returning %s
          """
              .formatted(COLUMNS));

  private static final Sql CHANGE_DEFAULTS =
      Sql.of(
          """
          insert into notifications.notification_defaults as f (event_type, channels, muted)
          select e.entry ->> 'event_type', coalesce(e.entry -> 'channels', '["in_app"]'), coalesce((e.entry ->> 'muted')::boolean, false)
          from jsonb_array_elements(:entries::jsonb) e (entry)
          order by e.entry ->> 'event_type'
          on conflict on constraint notification_defaults_once do update
            set channels = coalesce(
                (select e.entry -> 'channels' from jsonb_array_elements(:entries::jsonb) e (entry)
                 where e.entry ->> 'event_type' = f.event_type), f.channels),
              muted = coalesce(
                (select (e.entry ->> 'muted')::boolean from jsonb_array_elements(:entries::jsonb) e (entry)
                 where e.entry ->> 'event_type' = f.event_type), f.muted),
              updated_by = :actor::uuid, updated_at = cell.now(), version = f.version + 1
          returning %s
          """
              .formatted(COLUMNS));

  private static final Sql ROOM =
      Sql.of(
          """
          select case when count(*) > :most::bigint then 'full' end as ending
          from notifications.notification_preferences f
          where f.org_id = :org::uuid and f.user_id = :actor::uuid
          """);

  private static final Sql DEFAULTS_ROOM =
      Sql.of(
          """
          select case when count(*) > :most::bigint then 'full' end as ending
          from notifications.notification_defaults f
          where f.org_id = :org::uuid
          """);

  private static final Sql FORGET =
      Sql.of(
          """
          delete from notifications.notification_preferences f
          where f.org_id = :org::uuid and f.user_id = :actor::uuid and f.event_type = :event_type
          returning f.event_type
          """);

  private static final Sql FORGET_DEFAULT =
      Sql.of(
          """
          delete from notifications.notification_defaults f
          where f.org_id = :org::uuid and f.event_type = :event_type
          returning f.event_type
          """);

  private PreferenceStore() {}

  static Step known(ArrayNode entries) {
    return Step.any(KNOWN, Binds.of("entries", entries));
  }

  static Step change(boolean defaults, ArrayNode entries) {
    return Step.any(defaults ? CHANGE_DEFAULTS : CHANGE, Binds.of("entries", entries));
  }

  static Step room(boolean defaults) {
    return Step.one(defaults ? DEFAULTS_ROOM : ROOM, Binds.of("most", MOST));
  }

  static Step forget(boolean defaults, String eventType) {
    return Step.one(defaults ? FORGET_DEFAULT : FORGET, Binds.of("event_type", eventType));
  }
}
