-- Secrets: kept sealed, and used by functions that never tell them to whoever could use them elsewhere.
--
-- A webhook's secret leaves the database once, with the answer that shows it. From then on signatures are made here.
-- A provider's secret is told to the door, for as long as one request takes, and to nobody who doesn't hold
-- the token of the endpoint's path.

create table integrations.seal_keys (
  org_id     uuid not null,
  key        bytea not null,
  created_at timestamptz not null default cell.now(),
  primary key (org_id)
);
comment on table integrations.seal_keys is 'The key under which an organization''s secrets are sealed. Destroying it makes them unusable.';
call migration.tenant_table('integrations.seal_keys', 'seal_key', entity_id => 'org_id', hidden => array['key']);
create policy vault on integrations.seal_keys to cw_vault using (true) with check (true);
grant select, insert on integrations.seal_keys to cw_vault;
-- Not granted to m_integrations: anything.

create table integrations.webhook_secrets (
  org_id          uuid not null default priv.org(),
  id              uuid not null default gen_random_uuid(),
  subscription_id uuid,
  endpoint_id     uuid,
  sealed          bytea not null,
  created_at      timestamptz not null default cell.now(),
  expires_at      timestamptz,
  primary key (org_id, id),
  constraint webhook_secrets_of_one check (num_nonnulls(subscription_id, endpoint_id) = 1),
  constraint webhook_secrets_subscription foreign key (org_id, subscription_id)
    references integrations.webhook_subscriptions (org_id, id) on delete cascade,
  constraint webhook_secrets_endpoint foreign key (org_id, endpoint_id)
    references integrations.provider_endpoints (org_id, id) on delete cascade
);
comment on table integrations.webhook_secrets is 'What a webhook signs with, or a provider: two while one is rotated.';
create index webhook_secrets_of_subscription on integrations.webhook_secrets (org_id, subscription_id, created_at);
create index webhook_secrets_of_endpoint on integrations.webhook_secrets (org_id, endpoint_id, created_at);
call migration.tenant_table('integrations.webhook_secrets', 'webhook_secret', hidden => array['sealed']);
create policy vault on integrations.webhook_secrets to cw_vault using (true) with check (true);
grant select, insert, delete, update (expires_at) on integrations.webhook_secrets to cw_vault;
grant select (org_id, id, subscription_id, endpoint_id, created_at, expires_at) on integrations.webhook_secrets to m_integrations;
-- Not granted to m_integrations: what is sealed, and any change but through the functions below.

-- Opens a sealed secret. Only for other functions.
create function integrations.unsealed(org uuid, sealed bytea) returns text
language sql stable
set search_path = ''
as $$
  select ext.pgp_sym_decrypt(unsealed.sealed, encode(k.key, 'hex'))
  from integrations.seal_keys k
  where k.org_id = org
$$;

-- Gives a webhook or an endpoint of the context's organization a further secret. Those before it hold until
-- then, the third newest and older ones no longer: two at a time are enough for a rotation.
create function integrations.add_secret(subscription uuid, endpoint uuid, secret text, earlier_until timestamptz) returns timestamptz
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  seal_key bytea;
begin
  insert into integrations.seal_keys (org_id, key) values (org, ext.gen_random_bytes(32)) on conflict do nothing;
  select k.key into seal_key from integrations.seal_keys k where k.org_id = org;

  delete from integrations.webhook_secrets s
  where s.org_id = org and (s.subscription_id = subscription or s.endpoint_id = endpoint)
    and s.id not in (
      select n.id from integrations.webhook_secrets n
      where n.org_id = org and (n.subscription_id = subscription or n.endpoint_id = endpoint)
      order by n.created_at desc, n.id desc limit 1);
  update integrations.webhook_secrets s set expires_at = earlier_until
  where s.org_id = org and (s.subscription_id = subscription or s.endpoint_id = endpoint);
  insert into integrations.webhook_secrets (org_id, subscription_id, endpoint_id, sealed)
  values (org, subscription, endpoint,
    ext.pgp_sym_encrypt(secret, encode(seal_key, 'hex'), 'cipher-algo=aes256, s2k-mode=0, compress-algo=0'));
  return earlier_until;
end
$$;
grant execute on function integrations.add_secret(uuid, uuid, text, timestamptz) to m_integrations;

-- What a message to a webhook is signed with, by each of its secrets that hold, the newest first: by Standard
-- Webhooks 1.0 over id, time and body, and in hexadecimal over time and body.
create function integrations.signatures(subscription uuid, message text, sent_at bigint, body text, out standard text, out plain text)
language sql stable security definer
set search_path = ''
as $$
  select
    string_agg(
      'v1,' || encode(ext.hmac(convert_to(message || '.' || sent_at || '.' || body, 'UTF8'), k.key, 'sha256'), 'base64'),
      ' ' order by k.created_at desc, k.id desc),
    string_agg(
      encode(ext.hmac(convert_to(sent_at || '.' || body, 'UTF8'), k.key, 'sha256'), 'hex'),
      ', ' order by k.created_at desc, k.id desc)
  from (
    select s.id, s.created_at, decode(substr(integrations.unsealed(s.org_id, s.sealed), 7), 'base64') as key
    from integrations.webhook_secrets s
    where s.org_id = priv.org() and s.subscription_id = subscription
      and (s.expires_at is null or s.expires_at > cell.now())) k
$$;
grant execute on function integrations.signatures(uuid, text, bigint, text) to m_integrations;

-- The endpoint that a token opens, with its secrets: for a request that nobody is logged in for. No row for a
-- token, or a provider, that it isn't.
create function integrations.door(provider text, token_hash bytea) returns table (endpoint_id uuid, secrets text)
language sql stable security definer
set search_path = ''
as $$
  select e.id, (
    select coalesce(jsonb_agg(integrations.unsealed(s.org_id, s.sealed) order by s.created_at desc, s.id desc), '[]')::text
    from integrations.webhook_secrets s
    where s.org_id = e.org_id and s.endpoint_id = e.id and (s.expires_at is null or s.expires_at > cell.now()))
  from integrations.provider_endpoints e
  where priv.field(3) = 'anonymous'
    and e.token_hash = door.token_hash and e.provider = door.provider and e.active
$$;
grant execute on function integrations.door(text, bytea) to m_integrations;

-- Files what a provider told, and publishes that it did; once, however often it is told. Without a token it is
-- the cell's own endpoint, and concerns no organization. `event` is {id, type, subject, occurred_at, number, account}.
-- Says filed, known, or gone for an endpoint that went meanwhile.
create function integrations.receive(provider text, token_hash bytea, event jsonb, body text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := '00000000-0000-0000-0000-000000000000';
  endpoint uuid;
  filed uuid;
  late boolean;
begin
  if priv.field(3) is distinct from 'anonymous' then
    raise exception 'providers are not logged in' using errcode = 'CW500';
  end if;
  if token_hash is not null then
    select e.org_id, e.id into org, endpoint
    from integrations.provider_endpoints e
    where e.token_hash = receive.token_hash and e.provider = receive.provider and e.active;
    if not found then
      return 'gone';
    end if;
  end if;
  -- What is told of one subject is filed one after the other: so its order is that of its events.
  perform pg_advisory_xact_lock(hashtextextended(concat_ws(' ', org, endpoint, provider, event ->> 'subject'), 0));

  insert into integrations.provider_events (org_id, endpoint_id, provider, event_id, type, subject, occurred_at, number, body)
  values (
    org, endpoint, receive.provider, event ->> 'id', event ->> 'type', event ->> 'subject',
    (event ->> 'occurred_at')::timestamptz, (event ->> 'number')::bigint, receive.body)
  on conflict on constraint provider_events_once do nothing
  returning id into filed;
  if filed is null then
    return 'known';
  end if;

  late := exists (
    select from integrations.provider_events p
    where p.org_id = org and p.provider = receive.provider and p.endpoint_id is not distinct from endpoint
      and p.subject = event ->> 'subject' and p.id <> filed
      and (p.number > (event ->> 'number')::bigint
        or (p.number is null and p.occurred_at > (event ->> 'occurred_at')::timestamptz)));
  perform priv.emit_for(
    org, 'provider.received', 'provider',
    md5(concat_ws(' ', org, endpoint, provider, coalesce(event ->> 'subject', filed::text)))::uuid, 1,
    jsonb_strip_nulls(jsonb_build_object(
      'provider', receive.provider, 'id', event ->> 'id', 'type', event ->> 'type', 'subject', event ->> 'subject',
      'occurred_at', event ->> 'occurred_at', 'account', event ->> 'account', 'endpoint_id', endpoint,
      'received_id', filed, 'late', late)));
  return 'filed';
end
$$;
set role cw_kernel;
grant execute on function priv.emit_for(uuid, text, text, uuid, bigint, jsonb) to cw_vault;
set role cw_owner;
grant execute on function integrations.receive(text, bytea, jsonb, text) to m_integrations;

-- What a provider wrote, in pieces: for the job that hears of it, in the event's own organization.
create function integrations.provider_payload(received uuid) returns table (piece int, part text)
language sql stable security definer
set search_path = ''
as $$
  select p.piece, p.part
  from integrations.provider_events e
  cross join lateral integrations.pieces(e.body) p
  where e.id = received and priv.field(3) = 'system'
    and e.org_id = coalesce(priv.org(), '00000000-0000-0000-0000-000000000000')
  order by p.piece
$$;

-- Lets a module read what providers wrote, as what it hears of `provider.received` refers to.
create procedure migration.hears_providers(role text)
language plpgsql
set search_path = ''
as $$
begin
  set local role cw_vault;
  execute format('grant execute on function integrations.provider_payload(uuid) to %I', role);
  set local role cw_owner;
  execute format('grant usage on schema integrations to %I', role);
end
$$;

create function integrations.purge_provider_events(most int) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  purged int;
begin
  if priv.field(3) is distinct from 'system' or priv.org() is not null then
    raise exception 'for a job of no organization' using errcode = 'CW500';
  end if;
  delete from integrations.provider_events d
  using (
    select o.org_id, o.id from integrations.provider_events o
    where o.received_at < cell.now() - interval '30 days'
    limit most) old
  where d.org_id = old.org_id and d.id = old.id;
  get diagnostics purged = row_count;
  return purged;
end
$$;
grant execute on function integrations.purge_provider_events(int) to m_integrations;

grant execute on function integrations.pieces(text) to cw_vault;
grant create on schema integrations to cw_vault;
alter function integrations.unsealed(uuid, bytea) owner to cw_vault;
alter function integrations.add_secret(uuid, uuid, text, timestamptz) owner to cw_vault;
alter function integrations.signatures(uuid, text, bigint, text) owner to cw_vault;
alter function integrations.door(text, bytea) owner to cw_vault;
alter function integrations.receive(text, bytea, jsonb, text) owner to cw_vault;
alter function integrations.provider_payload(uuid) owner to cw_vault;
alter function integrations.purge_provider_events(int) owner to cw_vault;
revoke create on schema integrations from cw_vault;
