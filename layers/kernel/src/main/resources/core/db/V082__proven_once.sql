-- Who asks is proven once for a statement, however many rows it writes.

-- In one function each, whose plan is kept: a function in SQL that calls another is planned anew at every call.

set role cw_kernel;
create or replace function priv.org() returns uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  context constant text := current_setting('cw.context', true);
begin
  return case when context <> '' then nullif((priv.verified(context))[4], '')::uuid end;
end
$$;

create or replace function priv.actor() returns uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  context constant text := current_setting('cw.context', true);
begin
  return case when context <> '' then nullif((priv.verified(context))[5], '')::uuid end;
end
$$;

create or replace function priv.session() returns uuid
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  context constant text := current_setting('cw.context', true);
begin
  return case when context <> '' then nullif((priv.verified(context))[7], '')::uuid end;
end
$$;
set role cw_owner;

-- For a table whose rows come by the thousand, after it was closed and granted. A column that is the organization's or the
-- actor's by default takes what the context claims, which proves nothing; policies prove it, once for a statement. The
-- organization's is the tenant's own. For an actor's there is one beside it, which binds the module's role; whoever else
-- writes there does so in a function of the core's or the module's, and the trail proves the context behind it.
create procedure migration.claimed_defaults(qualified regclass)
language plpgsql
set search_path = ''
as $$
declare
  claimed constant text := 'nullif(split_part(current_setting(''cw.context'', true), ''|'', %s), '''')::uuid';
  module constant text := (
    select 'm_' || n.nspname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where c.oid = qualified);
  given record;
begin
  for given in
    select a.attname as name, pg_catalog.pg_get_expr(d.adbin, d.adrelid) as expression
    from pg_catalog.pg_attribute a
    join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = qualified
  loop
    case given.expression
      when 'priv.org()' then
        execute format('alter table %s alter %I set default %s', qualified, given.name, format(claimed, 4));
      when 'priv.actor()' then
        execute format(
          'create policy %I on %s as restrictive for insert to %I with check (%I is not distinct from (select priv.actor()))',
          'actor_' || given.name, qualified, module, given.name);
        execute format('alter table %s alter %I set default %s', qualified, given.name, format(claimed, 5));
      else null;
    end case;
  end loop;
end
$$;
grant execute on procedure migration.claimed_defaults(regclass) to cw_migrator;
