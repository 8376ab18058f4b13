-- Doors for providers: an organization's own endpoints, and what came in by them.

create table integrations.provider_endpoints (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  provider   text not null check (provider ~ '^[a-z][a-z0-9-]{0,49}$'),
  name       text not null check (char_length(name) between 1 and 200),
  active     boolean not null default true,
  token_hash bytea not null,
  created_by uuid not null default priv.actor(),
  created_at timestamptz not null default cell.now(),
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id)
);
comment on table integrations.provider_endpoints is 'An address at which a provider tells this organization something.';
comment on column integrations.provider_endpoints.token_hash is 'SHA-256 of the token in its path. The token is shown once.';
create unique index provider_endpoints_token on integrations.provider_endpoints (token_hash);
create index provider_endpoints_created on integrations.provider_endpoints (org_id, created_at, id);
call migration.tenant_table('integrations.provider_endpoints', 'provider_endpoint', hidden => array['token_hash']);
grant select (org_id, id, provider, name, active, created_by, created_at, updated_at, version), delete on integrations.provider_endpoints to m_integrations;
grant insert (id, provider, name, token_hash) on integrations.provider_endpoints to m_integrations;
grant update (name, active, updated_at, version) on integrations.provider_endpoints to m_integrations;
-- Not granted: reading the token's hash.
create policy door on integrations.provider_endpoints for select to cw_vault using (true);
grant select (org_id, id, provider, active, token_hash) on integrations.provider_endpoints to cw_vault;

create table integrations.provider_events (
  org_id      uuid not null,
  id          uuid not null default gen_random_uuid(),
  endpoint_id uuid,
  provider    text not null,
  event_id    text not null check (octet_length(event_id) between 1 and 255),
  type        text not null check (octet_length(type) <= 255),
  subject     text check (octet_length(subject) <= 255),
  occurred_at timestamptz,
  number      bigint,
  body        text not null check (octet_length(body) <= 1048576),
  received_at timestamptz not null default cell.now(),
  primary key (org_id, id),
  constraint provider_events_once unique nulls not distinct (org_id, provider, endpoint_id, event_id),
  constraint provider_events_endpoint foreign key (org_id, endpoint_id)
    references integrations.provider_endpoints (org_id, id) on delete cascade
);
comment on table integrations.provider_events is 'What providers told, each thing once, as they wrote it. What concerns the whole cell has the nil organization. Kept for thirty days.';
create index provider_events_subject on integrations.provider_events (org_id, provider, subject, occurred_at, number);
create index provider_events_age on integrations.provider_events (org_id, received_at);
alter table integrations.provider_events enable row level security, force row level security;
create policy tenant on integrations.provider_events using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on integrations.provider_events to cw_migrator using (true) with check (true);
grant select, insert, update, delete on integrations.provider_events to cw_migrator;
create policy door on integrations.provider_events to cw_vault using (true) with check (true);
grant select, insert, delete on integrations.provider_events to cw_vault;
-- Not granted to m_integrations: anything. Not on the trail: it changes nothing by itself.

call migration.event('provider.received', 'integrations');
