package dev.cellwright.integrations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.cellwright.kernel.data.Binds;
import dev.cellwright.kernel.data.Query;
import dev.cellwright.kernel.data.Sql;
import dev.cellwright.kernel.data.Step;
import java.util.UUID;

/// The SQL of sending: what is due is taken under a lease, signed, and noted when it was brought.
final class SendingStore {
  /// How many attempts of one webhook may be under way, and of one organization.
  static final int MOST_OF_WEBHOOK = 10;

  static final int MOST_OF_ORGANIZATION = 50;

  /// How many calls of the function may wait for one webhook's receiver: it would take them all,
  /// while it hangs. What is left to send, they send when they are through.
  static final int MOST_CALLS = 2;

  /// How many calls that wait for longer than that an organization may have, before those of its
  /// webhooks that failed lately have to wait.
  static final int MOST_SLOW_CALLS = 3;

  private static final int SLOW_SECONDS = 2;

  /// Consecutive failures that disable a webhook.
  static final int MOST_FAILURES = 10;

  /// Outlives the longest attempt by far; what still holds one after that was left by a crash.
  private static final int LEASE_SECONDS = 60;

  /// Claims for one webhook are made one after the other, so that its bound holds. The
  /// organization's may be passed for a moment by webhooks that claim at once.
  private static final Sql LOCK =
      Sql.of(
          """
          select w.id
          from integrations.webhook_subscriptions w
          where w.org_id = :org::uuid and w.id = :id::uuid and w.active and w.url is not null
          for no key update
          """);

  private static final Sql CLAIM =
      Sql.of(
          """
          with under_way as (
            select
              count(*) filter (where d.subscription_id = :id::uuid) as of_webhook, count(*) as of_organization,
              count(distinct d.lease) filter (where d.subscription_id = :id::uuid) as calls,
              count(distinct d.lease) filter (
                where d.leased_until < cell.now() + make_interval(secs => :seconds::int - :slow_seconds::int)) as slow_calls
            from integrations.webhook_deliveries d
            where d.org_id = :org::uuid and d.leased_until > cell.now()
          ), room as (
            select
              case
                when u.calls >= case when w.failure_count > 0 then 1 else :calls::int end then 0
                when w.failure_count > 0 and u.slow_calls >= :slow_calls::int then 0
                else greatest(0, least(:of_webhook::int - u.of_webhook, :of_organization::int - u.of_organization))
              end as places
            from under_way u, integrations.webhook_subscriptions w
            where w.org_id = :org::uuid and w.id = :id::uuid
          ), due as (
            select d.id
            from integrations.webhook_deliveries d
            where d.org_id = :org::uuid and d.subscription_id = :id::uuid
              and d.status = 'pending' and d.next_retry_at <= cell.now()
              and (d.leased_until is null or d.leased_until <= cell.now())
            order by d.next_retry_at, d.id
            limit (select r.places from room r)
            for update skip locked
          )
          update integrations.webhook_deliveries d
          set
            lease = :lease::uuid, leased_until = cell.now() + make_interval(secs => :seconds::int),
            attempts = d.attempts + 1, tries = d.tries + 1
          from due
          where d.org_id = :org::uuid and d.id = due.id
          returning d.id
          """);

  /// A piece of a letter; its signatures stand at each.
  record LetterPiece(
      UUID id, String url, String event, long sentAt, String standard, String plain, String part) {}

  static final Query<LetterPiece> CLAIMED =
      Query.of(
          LetterPiece.class,
          """
          select d.id, w.url, d.event, t.sent_at, s.standard, s.plain, p.part
          from integrations.webhook_deliveries d
          join integrations.webhook_subscriptions w on w.org_id = d.org_id and w.id = d.subscription_id
          cross join (select extract(epoch from cell.now())::bigint as sent_at) t
          cross join lateral integrations.signatures(w.id, d.id::text, t.sent_at, d.payload::text) s
          cross join lateral integrations.pieces(d.payload::text) p
          where d.org_id = :org::uuid and d.subscription_id = :id::uuid and d.lease = :lease::uuid and w.url is not null
          order by d.id, p.piece
          """);

  /// One letter that is kept only when it was brought: a test.
  static final Query<LetterPiece> TEST =
      Query.of(
          LetterPiece.class,
          """
          select :message::uuid as id, w.url, :event::text as event, t.sent_at, s.standard, s.plain, b.part
          from integrations.webhook_subscriptions w
          cross join (select extract(epoch from cell.now())::bigint as sent_at) t
          cross join (select :payload::jsonb::text as part) b
          cross join lateral integrations.signatures(w.id, :message, t.sent_at, b.part) s
          where w.org_id = :org::uuid and w.id = :id::uuid and w.url is not null
          """);

  /// Notes how attempts went, of those whose lease still holds. A failed one comes again after 1,
  /// 5, 30 and 120 minutes, or when its receiver wishes if that is later, and then no more.
  private static final Sql NOTE =
      Sql.of(
          """
          update integrations.webhook_deliveries d
          set
            status = case
              when r.outcome = 'delivered' then 'delivered'
              when r.outcome = 'gone' or d.tries > 4 then 'failed'
              else 'pending'
            end,
            next_retry_at = case
              when r.outcome = 'failed' and d.tries <= 4 then
                cell.now() + greatest(
                  (array['1 minute', '5 minutes', '30 minutes', '120 minutes']::interval[])[d.tries],
                  make_interval(secs => r.wait_seconds))
            end,
            delivered_at = case when r.outcome = 'delivered' then cell.now() else d.delivered_at end,
            response_status = r.status,
            response_body = r.body,
            log = case when jsonb_array_length(d.log) >= 10 then d.log - 0 else d.log end
              || jsonb_build_array(jsonb_build_object('at', cell.now(), 'status', r.status, 'error', r.error, 'ms', r.ms)),
            lease = null,
            leased_until = null
          from jsonb_to_recordset(:results::jsonb)
            as r (id uuid, outcome text, status int, body text, error text, ms int, wait_seconds int)
          where d.org_id = :org::uuid and d.subscription_id = :subscription::uuid and d.id = r.id and d.lease = :lease::uuid
          returning d.id, d.next_retry_at
          """);

  /// Counts failures in a row, and disables a webhook that has too many, or whose receiver is gone.
  private static final Sql COUNT =
      Sql.of(
          """
          with result as (
            select r.value ->> 'outcome' as outcome, r.ordinality as place
            from jsonb_array_elements(:results::jsonb) with ordinality r
            where exists (select from jsonb_array_elements($2 -> 0) n where n.value ->> 'id' = r.value ->> 'id')
          ), tally as (
            select
              coalesce(max(r.place) filter (where r.outcome = 'delivered'), 0) as last_good,
              count(*) filter (
                where r.outcome <> 'delivered'
                  and r.place > coalesce((select max(g.place) from result g where g.outcome = 'delivered'), 0)) as failed_since,
              coalesce(bool_or(r.outcome = 'gone'), false) as gone
            from result r
          ), counted as (
            select w.id, t.gone, (case when t.last_good > 0 then 0 else w.failure_count end + t.failed_since)::int as failures
            from integrations.webhook_subscriptions w, tally t
            where w.org_id = :org::uuid and w.id = :subscription::uuid
          ), judged as (
            select c.id, c.failures, c.gone, c.gone or c.failures >= :most::int as ends from counted c
          )
          update integrations.webhook_subscriptions w
          set
            failure_count = j.failures,
            active = w.active and not j.ends,
            inactive_since = case when w.active and j.ends then cell.now() else w.inactive_since end,
            disabled_at = case when w.active and j.ends then cell.now() else w.disabled_at end,
            disabled_reason = case when w.active and j.ends then case when j.gone then 'gone' else 'failures' end else w.disabled_reason end,
            version = w.version + case when w.active and j.ends then 1 else 0 end,
            updated_at = case when w.active and j.ends then cell.now() else w.updated_at end
          from judged j
          where w.org_id = :org::uuid and w.id = j.id and (j.failures <> w.failure_count or (w.active and j.ends))
          returning
            w.id, w.version, not w.active and w.disabled_at = cell.now() as disabled,
            jsonb_build_object('name', w.name, 'reason', w.disabled_reason, 'created_by', w.created_by) as event
          """);

  private static final Sql TELL_DISABLED =
      Sql.of(
          """
          select api.emit('webhook.disabled', 'webhook', (n.value ->> 'id')::uuid, (n.value ->> 'version')::bigint, n.value -> 'event') as told
          from jsonb_array_elements($2 -> 1) n
          where (n.value ->> 'disabled')::boolean
          """);

  private static final Sql COME_AGAIN =
      Sql.of(
          """
          select api.emit_at('webhook_delivery.due', 'webhook_delivery', :subscription::uuid, 1, '{}', n.at) as due
          from (
            select distinct (r.value ->> 'next_retry_at')::timestamptz as at
            from jsonb_array_elements($2 -> 0) r
            where r.value ->> 'next_retry_at' is not null) n
          """);

  /// A webhook that was left with something to send.
  record LeftBehind(UUID orgId, UUID subscriptionId) {}

  static final Query<LeftBehind> LEFT_BEHIND =
      Query.of(
          LeftBehind.class,
          "select l.org_id, l.subscription_id from integrations.left_behind(:most::int) l");

  record Purged(int deliveries, int providerEvents) {}

  private static final Sql PURGE =
      Sql.of(
          """
          select
            integrations.purge_deliveries(:most::int) as deliveries,
            integrations.purge_provider_events(:most::int) as provider_events
          """);

  private SendingStore() {}

  static Step lock(UUID webhook) {
    return Step.one(LOCK, Binds.of("id", webhook));
  }

  static Step claim(UUID webhook, UUID lease) {
    return Step.any(
        CLAIM,
        Binds.of("id", webhook)
            .and("lease", lease)
            .and("seconds", LEASE_SECONDS)
            .and("of_webhook", MOST_OF_WEBHOOK)
            .and("of_organization", MOST_OF_ORGANIZATION)
            .and("calls", MOST_CALLS)
            .and("slow_calls", MOST_SLOW_CALLS)
            .and("slow_seconds", SLOW_SECONDS));
  }

  static Binds claimed(UUID webhook, UUID lease) {
    return Binds.of("id", webhook).and("lease", lease);
  }

  static Step note(UUID webhook, UUID lease, ArrayNode results) {
    return Step.any(
        NOTE, Binds.of("subscription", webhook).and("lease", lease).and("results", results));
  }

  static Step count(UUID webhook, ArrayNode results) {
    return Step.any(
        COUNT,
        Binds.of("subscription", webhook).and("results", results).and("most", MOST_FAILURES));
  }

  static Step tellDisabled() {
    return Step.any(TELL_DISABLED, Binds.none());
  }

  static Step comeAgain(UUID webhook) {
    return Step.any(COME_AGAIN, Binds.of("subscription", webhook));
  }

  static Step purge(int most) {
    return Step.one(PURGE, Binds.of("most", most));
  }
}
