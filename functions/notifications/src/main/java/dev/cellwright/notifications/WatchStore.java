package dev.cellwright.notifications;

import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what people watch.
final class WatchStore {
  private static final String COLUMNS =
      "w.entity_type, w.entity_id, w.muted, w.channels, w.created_at, w.version";

  static final Listing<Watch> WATCHES =
      Listing.of(Watch.class)
          .from("notifications.topic_subscriptions w")
          .where("w.org_id = :org::uuid and w.user_id = :actor::uuid")
          .key("w.entity_id")
          .shows(COLUMNS)
          .choice("entity_type", "w.entity_type", Type.TEXT)
          .filter("entity_id", "w.entity_id", Type.UUID)
          .filter("muted", "w.muted", Type.BOOLEAN)
          .choice("created_at", "w.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  /// No row where the thing isn't there for the actor.
  private static final Sql WATCH =
      Sql.of(
          """
          insert into notifications.topic_subscriptions as w (entity_type, entity_id, muted, channels)
          select t.type, :id::uuid, :muted::boolean, nullif(:channels::jsonb, 'null')
          from notifications.watchable(:collection, :id::uuid) t (type)
          where t.type is not null
          on conflict (org_id, entity_type, entity_id, user_id) do update
            set muted = excluded.muted, channels = excluded.channels, updated_at = cell.now(), version = w.version + 1
          returning %s
          """
              .formatted(COLUMNS));

  private static final Sql ROOM =
      Sql.of(
          """
          select case when count(*) > :most::bigint then 'full' end as ending
          from notifications.topic_subscriptions w
          where w.org_id = :org::uuid and w.user_id = :actor::uuid
          """);

  private static final Sql UNWATCH =
      Sql.of(
          """
          delete from notifications.topic_subscriptions w
          where w.org_id = :org::uuid and w.user_id = :actor::uuid and w.entity_id = :id::uuid
            and w.entity_type = notifications.type_called(:collection)
          returning w.entity_id
          """);

  private WatchStore() {}

  static Step watch(String collection, UUID id, boolean muted, @Nullable List<String> channels) {
    return Step.one(
        WATCH,
        Binds.of("collection", collection)
            .and("id", id)
            .and("muted", muted)
            .and("channels", channels == null ? null : channels.stream().distinct().toList()));
  }

  static Step room(int most) {
    return Step.one(ROOM, Binds.of("most", most));
  }

  static Step unwatch(String collection, UUID id) {
    return Step.one(UNWATCH, Binds.of("collection", collection).and("id", id));
  }
}
