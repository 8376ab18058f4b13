-- Every entity of every module, once: what links, search, tags and trash need to know of it.
--
-- A module's migration names its table, and what of a row is shown; triggers keep the rest.

create table core.entity_types (
  type       text primary key check (type ~ '^[a-z][a-z_]*$'),
  module     text not null,
  source     text not null unique,
  collection text not null unique check (collection ~ '^[a-z][a-z0-9-]{0,49}$')
);
comment on table core.entity_types is 'The types of entities, the table each is kept from, and what paths call them. Not a tenant''s data: written by migrations only.';
revoke all on core.entity_types from public;

create table core.entities (
  org_id     uuid not null,
  id         uuid not null,
  type       text not null,
  title      text not null,
  subtitle   text,
  status     text,
  avatar     text,
  url        text not null,
  tsv        tsvector not null generated always as (to_tsvector('simple', title || ' ' || coalesce(subtitle, ''))) stored,
  deleted_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, id),
  constraint entities_of_type unique (org_id, type, id)
);
comment on table core.entities is 'The twin of a row that a module owns. Written by the triggers of that row''s table, and by nobody else; in the trash when the row is, gone when the row is. Not on the trail: the row is.';
alter table core.entities enable row level security, force row level security;
create policy tenant on core.entities for select using (org_id = (select priv.org()));
create policy kernel on core.entities to cw_kernel using (true) with check (true);
create policy migrator on core.entities to cw_migrator using (true) with check (true);
revoke all on core.entities from public;
grant select, insert, update, delete on core.entities to cw_kernel;
grant insert on core.entities to cw_migrator;
create policy access on core.entities for select to cw_access using (true);
grant select on core.entities, core.entity_types to cw_access;
-- Not granted to any module: insert, update, delete.

-- Follows one statement on a table of entities. What is gone takes its tuples with it. Arguments: the type; what a row shows, as a select list of
-- title, subtitle, status, avatar, url, deleted_at, created_at, updated_at over the row's columns.
create function priv.index_entities() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    execute format(
      'insert into core.entities (org_id, id, type, title, subtitle, status, avatar, url, deleted_at, created_at, updated_at)
       select org_id, id, %L, %s from new_rows', tg_argv[0], tg_argv[1]);
  elsif tg_op = 'UPDATE' then
    execute format(
      'update core.entities e
       set title = r.title, subtitle = r.subtitle, status = r.status, avatar = r.avatar, url = r.url,
         deleted_at = r.deleted_at, created_at = r.created_at, updated_at = r.updated_at
       from (select org_id, id, %s from new_rows) r (org_id, id, title, subtitle, status, avatar, url, deleted_at, created_at, updated_at)
       where e.org_id = r.org_id and e.id = r.id and e.type = %L', tg_argv[1], tg_argv[0]);
    if exists (
      select from new_rows n where not exists (select from old_rows o where o.org_id = n.org_id and o.id = n.id)) then
      raise exception 'an entity keeps its id and its organization: %', tg_relid::regclass using errcode = 'CW500';
    end if;
  else
    delete from core.entities e
    using old_rows r
    where e.org_id = r.org_id and e.id = r.id and e.type = tg_argv[0];
    perform authz.forget(tg_argv[0], r.id) from old_rows r;
  end if;
  return null;
end
$$;
alter function priv.index_entities() owner to cw_kernel;
grant execute on function authz.forget(text, uuid) to cw_kernel;
set role cw_kernel;
grant execute on function priv.index_entities() to cw_owner;
set role cw_owner;

-- Makes a table's rows entities, those already there too. What is shown are expressions over a row's columns;
-- the address has the row's id for `{id}`, the collection is what paths call all of them.
create procedure migration.entity(
  qualified regclass,
  type text,
  title text,
  url text,
  subtitle text default 'null',
  status text default 'null',
  avatar text default 'null',
  collection text default null)
language plpgsql
set search_path = ''
as $$
declare
  module text := split_part(current_setting('cw.migration'), '/', 1);
  columns text[] := (
    select array_agg(a.attname::text) from pg_catalog.pg_attribute a
    where a.attrelid = qualified and a.attnum > 0 and not a.attisdropped);
  shown text := format(
    '%s, %s, %s, %s, replace(%L, ''{id}'', id::text), %s, created_at, %s',
    title, subtitle, status, avatar, url,
    case when 'deleted_at' = any (columns) then 'deleted_at' else 'null::timestamptz' end,
    case when 'updated_at' = any (columns) then 'updated_at' else 'created_at' end);
  rows bigint;
  made bigint;
begin
  if module not in ('core', (select n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = qualified)) then
    raise exception 'the module % makes no entities of %', module, qualified;
  end if;
  insert into core.entity_types (type, module, source, collection)
  values (type, module, qualified::text, coalesce(collection, type || 's'));

  execute format('create trigger entity_insert after insert on %s referencing new table as new_rows for each statement execute function priv.index_entities(%L, %L)', qualified, type, shown);
  execute format('create trigger entity_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function priv.index_entities(%L, %L)', qualified, type, shown);
  execute format('create trigger entity_delete after delete on %s referencing old table as old_rows for each statement execute function priv.index_entities(%L, %L)', qualified, type, shown);

  -- Under forced row-level security the owner sees no rows; the migrator does.
  perform set_config('role', 'cw_migrator', true);
  execute format('select count(*) from %s', qualified) into rows;
  execute format(
    'insert into core.entities (org_id, id, type, title, subtitle, status, avatar, url, deleted_at, created_at, updated_at)
     select org_id, id, %L, %s from %s', type, shown, qualified);
  get diagnostics made = row_count;
  perform set_config('role', 'cw_owner', true);
  call migration.changed('core.entities of ' || type, rows, made);
end
$$;
grant execute on procedure migration.entity(regclass, text, text, text, text, text, text, text) to cw_migrator;

call migration.entity('authz.roles', 'role', title => 'name', subtitle => 'description', url => '/roles/{id}');
