-- The outbox as a log that a reader follows by a place: nothing that comes later stands before it, and the events of
-- one entity stand in the order of their numbers.
--
-- Transactions alone don't give that. One may have its number early, wait for another's entity, and commit after it:
-- ordered by their transactions, that entity's events would change places. So an event's turn is the highest transaction that
-- an event of its entity had until then. What has a turn below pg_snapshot_xmin is there, with all that comes before it.

alter table core.entity_counters add column turn bigint not null default 0;
comment on column core.entity_counters.turn is 'The highest transaction in which an event of the entity was filed.';
alter table core.outbox add column turn bigint not null default (pg_current_xact_id()::text::bigint);
comment on column core.outbox.turn is 'With sequence the order in which the log is read, as far as pg_snapshot_xmin.';
comment on table core.outbox is 'Events not yet published, and for a fortnight those that are. Commit order is (xid, sequence), and the log''s is (turn, sequence), as far as pg_snapshot_xmin.';

-- What is there already gets its turn. The migrator sees it.
create policy migrator on core.outbox to cw_migrator using (true) with check (true);
grant select, update on core.outbox to cw_migrator;
grant update on core.entity_counters to cw_migrator;
set role cw_migrator;
update core.outbox o
set turn = t.turn
from (
  select b.org_id, b.id, max(b.xid::text::bigint) over (
    partition by b.org_id, b.entity_type, b.entity_id order by b.entity_sequence) as turn
  from core.outbox b) t
where o.org_id = t.org_id and o.id = t.id;
update core.entity_counters c
set turn = t.turn
from (
  select o.org_id, o.entity_type, o.entity_id, max(o.turn) as turn
  from core.outbox o
  group by o.org_id, o.entity_type, o.entity_id) t
where c.org_id = t.org_id and c.entity_type = t.entity_type and c.entity_id = t.entity_id;
set role cw_owner;
revoke update on core.entity_counters from cw_migrator;
revoke select, update on core.outbox from cw_migrator;
drop policy migrator on core.outbox;

create index outbox_log on core.outbox (org_id, turn, sequence);

set role cw_kernel;

-- Puts an event into the outbox under its entity's next number. Only for other functions: it asks nobody.
create or replace function priv.file_event(
  org uuid, id uuid, type text, data_version int, entity_type text, entity_id uuid, entity_number bigint, data jsonb,
  actor uuid, on_behalf_of uuid, correlation_id text, trace text, occurred_at timestamptz)
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  number bigint;
  turn bigint;
begin
  insert into core.entity_counters as c (org_id, entity_type, entity_id, last, turn)
  values (org, entity_type, entity_id, 1, pg_current_xact_id()::text::bigint)
  on conflict on constraint entity_counters_pkey do update set last = c.last + 1, turn = greatest(c.turn, excluded.turn)
  returning c.last, c.turn into number, turn;
  insert into core.outbox (
    org_id, id, type, entity_type, entity_id, entity_number, entity_sequence, data, data_version,
    actor_id, on_behalf_of, correlation_id, trace, occurred_at, turn)
  values (
    org, id, type, entity_type, entity_id, entity_number, number, data, data_version,
    actor, on_behalf_of, correlation_id, trace, occurred_at, turn);
end
$$;

-- The log of the context's organization behind a place: events of some types that happened since a time, up to `most` of
-- them and `room` bytes, but always one. The last row has no event: it says how far the log was read, and whether there is more
-- at once. A log of many other events is read in portions, so that a call is short.
create function api.event_log(
  after_turn bigint, after_sequence bigint, types text[], since timestamptz, most int, room int)
returns table (turn bigint, sequence bigint, event_id uuid, event text, more boolean)
language plpgsql stable security definer
set search_path = ''
set timezone = 'UTC'
-- Always along the index, whatever statistics say of a table that is empty now and full a minute later.
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  portion constant int := 2000;
  organization constant uuid := priv.org();
  found record;
  walked int := 0;
  taken int := 0;
begin
  if priv.field(3) is distinct from 'member' then
    raise exception 'the log is read by members' using errcode = 'CW500';
  end if;
  turn := after_turn;
  sequence := after_sequence;
  for found in
    select o as event, o.turn, o.sequence, o.id, o.type, o.occurred_at
    from core.outbox o
    where o.org_id = organization and (o.turn, o.sequence) > (after_turn, after_sequence)
      and o.turn < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    order by o.turn, o.sequence
    limit portion + 1
  loop
    walked := walked + 1;
    if found.type = any (types) and found.occurred_at >= since then
      event := priv.told_event(found.event, (select t.module from core.event_types t where t.type = found.type))::text;
      room := room - octet_length(event);
      more := taken = most or (room < 0 and taken > 0);
    else
      event := null;
      more := false;
    end if;
    more := more or walked > portion;
    exit when more;
    turn := found.turn;
    sequence := found.sequence;
    if event is not null then
      event_id := found.id;
      taken := taken + 1;
      return next;
    end if;
  end loop;
  event_id := null;
  event := null;
  more := coalesce(more, false);
  return next;
end
$$;
comment on function api.event_log(bigint, bigint, text[], timestamptz, int, int) is 'Lent to modules that show what happened to whoever may see all of it.';
revoke execute on function api.event_log(bigint, bigint, text[], timestamptz, int, int) from public;
grant execute on function api.event_log(bigint, bigint, text[], timestamptz, int, int) to cw_owner with grant option;
set role cw_owner;
