-- Exports: the trail of a time as a file, written behind the queue.

create table audit.exports (
  org_id       uuid not null default priv.org(),
  id           uuid not null,
  requested_by uuid not null,
  from_time    timestamptz not null,
  until_time   timestamptz not null,
  format       text not null check (format in ('csv', 'jsonl')),
  status       text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed')),
  attempts     int not null default 0,
  lease_until  timestamptz,
  object_key   text,
  rows         bigint,
  bytes        bigint,
  sha256       text,
  created_at   timestamptz not null default cell.now(),
  finished_at  timestamptz,
  version      bigint not null default 1,
  primary key (org_id, id),
  check (status <> 'done' or object_key is not null)
);
comment on table audit.exports is 'Requests for a file of the trail, and what became of them. That somebody took the trail away is on the trail.';
comment on column audit.exports.requested_by is 'Whose clearance the file is written with.';
comment on column audit.exports.lease_until is 'Until when a writer has it; behind that another one may.';
create index exports_created on audit.exports (org_id, created_at);
call migration.tenant_table('audit.exports', 'audit_export', hidden => '{lease_until, attempts}');
grant select, insert (id, requested_by, from_time, until_time, format),
  update (status, attempts, lease_until, object_key, rows, bytes, sha256, finished_at, version)
  on audit.exports to m_audit;
create policy trail on audit.exports for select to cw_trail using (true);
grant select on audit.exports to cw_trail;
-- Not granted to m_audit: update of what was asked; delete.

call migration.event('audit_export.requested', 'audit');
call migration.event('audit_export.completed', 'audit');

-- Rows of some batches of the organization, behind one of them, in their order, as many as fit a result: each with its
-- time, what its line hashes to, and the line. `asker` is whose clearance opens personal values in `told`, which is what a
-- table of the trail shows; without an asker there is no `told`.
create function audit.rows_of(first bigint, last bigint, after_xid bigint, after_id uuid, asker uuid)
returns table (xid bigint, id uuid, at timestamptz, digest text, line text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  head audit.batches;
  tail audit.batches;
  open boolean := asker is not null and audit.clears(asker);
begin
  perform audit.only_for('system');
  select b.* into head from audit.batches b where b.org_id = priv.org() and b.number = first;
  select b.* into tail from audit.batches b where b.org_id = priv.org() and b.number = last;
  return query
    with rows as materialized (
      select a as entry, audit.line(a) as line, row_number() over (order by a.xid, a.id) as place
      from core.audit_log a
      where a.org_id = head.org_id
        and (a.xid, a.id) <= (tail.last_xid::text::xid8, tail.last_id)
        and (a.xid, a.id) >= (coalesce(after_xid, head.first_xid)::text::xid8, coalesce(after_id, head.first_id))
        and a.id is distinct from after_id
      order by a.xid, a.id
      limit 300
    ), measured as (
      select r.*, sum(octet_length(r.line)) over (order by r.place) as bytes from rows r
    )
    select
      (m.entry).xid::text::bigint, (m.entry).id, (m.entry).timestamp,
      encode(sha256(convert_to(m.line, 'UTF8')), 'hex'),
      case when asker is null then m.line end,
      case when asker is not null then jsonb_build_object(
        'timestamp', audit.at((m.entry).timestamp), 'actor_kind', (m.entry).actor_kind, 'actor_id', (m.entry).actor_id,
        'actor_name', coalesce((m.entry).actor_name, audit.name_of((m.entry).actor_id)), 'on_behalf_of', (m.entry).on_behalf_of,
        'session_id', (m.entry).session_id, 'action', (m.entry).action, 'entity_type', (m.entry).entity_type, 'entity_id', (m.entry).entity_id,
        'changes', audit.shown((m.entry).changes, open), 'ip', (m.entry).ip, 'correlation_id', (m.entry).correlation_id, 'id', (m.entry).id) end
    from measured m
    where m.bytes <= 250000 or m.place = 1
    order by m.place;
end
$$;
grant execute on function audit.rows_of(bigint, bigint, bigint, uuid, uuid) to m_audit;
alter function audit.rows_of(bigint, bigint, bigint, uuid, uuid) owner to cw_trail;
