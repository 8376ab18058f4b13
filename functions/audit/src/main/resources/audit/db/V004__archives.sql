-- Keeping: how long an organization's trail stays in the database, and where it goes then.

create table audit.retention (
  org_id     uuid primary key default priv.org(),
  months     int not null check (months between 1 and 1200),
  updated_by uuid,
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1
);
comment on table audit.retention is 'For how long the trail of an organization stays, where its owner said so; else the product''s choice holds.';
call migration.tenant_table('audit.retention', 'audit_retention', 'org_id');
grant select, insert (months, updated_by), update (months, updated_by, updated_at, version) on audit.retention to m_audit;
create policy trail on audit.retention for select to cw_trail using (true);
grant select on audit.retention to cw_trail;

create table audit.archives (
  org_id      uuid not null,
  id          uuid not null default gen_random_uuid(),
  first_batch bigint not null,
  last_batch  bigint not null,
  first_xid   bigint not null,
  first_id    uuid not null,
  last_xid    bigint not null,
  last_id     uuid not null,
  rows        bigint not null,
  object_key  text not null,
  sha256      text not null,
  emptied     boolean not null default false,
  archived_at timestamptz not null default cell.now(),
  primary key (org_id, id),
  constraint archives_first_batch unique (org_id, first_batch),
  check (first_batch <= last_batch)
);
comment on table audit.archives is 'Batches that lie in the bucket, read back and found whole. Their rows, and no others, may be removed from the trail.';
comment on column audit.archives.emptied is 'Its rows are removed, and their number was that of the batches.';
call migration.tenant_table('audit.archives', 'audit_archive');
create policy trail on audit.archives to cw_trail using (true) with check (true);
create policy removal on audit.archives to cw_archive using (true) with check (true);
grant select, insert on audit.archives to cw_trail;
grant select, update (emptied) on audit.archives to cw_archive;
grant select on audit.archives to m_audit;
-- Not granted to m_audit: insert, update. What is archived is said by the functions below.

-- The one way out of the trail, and what may go: rows whose batches were archived.
create policy archive_reading on core.audit_log for select to cw_archive using (true);
create policy archive_removal on core.audit_log for delete to cw_archive
  using (exists (
    select from audit.archives x
    where x.org_id = audit_log.org_id
      and (audit_log.xid, audit_log.id) between (x.first_xid::text::xid8, x.first_id) and (x.last_xid::text::xid8, x.last_id)));
grant select (org_id, id, xid), delete on core.audit_log to cw_archive;

-- Some batches of the organization, in order, and whether each may have rows of a time.
create function audit.batches_between(from_time timestamptz, until_time timestamptz, after bigint, last bigint, most int)
returns table (number bigint, seal bigint, body text, last_xid bigint, last_id uuid, has_rows boolean, gone boolean)
language sql stable security definer
set search_path = ''
as $$
  select
    b.number, b.seal, b.body, b.last_xid, b.last_id, b.latest >= from_time and b.earliest < until_time,
    exists (
      select from audit.archives x
      where x.org_id = b.org_id and b.number between x.first_batch and x.last_batch and x.emptied)
  from audit.batches b
  where b.org_id = (select priv.org()) and b.number > after and b.number <= last
  order by b.number
  limit most
$$;
grant execute on function audit.batches_between(timestamptz, timestamptz, bigint, bigint, int) to m_audit;
alter function audit.batches_between(timestamptz, timestamptz, bigint, bigint, int) owner to cw_trail;

-- How many months an organization's trail stays: what its owner said, within the product's bounds.
create function audit.months_kept(org uuid, otherwise int, fewest int, longest int) returns int
language sql stable
set search_path = ''
as $$
  select least(greatest(coalesce((select r.months from audit.retention r where r.org_id = org), otherwise), fewest), longest)
$$;
alter function audit.months_kept(uuid, int, int, int) owner to cw_trail;

-- Organizations whose oldest batch in the database is due for the archive.
create function audit.due_for_archive(otherwise int, fewest int, longest int, wanted int) returns table (org_id uuid)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform audit.only_for('system');
  return query
    with recursive organizations as (
      (select b.org_id from audit.batches b order by b.org_id limit 1)
      union all
      select (select b.org_id from audit.batches b where b.org_id > o.org_id order by b.org_id limit 1)
      from organizations o where o.org_id is not null
    )
    select o.org_id
    from organizations o
    cross join lateral (
      select b.latest from audit.batches b
      where b.org_id = o.org_id
        and b.number > coalesce((select max(x.last_batch) from audit.archives x where x.org_id = o.org_id and x.emptied), 0)
      order by b.number limit 1) oldest
    where o.org_id is not null
      and oldest.latest < cell.now() - make_interval(months => audit.months_kept(o.org_id, otherwise, fewest, longest))
    limit wanted;
end
$$;
grant execute on function audit.due_for_archive(int, int, int, int) to m_audit;
alter function audit.due_for_archive(int, int, int, int) owner to cw_trail;

-- What of the context's organization goes into its next archive: the batches behind the last archive whose rows
-- are all older than is kept, but no more rows than given. An archive that was not emptied comes first, again.
create function audit.next_archive(otherwise int, fewest int, longest int, most_rows bigint)
returns table (archive uuid, first_batch bigint, last_batch bigint, rows bigint)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
begin
  perform audit.only_for('system');
  return query
    select x.id, x.first_batch, x.last_batch, x.rows
    from audit.archives x where x.org_id = org and not x.emptied order by x.first_batch limit 1;
  if found then
    return;
  end if;
  return query
    with behind as (
      select b.number, b.rows, b.latest, sum(b.rows) over (order by b.number) as so_far
      from (
        select b.number, b.rows, b.latest from audit.batches b
        where b.org_id = org
          and b.number > coalesce((select max(x.last_batch) from audit.archives x where x.org_id = org), 0)
        order by b.number limit 10000) b
    ), due as (
      select b.number, b.rows from behind b
      where (b.so_far <= most_rows or b.so_far = b.rows)
        and b.number < coalesce((
          select min(k.number) from behind k
          where k.latest >= cell.now() - make_interval(months => audit.months_kept(org, otherwise, fewest, longest))), 9223372036854775807)
    )
    select null::uuid, min(d.number), max(d.number), sum(d.rows)::bigint from due d having count(*) > 0;
end
$$;
grant execute on function audit.next_archive(int, int, int, bigint) to m_audit;
alter function audit.next_archive(int, int, int, bigint) owner to cw_trail;

-- Notes that batches of the context's organization lie in the bucket, were read back and were whole. They must be the
-- next ones, and old enough.
create function audit.note_archive(
  otherwise int, fewest int, longest int, first bigint, last bigint, object_key text, sha256 text, out id uuid, out ending text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  head audit.batches;
  tail audit.batches;
begin
  perform audit.only_for('system');
  select b.* into head from audit.batches b where b.org_id = org and b.number = first;
  select b.* into tail from audit.batches b where b.org_id = org and b.number = last;
  if head.number is null or tail.number is null
    or first <> coalesce((select max(x.last_batch) from audit.archives x where x.org_id = org), 0) + 1
    or exists (
      select from audit.batches b
      where b.org_id = org and b.number between first and last
        and b.latest >= cell.now() - make_interval(months => audit.months_kept(org, otherwise, fewest, longest))) then
    ending := 'not_due';
    return;
  end if;
  insert into audit.archives (
    org_id, first_batch, last_batch, first_xid, first_id, last_xid, last_id, rows, object_key, sha256)
  select org, first, last, head.first_xid, head.first_id, tail.last_xid, tail.last_id, sum(b.rows), note_archive.object_key, note_archive.sha256
  from audit.batches b where b.org_id = org and b.number between first and last
  returning archives.id into id;
end
$$;
grant execute on function audit.note_archive(int, int, int, bigint, bigint, text, text) to m_audit;
alter function audit.note_archive(int, int, int, bigint, bigint, text, text) owner to cw_trail;

-- Removes rows of an archive of the context's organization from the trail, as many as given; says so in the archive
-- when none is left. Answers how many.
create function audit.remove_archived(archive uuid, most int) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  bounds audit.archives;
  removed bigint;
begin
  perform audit.only_for('system');
  select x.* into bounds from audit.archives x where x.org_id = org and x.id = archive and not x.emptied for update;
  if bounds.id is null then
    return 0;
  end if;
  delete from core.audit_log a
  where a.org_id = org and a.id in (
    select o.id from core.audit_log o
    where o.org_id = org
      and (o.xid, o.id) between (bounds.first_xid::text::xid8, bounds.first_id) and (bounds.last_xid::text::xid8, bounds.last_id)
    order by o.xid, o.id limit most);
  get diagnostics removed = row_count;
  if removed < most then
    update audit.archives x set emptied = true where x.org_id = org and x.id = archive;
  end if;
  return removed;
end
$$;
grant execute on function audit.remove_archived(uuid, int) to m_audit;
alter function audit.remove_archived(uuid, int) owner to cw_archive;
