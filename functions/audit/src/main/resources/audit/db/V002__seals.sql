-- Seals: the trail's rows in commit order, hashed into a chain that is signed and kept where nobody can
-- change it. docs/adr/0045-the-trail-is-sealed-in-a-chain.md says why it is made so, docs/audit.md how.
--
-- Hashes are SHA-256. What is hashed begins with a byte that tells what it is: 00 a row, 01 a node of a tree,
-- 02 a batch, 03 a seal. A tree is RFC 6962's.

create index audit_log_commits on core.audit_log (xid, org_id, id);
comment on index core.audit_log_commits is 'Leads with the transaction: only functions of cw_trail go through the cell''s rows in commit order, to seal them.';
create index audit_log_sequence on core.audit_log (org_id, xid, id);

create table audit.seal_keys (
  key_id     text primary key,
  public_key text not null,
  since      timestamptz not null default cell.now()
);
comment on table audit.seal_keys is 'The public keys whose private half, in KMS, has signed seals. The id is the SHA-256 of the key''s DER form.';
grant select, insert on audit.seal_keys to cw_trail;

create table audit.seals (
  number    bigint primary key check (number > 0),
  body      text not null,
  hash      bytea not null,
  signature bytea not null,
  key_id    text not null references audit.seal_keys (key_id),
  batches   bytea[] not null,
  last_xid  bigint not null,
  last_org  uuid not null,
  last_id   uuid not null,
  sealed_at timestamptz not null
);
comment on table audit.seals is 'The cell''s chain. What a seal says is `body`, byte by byte; it names the seal before it.';
comment on column audit.seals.batches is 'The hashes of its batches, by organization: the leaves under its root.';
comment on column audit.seals.last_xid is 'With last_org and last_id: the last row sealed. Not in the body, since it would tell one tenant of another.';
grant select, insert on audit.seals to cw_trail;
-- Not granted to anybody: update, delete.

create table audit.batches (
  org_id      uuid not null,
  id          uuid not null default gen_random_uuid(),
  number      bigint not null check (number > 0),
  seal        bigint not null,
  place       int not null check (place > 0),
  body        text not null,
  hash        bytea not null,
  rows        int not null check (rows > 0),
  rows_before bigint not null,
  first_xid   bigint not null,
  first_id    uuid not null,
  last_xid    bigint not null,
  last_id     uuid not null,
  earliest    timestamptz not null,
  latest      timestamptz not null,
  primary key (org_id, id),
  constraint batches_number unique (org_id, number),
  constraint batches_seal unique (org_id, seal)
);
comment on table audit.batches is 'An organization''s chain: its rows in a seal are a batch, which names the batch before it. Its first and last row bound it, by (xid, id).';
comment on column audit.batches.place is 'Which leaf of its seal it is, from 1.';
create index batches_rows on audit.batches (org_id, last_xid, last_id);
alter table audit.batches enable row level security, force row level security;
create policy tenant on audit.batches for select using (org_id = (select priv.org()));
create policy trail on audit.batches to cw_trail using (true) with check (true);
grant select, insert on audit.batches to cw_trail;
grant select on audit.batches to m_audit;
-- Not granted to anybody: update, delete.

create function audit.at(moment timestamptz) returns text
language sql stable
set search_path = ''
as $$ select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
alter function audit.at(timestamptz) owner to cw_trail;

-- A row as it is hashed, and as it stands in an export: its text is its form, byte by byte.
create function audit.line(a core.audit_log) returns text
language sql stable
set search_path = ''
as $$
  select jsonb_build_object(
    'v', 1, 'org_id', a.org_id, 'id', a.id, 'xid', a.xid::text, 'timestamp', audit.at(a.timestamp),
    'actor_kind', a.actor_kind, 'actor_id', a.actor_id, 'actor_name', a.actor_name, 'on_behalf_of', a.on_behalf_of,
    'session_id', a.session_id, 'action', a.action, 'entity_type', a.entity_type, 'entity_id', a.entity_id,
    'changes', a.changes, 'ip', a.ip, 'correlation_id', a.correlation_id, 'written_by', a.written_by)::text
$$;
alter function audit.line(core.audit_log) owner to cw_trail;

-- A leaf holds the row's time beside its digest, so that a row that is left out of an export still tells,
-- provably, that it lies outside the time asked for.
create function audit.leaf(a core.audit_log) returns bytea
language sql stable
set search_path = ''
as $$ select sha256('\x00'::bytea || convert_to(audit.at(a.timestamp), 'UTF8') || sha256(convert_to(audit.line(a), 'UTF8'))) $$;
alter function audit.leaf(core.audit_log) owner to cw_trail;

-- The level of a tree above another: pairs are hashed, an odd last one moves up as it is.
create function audit.level_above(level bytea[]) returns bytea[]
language plpgsql immutable
set search_path = ''
as $$
declare
  above bytea[] := '{}';
  count int := cardinality(level);
begin
  for i in 1..count by 2 loop
    above := above || case when i < count then sha256('\x01'::bytea || level[i] || level[i + 1]) else level[i] end;
  end loop;
  return above;
end
$$;
alter function audit.level_above(bytea[]) owner to cw_trail;

create function audit.root(leaves bytea[]) returns bytea
language plpgsql immutable
set search_path = ''
as $$
declare
  level bytea[] := leaves;
begin
  while cardinality(level) > 1 loop
    level := audit.level_above(level);
  end loop;
  return level[1];
end
$$;
alter function audit.root(bytea[]) owner to cw_trail;

-- What a leaf is hashed with on its way to the root, lowest first: `L` and a hash that stands to the left, or `R`.
create function audit.path(leaves bytea[], place int) returns jsonb
language plpgsql immutable
set search_path = ''
as $$
declare
  level bytea[] := leaves;
  at int := place;
  steps jsonb := '[]';
begin
  while cardinality(level) > 1 loop
    if at % 2 = 0 then
      steps := steps || to_jsonb('L' || encode(level[at - 1], 'hex'));
    elsif at < cardinality(level) then
      steps := steps || to_jsonb('R' || encode(level[at + 1], 'hex'));
    end if;
    level := audit.level_above(level);
    at := (at + 1) / 2;
  end loop;
  return steps;
end
$$;
alter function audit.path(bytea[], int) owner to cw_trail;

-- The batches of the rows behind the last seal: up to a row, or as many rows as given, but never as far as a
-- transaction that may still commit. An organization's rows stand in commit order, ties by id.
create function audit.open_batches(cell text, most int, until_xid bigint, until_org uuid, until_id uuid)
returns setof audit.batches
language plpgsql volatile
set search_path = ''
-- By the index in commit order, whatever statistics say of a trail that just grew.
set enable_seqscan = off
set enable_bitmapscan = off
as $$
declare
  horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
  head audit.seals;
  after_xid xid8;
  after_org uuid;
  after_id uuid;
  last_xid xid8 := coalesce(until_xid, 9223372036854775807)::text::xid8;
  last_org uuid := coalesce(until_org, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  last_id uuid := coalesce(until_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
begin
  select s.* into head from audit.seals s order by s.number desc limit 1;
  if head.number is not null and pg_snapshot_xmax(pg_current_snapshot()) <= head.last_xid::text::xid8 then
    raise exception 'the database counts transactions from before its last seal: it is not the one that was sealed' using errcode = 'CW500';
  end if;
  after_xid := coalesce(head.last_xid, 0)::text::xid8;
  after_org := coalesce(head.last_org, '00000000-0000-0000-0000-000000000000');
  after_id := coalesce(head.last_id, '00000000-0000-0000-0000-000000000000');
  return query
    with waiting as materialized (
      select a
      from core.audit_log a
      where a.xid < horizon
        and (a.xid, a.org_id, a.id) > (after_xid, after_org, after_id)
        and (a.xid, a.org_id, a.id) <= (last_xid, last_org, last_id)
      order by a.xid, a.org_id, a.id
      limit most
    ), rows as (
      -- Only those are hashed, however many wait.
      select (w.a).org_id, (w.a).id, (w.a).xid::text::bigint as xid, (w.a).timestamp, audit.leaf(w.a) as leaf
      from waiting w
    ), found as (
      select
        r.org_id, count(*)::int as rows, audit.root(array_agg(r.leaf order by r.xid, r.id)) as root,
        min(r.timestamp) as earliest, max(r.timestamp) as latest,
        (array_agg(r.xid order by r.xid, r.id))[1] as first_xid, (array_agg(r.id order by r.xid, r.id))[1] as first_id,
        (array_agg(r.xid order by r.xid desc, r.id desc))[1] as end_xid, (array_agg(r.id order by r.xid desc, r.id desc))[1] as end_id
      from rows r
      group by r.org_id
    ), chained as (
      select
        f.*, coalesce(p.number, 0) + 1 as number, coalesce(p.rows_before + p.rows, 0) as rows_before,
        coalesce(encode(p.hash, 'hex'), repeat('0', 64)) as previous,
        row_number() over (order by f.org_id)::int as place
      from found f
      left join lateral (
        select b.number, b.rows_before, b.rows, b.hash
        from audit.batches b where b.org_id = f.org_id order by b.number desc limit 1) p on true
    ), told as (
      select
        c.*,
        jsonb_build_object(
          'v', 1, 'cell', cell, 'organization', c.org_id, 'number', c.number, 'previous', c.previous, 'root', encode(c.root, 'hex'),
          'rows', c.rows, 'rows_before', c.rows_before,
          'first', jsonb_build_object('xid', c.first_xid::text, 'id', c.first_id),
          'last', jsonb_build_object('xid', c.end_xid::text, 'id', c.end_id),
          'earliest', audit.at(c.earliest), 'latest', audit.at(c.latest))::text as body
      from chained c
    )
    select
      t.org_id, gen_random_uuid(), t.number, coalesce(head.number, 0) + 1, t.place, t.body,
      sha256('\x02'::bytea || convert_to(t.body, 'UTF8')), t.rows, t.rows_before,
      t.first_xid, t.first_id, t.end_xid, t.end_id, t.earliest, t.latest
    from told t;
end
$$;
alter function audit.open_batches(text, int, bigint, uuid, uuid) owner to cw_trail;

-- The next seal: what it would say, where it would end, and the batches that it would hold. No row where
-- nothing waits. Batches come in pieces that fit a result row.
create function audit.next_seal(cell text, key_id text, most int)
returns table (number bigint, body text, hash text, last_xid bigint, last_org uuid, last_id uuid, batches text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  waiting audit.batches[];
  seal jsonb;
  last audit.batches;
  said text;
begin
  perform audit.only_for('system');
  select array_agg(b order by b.place) into waiting from audit.open_batches(cell, most, null, null, null) b;
  if waiting is null then
    return;
  end if;
  select b.* into last from unnest(waiting) b order by b.last_xid desc, b.org_id desc limit 1;
  said := jsonb_build_object(
    'v', 1, 'cell', cell, 'number', last.seal, 'key', key_id, 'sealed_at', audit.at(cell.now()),
    'previous', coalesce((select encode(s.hash, 'hex') from audit.seals s where s.number = last.seal - 1), repeat('0', 64)),
    'root', (select encode(audit.root(array_agg(b.hash order by b.place)), 'hex') from unnest(waiting) b))::text;
  return query
    select
      last.seal, said, encode(sha256('\x03'::bytea || convert_to(said, 'UTF8')), 'hex'), last.last_xid, last.org_id, last.last_id, p.piece
    from (
      select string_agg(b.body, E'\n' order by b.place) as piece
      from unnest(waiting) b
      group by (b.place - 1) / 50
      order by (b.place - 1) / 50) p;
end
$$;
grant execute on function audit.next_seal(text, text, int) to m_audit;
alter function audit.next_seal(text, text, int) owner to cw_trail;

-- Puts a signed seal behind the last one. The batches are made again from the rows, and must be those that the
-- seal was made of. Answers how many rows it holds, or an ending: `known` for one that is there, `forked` for
-- another one of that number, `gap` for one that doesn't follow the last, `unlike` where the rows say otherwise.
create function audit.record_seal(
  cell text, said text, signature text, key text, public_key text, until_xid bigint, until_org uuid, until_id uuid)
returns table (rows bigint, ending text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  body jsonb := said::jsonb;
  hash bytea := sha256('\x03'::bytea || convert_to(said, 'UTF8'));
  wanted bigint := body ->> 'number';
  head audit.seals;
  there bytea;
  waiting audit.batches[];
begin
  perform audit.only_for('system');
  perform pg_advisory_xact_lock(hashtextextended('audit.seals', 0));
  select s.* into head from audit.seals s order by s.number desc limit 1;
  select s.hash into there from audit.seals s where s.number = wanted;
  if there is not null then
    return query select null::bigint, case when there = hash then 'known' else 'forked' end;
    return;
  end if;
  if wanted <> coalesce(head.number, 0) + 1 or body ->> 'previous' <> coalesce(encode(head.hash, 'hex'), repeat('0', 64)) then
    return query select null::bigint, 'gap';
    return;
  end if;
  select array_agg(b order by b.place) into waiting
  from audit.open_batches(cell, null, until_xid, until_org, until_id) b;
  if waiting is null or (select encode(audit.root(array_agg(b.hash order by b.place)), 'hex') from unnest(waiting) b) <> body ->> 'root' then
    return query select null::bigint, 'unlike';
    return;
  end if;
  insert into audit.seal_keys (key_id, public_key) values (key, record_seal.public_key) on conflict do nothing;
  insert into audit.seals (number, body, hash, signature, key_id, batches, last_xid, last_org, last_id, sealed_at)
  values (
    wanted, said, hash, decode(record_seal.signature, 'base64'), key, (select array_agg(b.hash order by b.place) from unnest(waiting) b),
    until_xid, until_org, until_id, (body ->> 'sealed_at')::timestamptz);
  insert into audit.batches select (b).* from unnest(waiting) b;
  return query select sum(b.rows), null::text from unnest(waiting) b;
end
$$;
grant execute on function audit.record_seal(text, text, text, text, text, bigint, uuid, uuid) to m_audit;
alter function audit.record_seal(text, text, text, text, text, bigint, uuid, uuid) owner to cw_trail;

-- How far the sealing is: the last seal's number and hash, and for how many seconds the oldest row waits.
create function audit.sealing() returns table (number bigint, hash text, waiting_seconds bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  head audit.seals;
  oldest timestamptz;
begin
  perform audit.only_for('system');
  select s.* into head from audit.seals s order by s.number desc limit 1;
  select a.timestamp into oldest
  from core.audit_log a
  where (a.xid, a.org_id, a.id) > (
    coalesce(head.last_xid, 0)::text::xid8,
    coalesce(head.last_org, '00000000-0000-0000-0000-000000000000'),
    coalesce(head.last_id, '00000000-0000-0000-0000-000000000000'))
  order by a.xid, a.org_id, a.id limit 1;
  return query select
    coalesce(head.number, 0), coalesce(encode(head.hash, 'hex'), repeat('0', 64)),
    greatest(0, extract(epoch from cell.now() - oldest))::bigint;
end
$$;
grant execute on function audit.sealing() to m_audit;
alter function audit.sealing() owner to cw_trail;

-- The seal that holds a batch of the context's organization, and the batch's way to the seal's root.
create function audit.sealed(seal bigint)
returns table (seal_body text, seal_hash text, signature text, key_id text, sealed_at timestamptz, path jsonb)
language sql stable security definer
set search_path = ''
as $$
  select s.body, encode(s.hash, 'hex'), translate(encode(s.signature, 'base64'), E'\n', ''), s.key_id, s.sealed_at, audit.path(s.batches, b.place)
  from audit.batches b
  join audit.seals s on s.number = b.seal
  where b.org_id = (select priv.org()) and b.seal = sealed.seal
$$;
grant execute on function audit.sealed(bigint) to m_audit;
alter function audit.sealed(bigint) owner to cw_trail;

-- That a row of the context's organization is sealed: its text, and its way to the root of its batch.
create function audit.proof(entry uuid)
returns table (seal bigint, batch_body text, line text, at text, path jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  asked core.audit_log;
  batch audit.batches;
  leaves bytea[];
  place int;
begin
  select a.* into asked from core.audit_log a where a.org_id = priv.org() and a.id = entry;
  select b.* into batch from audit.batches b
  where b.org_id = asked.org_id and (b.last_xid, b.last_id) >= (asked.xid::text::bigint, asked.id)
  order by b.last_xid, b.last_id limit 1;
  if batch.number is null or (asked.xid::text::bigint, asked.id) < (batch.first_xid, batch.first_id) then
    return;
  end if;
  select array_agg(audit.leaf(a) order by a.xid, a.id), count(*) filter (where (a.xid, a.id) <= (asked.xid, asked.id))
  into leaves, place
  from core.audit_log a
  where a.org_id = batch.org_id
    and (a.xid, a.id) between (batch.first_xid::text::xid8, batch.first_id) and (batch.last_xid::text::xid8, batch.last_id);
  return query select batch.seal, batch.body, audit.line(asked), audit.at(asked.timestamp), audit.path(leaves, place);
end
$$;
grant execute on function audit.proof(uuid) to m_audit;
alter function audit.proof(uuid) owner to cw_trail;

-- The public keys of the cell's seals. They are public.
create function audit.keys() returns table (key_id text, public_key text, since timestamptz)
language sql stable security definer
set search_path = ''
as $$ select k.key_id, k.public_key, k.since from audit.seal_keys k where (select priv.org()) is not null $$;
grant execute on function audit.keys() to m_audit;
alter function audit.keys() owner to cw_trail;
