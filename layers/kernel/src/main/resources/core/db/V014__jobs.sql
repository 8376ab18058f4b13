-- Jobs: what modules do on a schedule, and each time they did.

create table core.scheduled_jobs (
  id               uuid primary key default gen_random_uuid(),
  name             varchar(100) not null unique,
  module           text not null,
  summary          text not null,
  cron_expression  varchar(50) not null,
  zone             text not null,
  missed           text not null check (missed in ('CATCH_UP', 'SKIP')),
  handler          varchar(200) not null,
  enabled          boolean not null default true,
  declared         boolean not null default true,
  last_due_at      timestamptz,
  last_run_at      timestamptz,
  last_status      varchar(20),
  last_duration_ms int,
  next_run_at      timestamptz,
  created_at       timestamptz not null default cell.now()
);
comment on table core.scheduled_jobs is 'The jobs of the cell''s modules. Not a tenant''s data: kept from their declarations when the cell is migrated, and by the runs.';
comment on column core.scheduled_jobs.declared is 'Whether its module still has it. One that is taken away is disabled, and enabled when it comes back.';
comment on column core.scheduled_jobs.last_due_at is 'The latest time for which it ran to an end.';
revoke all on core.scheduled_jobs from public;
grant select, update on core.scheduled_jobs to cw_kernel;

create table core.job_executions (
  id           uuid primary key default gen_random_uuid(),
  job_id       uuid not null references core.scheduled_jobs (id),
  due_at       timestamptz not null,
  started_at   timestamptz not null default cell.now(),
  finished_at  timestamptz,
  status       varchar(20) not null check (status in ('running', 'success', 'failed')),
  result       jsonb,
  error        text,
  duration_ms  int,
  leased_until timestamptz not null,
  check ((status = 'running') = (finished_at is null))
);
comment on table core.job_executions is 'Each run of a job. Not a tenant''s data: a job''s result holds numbers.';
comment on column core.job_executions.leased_until is 'By the real clock. Who has not ended by then crashed.';
comment on column core.job_executions.error is 'What kind of error, without its message: that could quote somebody.';
create index job_executions_job on core.job_executions (job_id, started_at);
create index job_executions_age on core.job_executions (started_at);
create unique index job_executions_running on core.job_executions (job_id) where status = 'running';
revoke all on core.job_executions from public;
grant select, insert, update, delete on core.job_executions to cw_kernel;

-- Ends an execution, and tells its job. Only for other functions.
create function priv.end_execution(execution uuid, ending text, result jsonb, error text) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  ended record;
begin
  update core.job_executions e
  set status = ending, finished_at = cell.now(), result = end_execution.result, error = left(end_execution.error, 500),
    duration_ms = least(greatest(extract(epoch from cell.now() - e.started_at) * 1000, 0), 2147483647)::int
  where e.id = execution and e.status = 'running'
  returning e.job_id, e.started_at, e.duration_ms into ended;
  if not found then
    return false;
  end if;
  update core.scheduled_jobs j
  set last_run_at = ended.started_at, last_status = ending, last_duration_ms = ended.duration_ms
  where j.id = ended.job_id;
  return true;
end
$$;
alter function priv.end_execution(uuid, text, jsonb, text) owner to cw_kernel;

-- The latest time for which a job of the calling module ran to an end; null for one that never did.
create function api.job_last_due(name text) returns timestamptz
language sql stable security definer
set search_path = ''
as $$
  select j.last_due_at from core.scheduled_jobs j where j.name = job_last_due.name and j.module = priv.module_at_work()
$$;
alter function api.job_last_due(text) owner to cw_kernel;

-- Begins the run of a job of the calling module that was due at a time. Nobody else begins it until it has ended, or
-- `lease_seconds` have passed by the real clock: then it crashed, and failed. Answers how that came out
-- (begins, busy, done, disabled), the execution, and the latest time for which the job ran to an end.
create function api.begin_job(name text, due timestamptz, lease_seconds int, out verdict text, out execution uuid, out last_due_at timestamptz)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  job record;
  running record;
begin
  select j.id, j.enabled, j.last_due_at into job
  from core.scheduled_jobs j
  where j.name = begin_job.name and j.module = priv.module_at_work()
  for update;
  if not found then
    raise exception '% has no job %', session_user, name using errcode = 'CW500';
  end if;
  last_due_at := job.last_due_at;
  if not job.enabled then
    verdict := 'disabled';
    return;
  end if;
  select e.id, e.leased_until > clock_timestamp() as held into running
  from core.job_executions e where e.job_id = job.id and e.status = 'running';
  if found and running.held then
    verdict := 'busy';
    return;
  end if;
  if found then
    perform priv.end_execution(running.id, 'failed', null, 'crashed');
  end if;
  if due <= job.last_due_at then
    verdict := 'done';
    return;
  end if;
  verdict := 'begins';
  insert into core.job_executions (job_id, due_at, status, leased_until)
  values (job.id, due, 'running', clock_timestamp() + lease_seconds * interval '1 second')
  returning id into execution;
end
$$;
alter function api.begin_job(text, timestamptz, int) owner to cw_kernel;

-- Ends a run. False where it has ended, or was taken for crashed.
create function api.end_job(execution uuid, status text, result jsonb, error text, next_run_at timestamptz) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  run record;
begin
  select j.id, e.due_at into run
  from core.job_executions e
  join core.scheduled_jobs j on j.id = e.job_id
  where e.id = execution and j.module = priv.module_at_work()
  for update of j;
  if not found or not priv.end_execution(execution, status, result, error) then
    return false;
  end if;
  update core.scheduled_jobs j
  set last_due_at = greatest(j.last_due_at, run.due_at), next_run_at = end_job.next_run_at
  where j.id = run.id;
  return true;
end
$$;
alter function api.end_job(uuid, text, jsonb, text, timestamptz) owner to cw_kernel;

-- What finds work in all organizations calls this first: only a job that speaks for none may. Such functions belong
-- to cw_relay, answer ids and organizations, and see columns that migration.swept names.
create function priv.only_for_sweeps() returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform priv.module_at_work();
  if priv.org() is not null then
    raise exception 'a sweep speaks for no organization' using errcode = 'CW403';
  end if;
end
$$;
grant execute on function priv.only_for_sweeps() to cw_relay;
alter function priv.only_for_sweeps() owner to cw_kernel;

-- Lets functions of cw_relay see some columns of every organization's rows.
create procedure migration.swept(qualified regclass, columns text[])
language plpgsql
set search_path = ''
as $$
begin
  execute format('create policy relay on %s for select to cw_relay using (true)', qualified);
  execute format(
    'grant select (%s) on %s to cw_relay', (select string_agg(quote_ident(c), ', ') from unnest(columns) as c), qualified);
end
$$;
grant execute on procedure migration.swept(regclass, text[]) to cw_migrator;

create or replace procedure migration.module(name text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('create schema if not exists %I', name);
  execute format('grant usage on schema %I to %I, cw_people, cw_search, cw_relay, cw_migrator', name, 'm_' || name);
end
$$;

set role cw_kernel;
grant execute on function
  api.emit_at(text, text, uuid, bigint, jsonb, timestamptz), api.withdraw(uuid),
  priv.accept(jsonb), priv.dealt_with(jsonb, jsonb),
  api.job_last_due(text), api.begin_job(text, timestamptz, int), api.end_job(uuid, text, jsonb, text, timestamptz)
  to cw_owner with grant option;
set role cw_owner;

create or replace procedure migration.calls(role text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('grant execute on function api.q(text, text, jsonb), api.page(text, text, text, jsonb), api.cmd(text, jsonb) to %I', role);
  execute format('grant execute on function api.emit(text, text, uuid, bigint, jsonb), api.emit_at(text, text, uuid, bigint, jsonb, timestamptz), api.withdraw(uuid) to %I', role);
  execute format('grant execute on function priv.enter(text, jsonb), priv.leave(), priv.recall(text, text), priv.keep(text, text, jsonb) to %I', role);
  execute format('grant execute on function priv.accept(jsonb), priv.dealt_with(jsonb, jsonb) to %I', role);
  execute format('grant execute on function api.job_last_due(text), api.begin_job(text, timestamptz, int), api.end_job(uuid, text, jsonb, text, timestamptz) to %I', role);
  execute format('grant execute on function api.may(text, uuid), api.holding(text, uuid[]), api.reach(text, int) to %I', role);
  execute format('grant execute on function api.relate(text, uuid, text, text, uuid, text), api.unrelate(text, uuid, text, text, uuid, text) to %I', role);
end
$$;

-- Modules that are there already get what is new.
do $$
declare
  module text;
begin
  for module in
    select n.nspname from pg_catalog.pg_namespace n
    join pg_catalog.pg_roles r on r.rolname = 'm_' || n.nspname
    where n.nspname <> 'relay'
  loop
    call migration.module(module);
    if has_function_privilege('m_' || module, 'api.cmd(text, jsonb)', 'execute') then
      call migration.calls('m_' || module);
    end if;
  end loop;
end
$$;
