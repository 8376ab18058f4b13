package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Changes;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about webhooks and their secrets.
final class WebhookStore {
  /// What an organization may have.
  static final int MOST = 50;

  /// What a [Webhook] is read from.
  private static final String COLUMNS =
      """
      w.id, w.org_id, w.name, w.description, w.url, to_jsonb(w.events) as events, w.active, w.failure_count,
      w.disabled_at, w.disabled_reason, w.created_by, w.created_at, w.updated_at, w.version\
      """;

  static final Listing<Webhook> WEBHOOKS =
      Listing.of(Webhook.class)
          .from("integrations.webhook_subscriptions w")
          .where("w.org_id = :org::uuid")
          .key("w.id")
          .shows(COLUMNS)
          .mayBeLong("description", "url")
          .choice("name", "w.name", Type.TEXT)
          .filter("active", "w.active", Type.BOOLEAN)
          .choice("created_at", "w.created_at", Type.INSTANT)
          .ordered("created_at", true)
          .build();

  static final Query<Webhook> ONE =
      Query.of(
          Webhook.class,
          """
          select %s
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :id::uuid
          """
              .formatted(COLUMNS));

  /// One organization's webhooks are registered one after the other, so that none is one too many.
  private static final Sql ROOM =
      Sql.of(
          """
          with turn as materialized (
            select pg_advisory_xact_lock(hashtextextended('webhooks ' || :org, 0))::text as taken
          )
          select turn.taken, case when (
            select count(*) from integrations.webhook_subscriptions w where w.org_id = :org::uuid) >= :most::int
            then 'full' end as ending
          from turn
          """);

  private static final Sql REGISTER =
      Sql.of(
          """
          insert into integrations.webhook_subscriptions as w (id, name, description, url, events, active, inactive_since)
          values (
            :id::uuid, :name, :description, :url,
            array(select jsonb_array_elements_text(:events::jsonb)), coalesce(:active::boolean, true),
            case when not :active::boolean then cell.now() end)
          returning %s, jsonb_build_object('name', w.name, 'events', w.events) as event
          """
              .formatted(COLUMNS));

  private static final Sql ADD_SECRET =
      Sql.of(
          """
          select integrations.add_secret(:subscription::uuid, :endpoint::uuid, :secret, :until::timestamptz) as earlier_until
          """);

  /// Locks a webhook and compares the version that its author has seen.
  private static final Sql LOCK =
      Sql.of(
          """
          select w.id, w.inactive_since, case when w.version <> :seen::bigint then 'changed' end as ending
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :id::uuid
          for no key update
          """);

  /// Overlays the changes. To be made active is to be given another chance.
  private static final Sql CHANGE =
      Sql.of(
          """
          update integrations.webhook_subscriptions w
          set
            name = n.name,
            description = n.description,
            url = n.url,
            events = n.events,
            active = n.active,
            failure_count = case when n.active and :changes::jsonb ? 'active' then 0 else w.failure_count end,
            inactive_since = case when not n.active then coalesce(w.inactive_since, cell.now()) end,
            disabled_at = case when n.active then null else w.disabled_at end,
            disabled_reason = case when n.active then null else w.disabled_reason end,
            version = w.version + 1,
            updated_at = cell.now()
          from integrations.webhook_subscriptions b
          cross join lateral jsonb_populate_record(b, :changes::jsonb) n
          where b.org_id = :org::uuid and b.id = :id::uuid and w.org_id = b.org_id and w.id = b.id
          returning %s, jsonb_build_object('name', w.name, 'events', w.events, 'active', w.active) as event
          """
              .formatted(COLUMNS));

  private static final Sql DELETE =
      Sql.of(
          """
          delete from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :id::uuid
          returning w.id, w.version + 1 as version, jsonb_build_object('name', w.name) as event
          """);

  private static final Sql ROTATED =
      Sql.of(
          """
          update integrations.webhook_subscriptions w
          set version = w.version + 1, updated_at = cell.now()
          where w.org_id = :org::uuid and w.id = :id::uuid
          returning w.id, w.version, jsonb_build_object('name', w.name, 'events', w.events, 'active', w.active) as event
          """);

  private WebhookStore() {}

  static Step room() {
    return Step.one(ROOM, Binds.of("most", MOST));
  }

  static Step register(UUID id, NewWebhook webhook, String name) {
    return Step.one(
        REGISTER,
        Binds.of("id", id)
            .and("name", name)
            .and("description", webhook.description())
            .and("url", webhook.url())
            .and("events", webhook.events())
            .and("active", webhook.active()));
  }

  static Step addSecret(UUID subscription, String secret, Instant earlierUntil) {
    return addSecret(subscription, null, secret, earlierUntil);
  }

  /// A secret of a webhook, or of a provider's endpoint.
  static Step addSecret(
      @Nullable UUID subscription, @Nullable UUID endpoint, String secret, Instant earlierUntil) {
    return Step.one(
        ADD_SECRET,
        Binds.of("subscription", subscription)
            .and("endpoint", endpoint)
            .and("secret", secret)
            .and("until", earlierUntil));
  }

  static Step lock(UUID id, @Nullable Long seen) {
    return Step.one(LOCK, Binds.of("id", id).and("seen", seen));
  }

  static Step change(UUID id, WebhookPatch patch) {
    return Step.one(CHANGE, Binds.of("id", id).and("changes", changes(patch)));
  }

  static Step rotated(UUID id) {
    return Step.one(ROTATED, Binds.of("id", id));
  }

  static Step delete(UUID id) {
    return Step.one(DELETE, Binds.of("id", id));
  }

  private static ObjectNode changes(WebhookPatch patch) {
    return Changes.of(patch);
  }
}
