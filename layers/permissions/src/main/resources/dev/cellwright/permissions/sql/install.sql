-- Installs a permission model, where it isn't the current one: names get codes, functions their schema;
-- replacing the functions in the schema authz switches to it. The model before stays until the next one
-- comes: calls that have begun may still use it.
do $install$
declare
  model_hash constant text := '{hash}';
  model_schema constant text := '{schema}';
  written constant text := $text${model}$text$;
  conditions constant text[] := {conditions};
  functions constant text[] := {functions};
  names jsonb;
  codes jsonb;
  before text := (select 'authz_' || left(m.hash, 12) from authz.models m where m.current);
  read regclass[];
  statement text;
  found record;
begin
  if exists (select from authz.models m where m.hash = model_hash and m.current) then
    return;
  end if;
  lock table authz.models in exclusive mode;

  -- What is named: marks are no JSON, and no code is needed to read names.
  names := regexp_replace(written, '§[^§]*§', '0', 'g');
  insert into authz.relations (code, type, relation)
  select coalesce((select max(r.code) from authz.relations r), 0) + row_number() over (order by t.key, n.key), t.key, n.key
  from jsonb_each(names -> 'types') t cross join jsonb_object_keys(t.value -> 'relations') n (key)
  where not exists (select from authz.relations r where r.type = t.key and r.relation = n.key);
  insert into authz.subjects (code, type, relation)
  select coalesce((select max(s.code) from authz.subjects s), 0) + row_number() over (order by k.type, k.relation), k.type, k.relation
  from (
    select t.key as type, '' as relation from jsonb_each(names -> 'types') t
    union all
    select t.key, n.key from jsonb_each(names -> 'types') t cross join jsonb_object_keys(t.value -> 'relations') n (key)) k
  where not exists (select from authz.subjects s where s.type = k.type and s.relation = k.relation);
  insert into authz.subjects (code, type, relation)
  select -s.code, s.type, '*' from authz.subjects s where s.relation = ''
  on conflict do nothing;
  insert into authz.conditions (code, name)
  select coalesce((select max(c.code) from authz.conditions c), 0) + row_number() over (order by n.key), n.key
  from jsonb_object_keys(names -> 'conditions') n (key)
  where not exists (select from authz.conditions c where c.name = n.key);
  codes := (
    select jsonb_object_agg(k.mark, k.code)
    from (
      select 'r:' || r.type || '#' || r.relation as mark, r.code::text from authz.relations r
      union all select 's:' || s.type || '#' || s.relation, s.code::text from authz.subjects s
      union all select 'c:' || c.name, c.code::text from authz.conditions c
      union all select 'm', model_schema) k);

  -- What is allowed.
  delete from authz.types;
  insert into authz.types (type, module) select t.key, t.value ->> 'module' from jsonb_each(names -> 'types') t;
  delete from authz.restrictions;
  insert into authz.restrictions (rel, sref, cond)
  select distinct r.code, s.code, coalesce(c.code, 0)
  from jsonb_each(names -> 'types') t
  cross join jsonb_each(t.value -> 'relations') n
  cross join jsonb_to_recordset(n.value -> 'restrictions') as x (type text, relation text, wildcard boolean, condition text)
  join authz.relations r on r.type = t.key and r.relation = n.key
  join authz.subjects s on s.type = x.type and s.relation = case when x.wildcard then '*' else coalesce(x.relation, '') end
  left join authz.conditions c on c.name = x.condition
  where n.value -> 'derived' = 'null';

  -- What is read besides tuples. A table that was read before and still is stays as it is: nobody waits.
  read := array(
    select distinct (n.value -> 'derived' ->> 'table')::regclass
    from jsonb_each(names -> 'types') t
    cross join jsonb_each(t.value -> 'relations') n
    where n.value -> 'derived' <> 'null');
  for found in
    select p.polrelid::regclass as qualified from pg_policy p
    where p.polname = 'derivation' and p.polrelid <> all (read)
  loop
    execute format('drop policy derivation on %s', found.qualified);
    execute format('revoke select on %s from cw_access', found.qualified);
  end loop;
  for found in
    select c.oid::regclass as qualified, c.relnamespace::regnamespace as schema, c.relkind = 'v' as view from pg_class c
    where c.oid = any (read)
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'derivation')
  loop
    execute format('grant usage on schema %s to cw_access', found.schema);
    execute format('grant select on %s to cw_access', found.qualified);
    -- A view shows what its tables' policies let through.
    if not found.view then
      execute format('create policy derivation on %s for select to cw_access using (true)', found.qualified);
    end if;
  end loop;

  -- What decides.
  set local role cw_access;
  execute format('drop schema if exists %I cascade', model_schema);
  set local role cw_owner;
  execute format('create schema %I authorization cw_access', model_schema);
  set local role cw_access;
  foreach statement in array conditions loop
    execute statement;
  end loop;
  foreach statement in array functions loop
    execute (
      select string_agg(case when p.place % 2 = 1 then p.part else coalesce(codes ->> p.part, '§' || p.part || '§') end, '' order by p.place)
      from string_to_table(statement, '§') with ordinality p (part, place));
  end loop;
  set local role cw_owner;

  update authz.models m set current = false where m.current;
  insert into authz.models (hash, model, current)
  values (
    model_hash,
    (select string_agg(case when p.place % 2 = 1 then p.part else codes ->> p.part end, '' order by p.place)
      from string_to_table(written, '§') with ordinality p (part, place))::jsonb,
    true)
  on conflict (hash) do update set installed_at = excluded.installed_at, model = excluded.model, current = true;

  -- The model before last has no callers left.
  set local role cw_access;
  for found in
    select n.nspname as name from pg_namespace n
    where n.nspname ~ '^authz_[0-9a-f]{12}$' and n.nspname <> model_schema and n.nspname is distinct from before
  loop
    execute format('drop schema %I cascade', found.name);
  end loop;
  set local role cw_owner;
end
$install$
