package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Listing;
import dev.cellwright.kernel.data.ListingColumn.Type;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import dev.cellwright.kernel.event.Listening;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All SQL about deliveries, but for [SendingStore]'s: what is due, taken and noted.
final class DeliveryStore {
  /// How many a replay takes at a time.
  static final int MOST_REPLAYED = 10_000;

  static final Listing<Delivery> OF_WEBHOOK =
      Listing.of(Delivery.class)
          .from("integrations.webhook_deliveries d")
          .where("d.org_id = :org::uuid and d.subscription_id = :id::uuid")
          .within(
              """
              select 1 from integrations.webhook_subscriptions w
              where w.org_id = :org::uuid and w.id = :id::uuid
              """)
          .key("d.id")
          .shows(
              """
              d.id, d.subscription_id, d.event_id, d.event, d.status, d.attempts, d.next_retry_at,
              d.response_status, d.occurred_at, d.delivered_at, d.created_at\
              """)
          .choice("created_at", "d.created_at", Type.INSTANT)
          .choice("occurred_at", "d.occurred_at", Type.INSTANT)
          .filter("event", "d.event", Type.TEXT)
          .filter("status", "d.status", Type.TEXT)
          .filter("event_id", "d.event_id", Type.UUID)
          .choice("attempts", "d.attempts", Type.WHOLE_NUMBER)
          .nullableChoice("response_status", "d.response_status", Type.WHOLE_NUMBER)
          .ordered("created_at", true)
          .build();

  /// A piece of a delivery with its payload: one row may not hold all of it.
  record Piece(
      UUID id,
      UUID subscriptionId,
      UUID eventId,
      String event,
      String status,
      int attempts,
      @Nullable Instant nextRetryAt,
      @Nullable Integer responseStatus,
      @Nullable String responseBody,
      String log,
      Instant occurredAt,
      @Nullable Instant deliveredAt,
      Instant createdAt,
      String part) {}

  static final Query<Piece> ONE =
      Query.of(
          Piece.class,
          """
          select
            d.id, d.subscription_id, d.event_id, d.event, d.status, d.attempts, d.next_retry_at, d.response_status,
            d.response_body, d.log::text as log, d.occurred_at, d.delivered_at, d.created_at, p.part
          from integrations.webhook_deliveries d
          cross join lateral integrations.pieces(d.payload::text) p
          where d.org_id = :org::uuid and d.id = :id::uuid
          order by p.piece
          """);

  /// Whether the organization has a webhook.
  static final Query<Listening.Look> ANYBODY =
      Query.of(
          Listening.Look.class,
          """
          select
            exists (select from integrations.webhook_subscriptions w where w.org_id = :org::uuid) as anybody,
            cell.now() as as_of
          """);

  /// Files an event for every webhook of its organization that wants it, and says so to those that
  /// send.
  private static final Sql FILE =
      Sql.of(
          """
          with filed as (
            insert into integrations.webhook_deliveries (id, subscription_id, event_id, event, payload, occurred_at, status, next_retry_at)
            select
              integrations.delivery_id(w.id, :event_id::uuid), w.id, :event_id::uuid, :event, :payload::jsonb, :occurred_at::timestamptz,
              case when w.active and w.url is not null then 'pending' else 'held' end,
              case when w.active and w.url is not null then cell.now() end
            from integrations.webhook_subscriptions w
            where w.org_id = :org::uuid and w.events && array[:event, split_part(:event, '.', 1) || '.*', '*']
            on conflict do nothing
            returning subscription_id, status
          )
          select api.emit('webhook_delivery.due', 'webhook_delivery', f.subscription_id, 1, '{}') as due
          from filed f
          where f.status = 'pending'
          """);

  /// Keeps a test message, and how it went.
  private static final Sql KEEP_TEST =
      Sql.of(
          """
          insert into integrations.webhook_deliveries (
            id, subscription_id, event_id, event, payload, occurred_at, status, attempts, response_status, response_body, log, delivered_at)
          select
            :id::uuid, w.id, :id::uuid, :event, :payload::jsonb, cell.now(), :status, 1, :response_status::int, :response_body,
            jsonb_build_array(jsonb_build_object(
              'at', cell.now(), 'status', :response_status::int, 'error', :error, 'ms', :ms::int)),
            case when :status = 'delivered' then cell.now() end
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :subscription::uuid
          returning id
          """);

  /// Sets one delivery to be sent at once, with tries as at first, and notes on its webhook that
  /// somebody asked.
  private static final Sql RETRY =
      Sql.of(
          """
          with found as (
            select d.id, d.subscription_id,
              d.status = 'pending' and (d.next_retry_at <= cell.now() or d.leased_until > cell.now()) as under_way,
              w.active, w.url is not null as sends
            from integrations.webhook_deliveries d
            join integrations.webhook_subscriptions w on w.org_id = d.org_id and w.id = d.subscription_id
            where d.org_id = :org::uuid and d.id = :id::uuid
            for no key update of w, d
          ), good as (
            select f.id, f.subscription_id from found f where not f.under_way and f.active and f.sends
          ), again as (
            update integrations.webhook_deliveries d
            set status = 'pending', tries = 0, next_retry_at = cell.now()
            from good g
            where d.org_id = :org::uuid and d.id = g.id
          ), noted as (
            update integrations.webhook_subscriptions w
            set replayed_at = cell.now()
            from good g
            where w.org_id = :org::uuid and w.id = g.subscription_id
          )
          select
            f.subscription_id as id,
            case when f.under_way then 'waiting' when not f.active or not f.sends then 'inactive' end as ending
          from found f
          """);

  /// Makes due what a webhook missed while it was inactive, if the first step found it so and it is
  /// no longer: what waits for a further try, with tries as at first, and what was held. Each in
  /// its turn, as it was filed. What is too much stays held.
  private static final Sql RESUME =
      Sql.of(
          """
          with resumed as (
            select (l.value ->> 'inactive_since')::timestamptz as since
            from jsonb_array_elements($2 -> 0) l
            join integrations.webhook_subscriptions w
              on w.org_id = :org::uuid and w.id = (l.value ->> 'id')::uuid and w.active and w.url is not null
            where l.value ->> 'inactive_since' is not null
          ), chosen as (
            select d.id
            from resumed r
            join integrations.webhook_deliveries d on d.org_id = :org::uuid and d.subscription_id = :id::uuid
            where (d.status = 'pending' or d.status = 'held' and d.created_at >= r.since)
              and (d.leased_until is null or d.leased_until <= cell.now())
            order by d.created_at, d.id
            limit :most::int
            for update of d
          ), again as (
            update integrations.webhook_deliveries d
            set status = 'pending', tries = 0, next_retry_at = least(d.created_at, cell.now())
            from chosen c
            where d.org_id = :org::uuid and d.id = c.id
            returning d.id
          )
          select count(*) as resumed from again
          """);

  private static final Sql REPLAY =
      Sql.of(
          """
          with chosen as (
            select d.id
            from integrations.webhook_deliveries d
            where d.org_id = :org::uuid and d.subscription_id = :id::uuid and d.status <> 'pending'
              and d.occurred_at >= :from::timestamptz and d.occurred_at < :to::timestamptz
              and d.event <> 'webhook.test'
              and (:events::jsonb is null
                or array[d.event, split_part(d.event, '.', 1) || '.*', '*'] && array(select jsonb_array_elements_text(:events::jsonb)))
            order by d.occurred_at, d.id
            limit :most::int + 1
          ), again as (
            update integrations.webhook_deliveries d
            set status = 'pending', tries = 0, next_retry_at = cell.now()
            from (select c.id from chosen c limit :most::int) c
            where d.org_id = :org::uuid and d.id = c.id
            returning d.id
          ), noted as (
            update integrations.webhook_subscriptions w set replayed_at = cell.now()
            where w.org_id = :org::uuid and w.id = :id::uuid
          )
          select (select count(*) from again)::int as deliveries, (select count(*) > :most::int from chosen) as more
          """);

  /// Ends a command for a webhook that sends nothing.
  private static final Sql SENDING =
      Sql.of(
          """
          select w.id, case when not w.active or w.url is null then 'inactive' end as ending
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :id::uuid
          for no key update
          """);

  /// Says that a webhook may have something to send.
  private static final Sql WAKE =
      Sql.of(
          """
          select api.emit('webhook_delivery.due', 'webhook_delivery', w.id, 1, '{}') as due
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = coalesce(:id::uuid, ($2 -> 0 -> 0 ->> 'id')::uuid) and w.active and w.url is not null
          """);

  private DeliveryStore() {}

  static Step file(UUID eventId, String event, Instant occurredAt, ObjectNode payload) {
    return Step.any(
        FILE,
        Binds.of("event_id", eventId)
            .and("event", event)
            .and("occurred_at", occurredAt)
            .and("payload", payload));
  }

  static Step keepTest(UUID subscription, Letter letter, ObjectNode payload, Sent sent) {
    var binds =
        Binds.of("id", letter.id())
            .and("subscription", subscription)
            .and("event", letter.event())
            .and("payload", payload)
            .and("ms", (int) sent.millis());
    return Step.one(
        KEEP_TEST,
        switch (sent) {
          case Sent.Answered answered ->
              binds
                  .and("status", answered.isGood() ? "delivered" : "failed")
                  .and("response_status", answered.status())
                  .and("response_body", answered.body())
                  .and("error", null);
          case Sent.Failed failed ->
              binds
                  .and("status", "failed")
                  .and("response_status", null)
                  .and("response_body", null)
                  .and("error", failed.error());
        });
  }

  static Step retry(UUID id) {
    return Step.one(RETRY, Binds.of("id", id));
  }

  static Step sending(UUID webhook) {
    return Step.one(SENDING, Binds.of("id", webhook));
  }

  static Step resume(UUID webhook) {
    return Step.one(RESUME, Binds.of("id", webhook).and("most", MOST_REPLAYED));
  }

  static Step replay(UUID webhook, Replay range) {
    return Step.one(
        REPLAY,
        Binds.of("id", webhook)
            .and("from", range.from())
            .and("to", range.to())
            .and("events", range.events())
            .and("most", MOST_REPLAYED));
  }

  /// @param webhook null for the one that the first step found
  static Step wake(@Nullable UUID webhook) {
    return Step.any(WAKE, Binds.of("id", webhook));
  }

  static Binds one(UUID id) {
    return Binds.of("id", id);
  }
}
