-- Events wait here, written in the transaction of the command that caused them.

create schema api;
grant create on schema api to cw_kernel;
comment on schema api is 'All that functions call: a read, a command, an event.';
grant usage on schema api to public;

create table core.outbox (
  org_id         uuid not null,
  id             uuid not null default gen_random_uuid(),
  sequence       bigint not null generated always as identity,
  xid            xid8 not null default pg_current_xact_id(),
  type           text not null,
  entity_type    text not null,
  entity_id      uuid not null,
  entity_number  bigint not null,
  data           jsonb not null,
  actor_id       uuid,
  on_behalf_of   uuid,
  correlation_id text,
  occurred_at    timestamptz not null default cell.now(),
  published_at   timestamptz,
  primary key (org_id, id)
);
comment on table core.outbox is 'Events not yet published, and for a while those that are. Commit order is (xid, sequence), as far as pg_snapshot_xmin.';
comment on column core.outbox.entity_number is 'Counts an entity''s changes: consumers that need order hold back gaps.';
alter table core.outbox enable row level security, force row level security;
create policy kernel on core.outbox for insert to cw_kernel with check (true);
revoke all on core.outbox from public, cw_owner;
grant insert on core.outbox to cw_kernel;
-- Not granted to anybody yet: select, update, delete. They come with the relay.

-- Files an event under an organization, to be published when the transaction commits. Only the module that
-- owns the type may. Only for functions that know which organization the event concerns, though their
-- caller speaks for none: somebody who joins it, say.
create function priv.emit_for(org uuid, type text, entity_type text, entity_id uuid, entity_number bigint, data jsonb) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields text[] := priv.verified(current_setting('cw.context', true));
  event_id uuid := gen_random_uuid();
begin
  perform from core.event_types e where e.type = emit_for.type and 'm_' || e.module = session_user;
  if not found then
    raise exception '% may not publish %', session_user, type using errcode = 'CW500';
  end if;
  insert into core.outbox (org_id, id, type, entity_type, entity_id, entity_number, data, actor_id, on_behalf_of, correlation_id)
  values (
    org, event_id, type, entity_type, entity_id, entity_number, data,
    nullif(fields[5], '')::uuid, nullif(fields[6], '')::uuid, nullif(fields[8], ''));
  return event_id;
end
$$;
grant execute on function priv.emit_for(uuid, text, text, uuid, bigint, jsonb) to cw_people;
alter function priv.emit_for(uuid, text, text, uuid, bigint, jsonb) owner to cw_kernel;

-- Publishes an event, of the context's organization, or of none, when the transaction commits.
create function api.emit(type text, entity_type text, entity_id uuid, entity_number bigint, data jsonb) returns uuid
language sql volatile security definer
set search_path = ''
as $$
  select priv.emit_for(
    coalesce(priv.org(), '00000000-0000-0000-0000-000000000000'), type, entity_type, entity_id, entity_number, data)
$$;
alter function api.emit(text, text, uuid, bigint, jsonb) owner to cw_kernel;
