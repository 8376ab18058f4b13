-- Events on their way: numbered by entity, taken by the relay under a lease, and kept for a while after.

alter table core.event_types add column version int not null default 1 check (version > 0);
comment on column core.event_types.version is 'Of the data. It grows when a member is taken away or means something else.';

drop procedure migration.event(text, text);
create procedure migration.event(type text, module text, version int default 1)
language sql
set search_path = ''
as $$
  insert into core.event_types (type, module, version) values (type, module, version)
  on conflict on constraint event_types_pkey do update set version = excluded.version
  where event_types.module = excluded.module
$$;
grant execute on procedure migration.event(text, text, int) to cw_migrator;

create table core.entity_counters (
  org_id      uuid not null,
  entity_type text not null,
  entity_id   uuid not null,
  last        bigint not null,
  primary key (org_id, entity_type, entity_id)
);
comment on table core.entity_counters is 'The number of an entity''s last event. Who takes the next one holds the row until it commits: numbers have no gaps, and a lower one is there before a higher one.';
alter table core.entity_counters set (fillfactor = 70);
alter table core.entity_counters enable row level security, force row level security;
create policy kernel on core.entity_counters to cw_kernel using (true) with check (true);
create policy migrator on core.entity_counters to cw_migrator using (true) with check (true);
revoke all on core.entity_counters from public, cw_owner;
grant select, insert, update on core.entity_counters to cw_kernel;
grant select, insert on core.entity_counters to cw_migrator;
-- Not granted to anybody: delete. A number that was given is never given again.

alter table core.outbox
  add column entity_sequence bigint,
  add column data_version int not null default 1,
  add column claimed_until timestamptz,
  add column attempts int not null default 0,
  add column trace text;
comment on column core.outbox.entity_number is 'The version of the entity that the event tells of.';
comment on column core.outbox.entity_sequence is 'Counts the entity''s events from 1, without gaps: consumers that need order go by it.';
comment on column core.outbox.claimed_until is 'Until when, by the real clock, a relay may publish it that nobody else takes meanwhile.';
comment on column core.outbox.attempts is 'How often a relay took it.';
comment on column core.outbox.trace is 'The trace of the request that caused it.';

-- Events that were there before are numbered in the order in which they were committed. The migrator sees them.
create policy migrator on core.outbox to cw_migrator using (true) with check (true);
grant select, update on core.outbox to cw_migrator;
set role cw_migrator;
update core.outbox o
set entity_sequence = n.number
from (
  select b.org_id, b.id, row_number() over (
    partition by b.org_id, b.entity_type, b.entity_id order by b.xid::text::numeric, b.sequence) as number
  from core.outbox b) n
where o.org_id = n.org_id and o.id = n.id;
insert into core.entity_counters (org_id, entity_type, entity_id, last)
select o.org_id, o.entity_type, o.entity_id, max(o.entity_sequence)
from core.outbox o
group by o.org_id, o.entity_type, o.entity_id;
set role cw_owner;
revoke select, update on core.outbox from cw_migrator;
drop policy migrator on core.outbox;
alter table core.outbox alter column entity_sequence set not null;

drop policy kernel on core.outbox;
create policy kernel on core.outbox to cw_kernel using (true) with check (true);
grant select, update, delete on core.outbox to cw_kernel;
create index outbox_pending on core.outbox (org_id, sequence) where published_at is null;
create unique index outbox_entity on core.outbox (org_id, entity_type, entity_id, entity_sequence);
create index outbox_published on core.outbox (published_at) where published_at is not null;
alter table core.outbox set (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.1);

create table core.due_events (
  org_id         uuid not null,
  id             uuid not null,
  type           text not null,
  entity_type    text not null,
  entity_id      uuid not null,
  entity_number  bigint not null,
  data           jsonb not null,
  data_version   int not null,
  actor_id       uuid,
  on_behalf_of   uuid,
  correlation_id text,
  trace          text,
  filed_at       timestamptz not null default cell.now(),
  due_at         timestamptz not null,
  primary key (org_id, id)
);
comment on table core.due_events is 'Events for later: moved into the outbox when the cell''s clock reaches due_at, and numbered only then.';
create index due_events_due on core.due_events (due_at);
alter table core.due_events enable row level security, force row level security;
create policy kernel on core.due_events to cw_kernel using (true) with check (true);
revoke all on core.due_events from public, cw_owner;
grant select, insert, update, delete on core.due_events to cw_kernel;
-- Not granted to any module: what it may do with events is said by the functions below.

-- Puts an event into the outbox under its entity's next number. Only for other functions: it asks nobody.
create function priv.file_event(
  org uuid, id uuid, type text, data_version int, entity_type text, entity_id uuid, entity_number bigint, data jsonb,
  actor uuid, on_behalf_of uuid, correlation_id text, trace text, occurred_at timestamptz)
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  number bigint;
begin
  insert into core.entity_counters as c (org_id, entity_type, entity_id, last)
  values (org, entity_type, entity_id, 1)
  on conflict on constraint entity_counters_pkey do update set last = c.last + 1
  returning c.last into number;
  insert into core.outbox (
    org_id, id, type, entity_type, entity_id, entity_number, entity_sequence, data, data_version,
    actor_id, on_behalf_of, correlation_id, trace, occurred_at)
  values (
    org, id, type, entity_type, entity_id, entity_number, number, data, data_version,
    actor, on_behalf_of, correlation_id, trace, occurred_at);
end
$$;
alter function priv.file_event(uuid, uuid, text, int, text, uuid, bigint, jsonb, uuid, uuid, text, text, timestamptz) owner to cw_kernel;

-- The version of a type that the calling module may publish, with data that isn't too large.
create function priv.own_event(type text, data jsonb) returns int
language plpgsql stable
set search_path = ''
as $$
declare
  bytes constant int := octet_length(data::text);
  current_version int;
begin
  select e.version into current_version from core.event_types e where e.type = own_event.type and 'm_' || e.module = session_user;
  if not found then
    raise exception '% may not publish %', session_user, type using errcode = 'CW500';
  end if;
  if bytes > 49152 then
    raise exception 'the data of % has % bytes, and may have 49152', type, bytes using errcode = 'CW500';
  end if;
  return current_version;
end
$$;
alter function priv.own_event(text, jsonb) owner to cw_kernel;

-- Files an event, for now or for later. Only the module that owns the type may.
create function priv.emit_for(
  org uuid, type text, entity_type text, entity_id uuid, entity_number bigint, data jsonb, due_at timestamptz)
returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields constant text[] := priv.verified(current_setting('cw.context', true));
  version constant int := priv.own_event(type, data);
  event_id constant uuid := gen_random_uuid();
  actor constant uuid := nullif(fields[5], '')::uuid;
  on_behalf_of constant uuid := nullif(fields[6], '')::uuid;
  correlation_id constant text := nullif(fields[8], '');
  trace constant text := nullif(left(current_setting('cw.trace', true), 500), '');
begin
  if due_at > cell.now() then
    insert into core.due_events (
      org_id, id, type, entity_type, entity_id, entity_number, data, data_version,
      actor_id, on_behalf_of, correlation_id, trace, due_at)
    values (
      org, event_id, type, entity_type, entity_id, entity_number, data, version,
      actor, on_behalf_of, correlation_id, trace, due_at);
  else
    perform priv.file_event(
      org, event_id, type, version, entity_type, entity_id, entity_number, data,
      actor, on_behalf_of, correlation_id, trace, coalesce(due_at, cell.now()));
    perform set_config('cw.emitted', 'yes', true);
  end if;
  return event_id;
end
$$;
alter function priv.emit_for(uuid, text, text, uuid, bigint, jsonb, timestamptz) owner to cw_kernel;

set role cw_kernel;
create or replace function priv.emit_for(org uuid, type text, entity_type text, entity_id uuid, entity_number bigint, data jsonb) returns uuid
language sql volatile security definer
set search_path = ''
as 'select priv.emit_for(org, type, entity_type, entity_id, entity_number, data, null)';
set role cw_owner;

-- Publishes an event, of the context's organization, or of none, when the cell's clock reaches a time.
create function api.emit_at(type text, entity_type text, entity_id uuid, entity_number bigint, data jsonb, due_at timestamptz) returns uuid
language sql volatile security definer
set search_path = ''
as $$
  select priv.emit_for(
    coalesce(priv.org(), '00000000-0000-0000-0000-000000000000'), type, entity_type, entity_id, entity_number, data, due_at)
$$;
alter function api.emit_at(text, text, uuid, bigint, jsonb, timestamptz) owner to cw_kernel;

-- Takes an event for later back, of the calling module and the context's organization, or of none. False where it
-- is already on its way, or isn't there.
create function api.withdraw(event_id uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  -- Without a context there is nobody to take anything back.
  perform priv.verified(current_setting('cw.context', true));
  delete from core.due_events d
  where d.org_id = coalesce(priv.org(), '00000000-0000-0000-0000-000000000000') and d.id = event_id
    and exists (select from core.event_types e where e.type = d.type and 'm_' || e.module = session_user);
  return found;
end
$$;
alter function api.withdraw(uuid) owner to cw_kernel;

-- What the relay does, and nobody else: functions that see the events of all organizations.
create schema relay;
comment on schema relay is 'The calls of the relay.';
grant usage on schema relay to m_relay, cw_kernel;
grant create on schema relay to cw_kernel;

-- An event as it is handed to the relay, and to a consumer that missed it. Without settings of its own, so that it
-- becomes a part of the statement that calls it.
create function priv.told_event(event core.outbox, module text) returns json
language sql stable
as $$
  select json_build_object(
    'organization', nullif(event.org_id, '00000000-0000-0000-0000-000000000000'),
    'place', event.sequence,
    'id', event.id,
    'type', event.type,
    'module', module,
    'version', event.data_version,
    'entity_type', event.entity_type,
    'entity_id', event.entity_id,
    'sequence', event.entity_sequence,
    'time', event.occurred_at,
    'actor', event.actor_id,
    'on_behalf_of', event.on_behalf_of,
    'correlation_id', event.correlation_id,
    'trace', event.trace,
    'attempts', event.attempts,
    'data', event.data)
$$;
alter function priv.told_event(core.outbox, text) owner to cw_kernel;

-- Moves what is due into the outbox: entity after entity, and for each the earlier first.
create function priv.move_due(most int) returns int
language plpgsql volatile
set search_path = ''
set enable_seqscan = off
as $$
declare
  due record;
  moved int := 0;
begin
  for due in
    with taken as (
      delete from core.due_events d
      using (
        select e.org_id, e.id from core.due_events e
        where e.due_at <= (select cell.now())
        order by e.due_at limit most for update skip locked) ripe
      where d.org_id = ripe.org_id and d.id = ripe.id
      returning d.*)
    select t.* from taken t order by t.org_id, t.entity_type, t.entity_id, t.due_at, t.filed_at
  loop
    perform priv.file_event(
      due.org_id, due.id, due.type, due.data_version, due.entity_type, due.entity_id, due.entity_number, due.data,
      due.actor_id, due.on_behalf_of, due.correlation_id, due.trace, due.due_at);
    moved := moved + 1;
  end loop;
  return moved;
end
$$;
alter function priv.move_due(int) owner to cw_kernel;

-- One turn of a relay: notes what it published, moves what is due into the outbox, and claims up to `most`
-- further events for `lease_seconds` by the real clock. Answers an event a row, in their order.
--
-- `done` is [{organization, place}], as the events had them. Organizations get equal shares, beginning with
-- one that chance picks; a share that one leaves over goes to the others. All events together have at most
-- 700,000 bytes, so that they fit a result of the Data API.
create function relay.turn(done jsonb, most int, lease_seconds int) returns setof text
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
-- The shape of the plans doesn't rest on what statistics say of a table that is empty now and full a minute later.
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
as $$
declare
  moment constant timestamptz := clock_timestamp();
  first constant uuid := gen_random_uuid();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  organizations uuid[];
  told text[] := '{}';
  room int := 700000;
  claimed text[];
  used int;
  share int;
begin
  update core.outbox o
  set published_at = cell.now(), claimed_until = null
  from jsonb_to_recordset(done) as d (organization uuid, place bigint)
  where o.org_id = coalesce(d.organization, nobody) and o.sequence = d.place and o.published_at is null;

  perform priv.move_due(200);

  -- The organizations that have something waiting, each found by one step in the index.
  with recursive behind_first (org_id, number) as (
    (select o.org_id, 1 from core.outbox o
     where o.published_at is null and o.org_id >= first and (o.claimed_until is null or o.claimed_until <= moment)
     order by o.org_id, o.sequence limit 1)
    union all
    select (
      select o.org_id from core.outbox o
      where o.published_at is null and o.org_id > b.org_id and (o.claimed_until is null or o.claimed_until <= moment)
      order by o.org_id, o.sequence limit 1), b.number + 1
    from behind_first b where b.org_id is not null and b.number < most),
  before_first (org_id, number) as (
    (select o.org_id, 1 from core.outbox o
     where o.published_at is null and o.org_id < first and (o.claimed_until is null or o.claimed_until <= moment)
       and (select count(b.org_id) from behind_first b) < most
     order by o.org_id, o.sequence limit 1)
    union all
    select (
      select o.org_id from core.outbox o
      where o.published_at is null and o.org_id > b.org_id and o.org_id < first
        and (o.claimed_until is null or o.claimed_until <= moment)
      order by o.org_id, o.sequence limit 1), b.number + 1
    from before_first b where b.org_id is not null and b.number < most - (select count(x.org_id) from behind_first x))
  select array_agg(w.org_id) into organizations
  from (select b.org_id from behind_first b union all select b.org_id from before_first b) w
  where w.org_id is not null;

  -- Equal shares first; what some leave over goes to those that have more.
  for round in 1..3 loop
    exit when organizations is null or cardinality(told) >= most or room <= 0;
    share := ceil((most - cardinality(told))::numeric / cardinality(organizations));
    with picked as materialized (
      select g.org_id, w.sequence, w.size, w.number
      from unnest(organizations) as g (org_id)
      cross join lateral (
        select o.sequence, octet_length(o.data::text) + 1500 as size, row_number() over () as number
        from (
          select x.sequence, x.data from core.outbox x
          where x.org_id = g.org_id and x.published_at is null and (x.claimed_until is null or x.claimed_until <= moment)
          order by x.sequence limit share for update skip locked) o) w),
    fitting as (
      select p.org_id, p.sequence, p.size, sum(p.size) over turns as total, row_number() over turns as number
      from picked p window turns as (order by p.number, p.org_id)),
    taken as (
      update core.outbox o
      set claimed_until = moment + lease_seconds * interval '1 second', attempts = o.attempts + 1
      from fitting f
      where o.org_id = f.org_id and o.sequence = f.sequence and o.published_at is null
        and f.number <= most - cardinality(told)
        and (f.total <= room or f.number = 1 and cardinality(told) = 0)
      returning o.sequence, f.size, priv.told_event(o, (select e.module from core.event_types e where e.type = o.type)) as event)
    select
      array_agg(t.event::text order by t.sequence), sum(t.size),
      (select array_agg(g.org_id) from (select p.org_id from picked p group by p.org_id having count(*) = share) g)
    into claimed, used, organizations
    from taken t;
    exit when claimed is null;
    told := told || claimed;
    room := room - used;
  end loop;
  return query select unnest(told);
end
$$;
grant execute on function relay.turn(jsonb, int, int) to m_relay;
alter function relay.turn(jsonb, int, int) owner to cw_kernel;
