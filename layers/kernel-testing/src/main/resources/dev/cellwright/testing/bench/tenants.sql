-- What lists are measured on: tasks by the hundred thousand of one organization, in the product's own table.
-- Rows come as a backup brings them: no trigger looks at each.

grant usage on schema bench to m_tasks;
grant execute on function bench.time_statement(text, text[], int) to m_tasks;

create procedure bench.fill(org uuid, person uuid, tasks int)
language plpgsql
as $$
begin
  set local session_replication_role = replica;
  insert into tasks.tasks (
    org_id, id, title, description, status, priority, due_date, owner_id, created_by, created_at, updated_at, completed_at, completed_by)
  select
    org,
    (lpad(to_hex(n), 12, '0') || '70008000' || substr(md5(n::text), 1, 12))::uuid,
    'Task ' || n || case when n % 200 = 0 then ' for the harbour' else ' for the office' end,
    repeat('What is to be done here takes a few words. ', 3),
    case when n % 5 = 0 then 'done' else 'todo' end,
    (array['urgent', 'high', 'medium', 'low'])[1 + n % 4],
    timestamptz '2026-01-01 00:00Z' + n * interval '7 minutes',
    person, person,
    timestamptz '2025-01-01 00:00Z' + n * interval '1 minute',
    timestamptz '2025-01-01 00:00Z' + n * interval '1 minute',
    case when n % 5 = 0 then timestamptz '2026-01-01 00:00Z' end,
    case when n % 5 = 0 then person end
  from generate_series(1, tasks) n;
end
$$;

-- Where much is written at once: as a table of the product that takes many rows, and without triggers.
create table bench.written (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  title      text not null,
  status     text not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);
create index written_created on bench.written (org_id, created_at, id);
alter table bench.written enable row level security;
alter table bench.written force row level security;
create policy tenant on bench.written using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
call migration.claimed_defaults('bench.written');
grant select, insert on bench.written to m_tasks;

-- By hand there is no policy to heed.
create role bench_by_hand login bypassrls password 'by hand';
do $$ begin execute format('grant connect on database %I to bench_by_hand', current_database()); end $$;
grant usage on schema tasks to bench_by_hand;
grant select on tasks.tasks to bench_by_hand;
