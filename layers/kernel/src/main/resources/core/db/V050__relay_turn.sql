-- The same turn for less: the cell's clock is read once, what lies before an organization's first waiting event is
-- walked over once, and nothing is compiled.

-- Room on each page for the version of each row that is claimed: claiming changes no index then, and leaves no dead
-- entries in the one by which the next are found.
alter table core.outbox set (fillfactor = 45);

set role cw_kernel;

-- One turn of a relay: notes what it published, moves what is due into the outbox, and claims up to `most`
-- further events for `lease_seconds` by the real clock. Answers an event a row, in their order.
--
-- `done` is [{organization, place}], as the events had them. Organizations get equal shares, beginning with
-- one that chance picks; a share that one leaves over goes to the others. All events together have at most
-- 700,000 bytes, so that they fit a result of the Data API.
create or replace function relay.turn(done jsonb, most int, lease_seconds int) returns setof text
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
-- The shape of the plans doesn't rest on what statistics say of a table that is empty now and full a minute later.
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set plan_cache_mode = force_generic_plan
-- A plan that avoids what it is told to avoid looks dear, and would be compiled for longer than it runs.
set jit = off
as $$
declare
  moment constant timestamptz := clock_timestamp();
  -- Asked once: in the update it would be asked for each row.
  today constant timestamptz := cell.now();
  first constant uuid := gen_random_uuid();
  nobody constant uuid := '00000000-0000-0000-0000-000000000000';
  organizations uuid[];
  -- Where to begin with each: what was published lies before it, and is walked over only once.
  places bigint[];
  told text[] := '{}';
  room int := 700000;
  claimed text[];
  used int;
  share int;
begin
  update core.outbox o
  set published_at = today, claimed_until = null
  from jsonb_to_recordset(done) as d (organization uuid, place bigint)
  where o.org_id = coalesce(d.organization, nobody) and o.sequence = d.place and o.published_at is null;

  perform priv.move_due(200);

  -- The organizations that have something waiting, each with the place of its first, found by one step in the index.
  with recursive behind_first (org_id, place, number) as (
    (select o.org_id, o.sequence, 1 from core.outbox o
     where o.published_at is null and o.org_id >= first and (o.claimed_until is null or o.claimed_until <= moment)
     order by o.org_id, o.sequence limit 1)
    union all
    select n.org_id, n.sequence, b.number + 1
    from behind_first b
    cross join lateral (
      select o.org_id, o.sequence from core.outbox o
      where o.published_at is null and o.org_id > b.org_id and (o.claimed_until is null or o.claimed_until <= moment)
      order by o.org_id, o.sequence limit 1) n
    where b.number < most),
  before_first (org_id, place, number) as (
    (select o.org_id, o.sequence, 1 from core.outbox o
     where o.published_at is null and o.org_id < first and (o.claimed_until is null or o.claimed_until <= moment)
       and (select count(*) from behind_first b) < most
     order by o.org_id, o.sequence limit 1)
    union all
    select n.org_id, n.sequence, b.number + 1
    from before_first b
    cross join lateral (
      select o.org_id, o.sequence from core.outbox o
      where o.published_at is null and o.org_id > b.org_id and o.org_id < first
        and (o.claimed_until is null or o.claimed_until <= moment)
      order by o.org_id, o.sequence limit 1) n
    where b.number < most - (select count(*) from behind_first x))
  select array_agg(w.org_id), array_agg(w.place) into organizations, places
  from (select b.org_id, b.place from behind_first b union all select b.org_id, b.place from before_first b) w;

  -- Equal shares first; what some leave over goes to those that have more.
  for round in 1..3 loop
    exit when organizations is null or cardinality(told) >= most or room <= 0;
    share := ceil((most - cardinality(told))::numeric / cardinality(organizations));
    with picked as materialized (
      select g.org_id, w.sequence, w.size, w.number
      from unnest(organizations, places) as g (org_id, place)
      cross join lateral (
        select o.sequence, octet_length(o.data::text) + 1500 as size, row_number() over () as number
        from (
          select x.sequence, x.data from core.outbox x
          where x.org_id = g.org_id and x.sequence >= g.place and x.published_at is null and (x.claimed_until is null or x.claimed_until <= moment)
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
    select n.events, n.size, m.organizations, m.places into claimed, used, organizations, places
    from (select array_agg(t.event::text order by t.sequence) as events, sum(t.size) as size from taken t) n
    cross join (
      select array_agg(g.org_id) as organizations, array_agg(g.place) as places
      from (select p.org_id, min(p.sequence) as place from picked p group by p.org_id having count(*) = share) g) m;
    exit when claimed is null;
    told := told || claimed;
    room := room - used;
  end loop;
  return query select unnest(told);
end
$$;
set role cw_owner;
