-- Webhooks: what an organization subscribes to, and what was delivered of it.

call migration.module('integrations');
call migration.calls('m_integrations');
grant usage on schema integrations to cw_vault;
set role cw_kernel;
grant execute on function priv.verified(text), priv.field(int) to cw_vault;
set role cw_owner;

create table integrations.webhook_subscriptions (
  org_id          uuid not null default priv.org(),
  id              uuid not null,
  name            text not null check (char_length(name) between 1 and 200),
  description     text check (octet_length(description) <= 4000),
  url             text check (octet_length(url) <= 1000),
  events          text[] not null,
  active          boolean not null default true,
  failure_count   int not null default 0,
  disabled_at     timestamptz,
  disabled_reason text check (disabled_reason in ('failures', 'gone')),
  replayed_at     timestamptz,
  created_by      uuid not null default priv.actor(),
  created_at      timestamptz not null default cell.now(),
  updated_at      timestamptz not null default cell.now(),
  version         bigint not null default 1,
  primary key (org_id, id)
);
comment on table integrations.webhook_subscriptions is 'A webhook: which events of its organization go to which URL.';
comment on column integrations.webhook_subscriptions.url is 'Null for one whose events are only fetched.';
comment on column integrations.webhook_subscriptions.failure_count is 'Attempts that failed since the last that went well.';
comment on column integrations.webhook_subscriptions.replayed_at is 'When somebody last had something sent again: who it was, the trail says.';
create index webhook_subscriptions_created on integrations.webhook_subscriptions (org_id, created_at, id);
call migration.tenant_table('integrations.webhook_subscriptions', 'webhook');
grant select, delete on integrations.webhook_subscriptions to m_integrations;
grant insert (id, name, description, url, events, active) on integrations.webhook_subscriptions to m_integrations;
grant update (name, description, url, events, active, failure_count, disabled_at, disabled_reason, replayed_at, updated_at, version)
  on integrations.webhook_subscriptions to m_integrations;

create table integrations.webhook_deliveries (
  org_id          uuid not null default priv.org(),
  id              uuid not null default gen_random_uuid(),
  subscription_id uuid not null,
  event_id        uuid not null,
  event           text not null check (char_length(event) <= 100),
  payload         jsonb not null,
  occurred_at     timestamptz not null,
  status          text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'held')),
  attempts        int not null default 0,
  tries           int not null default 0,
  next_retry_at   timestamptz,
  lease           uuid,
  leased_until    timestamptz,
  response_status int,
  response_body   text check (octet_length(response_body) <= 4096),
  log             jsonb not null default '[]',
  delivered_at    timestamptz,
  created_at      timestamptz not null default cell.now(),
  xid             bigint not null default (pg_current_xact_id()::text::bigint),
  position        bigint not null generated always as identity,
  primary key (org_id, id),
  constraint webhook_deliveries_event unique (org_id, subscription_id, event_id),
  constraint webhook_deliveries_subscription foreign key (org_id, subscription_id)
    references integrations.webhook_subscriptions (org_id, id) on delete cascade
);
comment on table integrations.webhook_deliveries is 'An event that goes to a webhook, and how it went. Kept for thirty days.';
comment on column integrations.webhook_deliveries.status is 'held: not sent, because its webhook was inactive or has no URL; it can be fetched, and replayed.';
comment on column integrations.webhook_deliveries.tries is 'Attempts since it was filed or last asked for again; attempts counts all.';
comment on column integrations.webhook_deliveries.log is 'The last ten attempts: [{at, status, error, ms}].';
comment on column integrations.webhook_deliveries.xid is 'With position the order of commits, as far as pg_snapshot_xmin. A number, because xid8 has no leakproof operators.';
create index webhook_deliveries_due on integrations.webhook_deliveries (org_id, subscription_id, next_retry_at, id) where status = 'pending';
create index webhook_deliveries_leased on integrations.webhook_deliveries (org_id, leased_until) where leased_until is not null;
create index webhook_deliveries_created on integrations.webhook_deliveries (org_id, subscription_id, created_at, id);
create index webhook_deliveries_occurred on integrations.webhook_deliveries (org_id, subscription_id, occurred_at, id);
create index webhook_deliveries_commits on integrations.webhook_deliveries (org_id, subscription_id, xid, position);
alter table integrations.webhook_deliveries enable row level security, force row level security;
create policy tenant on integrations.webhook_deliveries using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on integrations.webhook_deliveries to cw_migrator using (true) with check (true);
grant select, insert, update, delete on integrations.webhook_deliveries to cw_migrator;
grant select on integrations.webhook_deliveries to m_integrations;
grant insert (id, subscription_id, event_id, event, payload, occurred_at, status, attempts, next_retry_at, response_status, response_body, log, delivered_at)
  on integrations.webhook_deliveries to m_integrations;
grant update (status, attempts, tries, next_retry_at, lease, leased_until, response_status, response_body, log, delivered_at)
  on integrations.webhook_deliveries to m_integrations;
-- Not granted: delete; they go with their webhook, or by age. Not on the trail: what caused them is.

call migration.event('webhook.created', 'integrations');
call migration.event('webhook.updated', 'integrations');
call migration.event('webhook.deleted', 'integrations');
call migration.event('webhook.disabled', 'integrations');
call migration.event('webhook_delivery.due', 'integrations');

-- A text in pieces that fit a result's row.
create function integrations.pieces(whole text) returns table (piece int, part text)
language sql immutable parallel safe
set search_path = ''
as $$
  select g.piece, substr(whole, g.piece * 15000 + 1, 15000)
  from generate_series(0, greatest(length(whole) - 1, 0) / 15000) as g (piece)
$$;
grant execute on function integrations.pieces(text) to m_integrations;

-- Which webhooks have something to send that nobody sends: what a crash left. Only which; of all organizations.
create policy sweep on integrations.webhook_deliveries to cw_vault using (true);
grant select (org_id, id, subscription_id, status, next_retry_at, leased_until, created_at), delete on integrations.webhook_deliveries to cw_vault;
create policy sweep on integrations.webhook_subscriptions for select to cw_vault using (true);
grant select (org_id, id, active, url) on integrations.webhook_subscriptions to cw_vault;

create function integrations.left_behind(most int) returns table (org_id uuid, subscription_id uuid)
language sql stable security definer
set search_path = ''
as $$
  select d.org_id, d.subscription_id
  from integrations.webhook_deliveries d
  join integrations.webhook_subscriptions s on s.org_id = d.org_id and s.id = d.subscription_id
  where priv.field(3) = 'system' and priv.org() is null
    and s.active and s.url is not null
    and d.status = 'pending' and d.next_retry_at < cell.now() - interval '1 minute'
    and (d.leased_until is null or d.leased_until < cell.now())
  group by d.org_id, d.subscription_id
  limit most
$$;
comment on function integrations.left_behind(int) is 'For a job of no organization only.';
grant execute on function integrations.left_behind(int) to m_integrations;

-- Removes what is older than thirty days, of all organizations, a piece at a time; tells how much.
create function integrations.purge_deliveries(most int) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  purged int;
begin
  if priv.field(3) is distinct from 'system' or priv.org() is not null then
    raise exception 'for a job of no organization' using errcode = 'CW500';
  end if;
  delete from integrations.webhook_deliveries d
  using (
    select o.org_id, o.id from integrations.webhook_deliveries o
    where o.created_at < cell.now() - interval '30 days' and o.status <> 'pending'
    limit most) old
  where d.org_id = old.org_id and d.id = old.id;
  get diagnostics purged = row_count;
  return purged;
end
$$;
grant execute on function integrations.purge_deliveries(int) to m_integrations;
grant create on schema integrations to cw_vault;
alter function integrations.left_behind(int) owner to cw_vault;
alter function integrations.purge_deliveries(int) owner to cw_vault;
revoke create on schema integrations from cw_vault;
