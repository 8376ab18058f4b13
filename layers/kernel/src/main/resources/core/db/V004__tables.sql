-- What every table of a module gets, said once.

create schema migration;
comment on schema migration is 'Procedures that migrations call. Nothing at run time reaches it.';
revoke all on schema migration from public;
grant usage on schema migration to cw_owner, cw_migrator;

-- Puts the trail on a table: one statement-level trigger for each kind of change. `told` names a function that
-- says a row in the words of the trail, where its columns don't.
create procedure migration.trail(
  qualified regclass,
  entity text,
  entity_id text default 'id',
  person text default '',
  personal text[] default '{}',
  hidden text[] default '{}',
  told text default '')
language plpgsql
set search_path = ''
as $$
declare
  key_columns text[];
  arguments text;
begin
  select array_agg(a.attname::text order by k.ordinal)
  into key_columns
  from pg_catalog.pg_index i
  cross join lateral unnest(i.indkey) with ordinality as k (attnum, ordinal)
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
  where i.indrelid = qualified and i.indisprimary;
  if key_columns is null then
    raise exception 'a table on the trail needs a primary key: %', qualified;
  end if;
  arguments := format('%L, %L, %L, %L, %L, %L, %L', entity, entity_id, key_columns, person, personal, hidden, told);
  execute format('create trigger trail_insert after insert on %s referencing new table as new_rows for each statement execute function priv.audit(%s)', qualified, arguments);
  execute format('create trigger trail_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function priv.audit(%s)', qualified, arguments);
  execute format('create trigger trail_delete after delete on %s referencing old table as old_rows for each statement execute function priv.audit(%s)', qualified, arguments);
end
$$;

-- Closes a table to everybody but its own organization: row-level security enabled and forced, the
-- tenant's policy, the migrator's, and the trail.
create procedure migration.tenant_table(
  qualified regclass,
  entity text,
  entity_id text default 'id',
  person text default '',
  personal text[] default '{}',
  hidden text[] default '{}',
  told text default '')
language plpgsql
set search_path = ''
as $$
begin
  execute format('alter table %s enable row level security, force row level security', qualified);
  execute format('create policy tenant on %s using (org_id = (select priv.org())) with check (org_id = (select priv.org()))', qualified);
  execute format('create policy migrator on %s to cw_migrator using (true) with check (true)', qualified);
  execute format('grant select, insert, update, delete on %s to cw_migrator', qualified);
  call migration.trail(qualified, entity, entity_id, person, personal, hidden, told);
end
$$;

-- Closes a table about people, who belong to no organization: only functions of cw_people reach it.
create procedure migration.people_table(
  qualified regclass,
  entity text,
  entity_id text default 'id',
  person text default 'id',
  personal text[] default '{}',
  hidden text[] default '{}')
language plpgsql
set search_path = ''
as $$
begin
  execute format('alter table %s enable row level security, force row level security', qualified);
  execute format('create policy people on %s to cw_people using (true) with check (true)', qualified);
  execute format('create policy migrator on %s to cw_migrator using (true) with check (true)', qualified);
  execute format('grant select, insert, update, delete on %s to cw_migrator', qualified);
  call migration.trail(qualified, entity, entity_id, person, personal, hidden);
end
$$;

-- A module's schema, and its login role's way in.
create procedure migration.module(name text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('create schema if not exists %I', name);
  execute format('grant usage on schema %I to %I, cw_people, cw_search, cw_migrator', name, 'm_' || name);
end
$$;

-- Asserts what a backfill changed: under forced row-level security a wrong role changes nothing, silently.
create procedure migration.changed(what text, expected bigint, got bigint)
language plpgsql
set search_path = ''
as $$
begin
  if expected is distinct from got then
    raise exception '%: % rows were to change, % did', what, expected, got;
  end if;
end
$$;
grant execute on all procedures in schema migration to cw_migrator;

create table core.event_types (
  type   text primary key check (type ~ '^[a-z][a-z_]*\.[a-z_]+$'),
  module text not null
);
comment on table core.event_types is 'Which module may publish which event. Not a tenant''s data: written by migrations only.';
revoke all on core.event_types from public;
grant select on core.event_types to cw_kernel;

create procedure migration.event(type text, module text)
language sql
set search_path = ''
as 'insert into core.event_types (type, module) values (type, module) on conflict do nothing';
