-- Every permission of the cell is listed, those too that are asked of one thing alone, and each has one name.

grant create on schema access to cw_access;
set role cw_access;

-- A permission of the organization as people write it: `task_edit` is `task:edit`, and its own `edit` is
-- `organization:edit`. Which part is the type is told by the model, or else by the first underscore.
create or replace function access.permission(types jsonb, relation text) returns text
language sql stable
set search_path = ''
as $$
  select case
    when strpos(relation, '_') = 0 then 'organization:' || relation
    else coalesce(
      (select t.type || ':' || substr(relation, length(t.type) + 2)
       from jsonb_object_keys(types) as t (type)
       where starts_with(relation, t.type || '_')
       order by length(t.type) desc limit 1),
      regexp_replace(relation, '_', ':'))
  end
$$;

-- What the permissions of a role mean, each by its place: `task:edit` is one relation, `task:*` all of a type.
-- A permission that means nothing, or what no role may hold, has a row without relation that says so.
create or replace function access.meant(types jsonb, permissions jsonb) returns table (place int, rel smallint, relation text, message text)
language sql stable
set search_path = ''
as $$
  with written as (
    select (p.ordinality - 1)::int as place, p.value #>> '{}' as permission
    from jsonb_array_elements(permissions) with ordinality p
  ), wanted as (
    select w.place, w.permission, w.permission ~ '[.:]\*$' as every,
      access.relation('organization', regexp_replace(w.permission, '[.:]\*$', '')) as relation,
      regexp_split_to_array(w.permission, '[.:]') as words
    from written w
  )
  select w.place, r.rel, r.relation,
    case when r.rel is null then case
      when types #> array['organization', 'relations', w.relation] is not null and not w.every then w.permission || ' can''t be part of a role'
      when types #> array[w.words[1], 'relations', w.words[2], 'restrictions'] = '[]' and cardinality(w.words) = 2
        then w.permission || ' can''t be part of a role: it follows from what one may do with the thing'
      else w.permission || ' is not a permission of this cell'
    end end
  from wanted w
  left join access.role_relations(types) r
    on case when w.every then starts_with(r.relation, w.relation || '_') else r.relation = w.relation end
$$;

-- All permissions, each with its module, what it is for, the least of the five tiers that has it everywhere, and
-- whether a role may hold it. What can be asked of one thing and of the organization is told as the latter.
create or replace function access.permissions()
returns table (permission text, module text, summary text, least_role text, assignable boolean)
language sql stable security definer
set search_path = ''
as $$
  with recursive model as materialized (
    select access.types() as types
  ), relations as materialized (
    select t.key as type, r.key as relation, r.value as defined, m.types
    from model m
    cross join lateral jsonb_each(m.types) t
    cross join lateral jsonb_each(t.value -> 'relations') r
  ), parts as materialized (
    -- One holds a relation by another of the same thing, or by one of the organization that the thing belongs to.
    select
      r.type, r.relation,
      case when p.value ? 'from' then 'organization' else r.type end as of_type,
      coalesce(p.value ->> 'computed', p.value #>> '{from,1}') as of_relation
    from relations r
    cross join lateral jsonb_path_query(jsonb_build_array(r.defined -> 'rewrite') || coalesce(r.defined #> '{rewrite,union}', '[]'), '$[*]') p (value)
    where p.value ? 'computed'
      or p.value ? 'from' and (
        select s.defined ->> 'derived' is not null
          and not jsonb_path_exists(s.defined, '$.restrictions[*] ? (@.type != "organization")')
        from relations s where s.type = r.type and s.relation = p.value #>> '{from,0}')
  ), held (type, relation, of_type, of_relation) as (
    select r.type, r.relation, r.type, r.relation from relations r
    union
    select h.type, h.relation, p.of_type, p.of_relation
    from held h
    join parts p on p.type = h.of_type and p.relation = h.of_relation
  ), named as (
    select r.*, case when r.type = 'organization' then access.permission(r.types, r.relation) else r.type || ':' || r.relation end as permission
    from relations r
    where case when r.type = 'organization' then r.defined ->> 'derived' is null else r.defined -> 'restrictions' = '[]' end
  )
  select distinct on (n.permission)
    n.permission, n.defined ->> 'module', n.defined ->> 'comment',
    (select tier.name
     from unnest(array['guest', 'member', 'manager', 'admin', 'owner']) with ordinality as tier (name, rank)
     join held h on h.type = n.type and h.relation = n.relation and h.of_type = 'organization' and h.of_relation = tier.name
     order by tier.rank limit 1),
    n.type = 'organization' and exists (select from access.role_relations(n.types) a where a.relation = n.relation)
  from named n
  order by n.permission, n.type <> 'organization'
$$;
comment on function access.permissions() is 'All permissions of the cell.';

set role cw_owner;
revoke create on schema access from cw_access;

-- Roles that were written while some permissions were named otherwise: the trigger on them writes each as it is named now.
do $backfill$
declare
  due bigint;
  done bigint;
begin
  set local role cw_migrator;
  with named as (
    select r.org_id, r.id from authz.roles r where r.permissions::text ~ '"[a-z]+_[a-z_]+[.:][a-z]'
  ), renamed as (
    update authz.roles r set permissions = r.permissions
    from named n
    where r.org_id = n.org_id and r.id = n.id
    returning r.id
  )
  select (select count(*) from named), (select count(*) from renamed) into due, done;
  set local role cw_owner;
  call migration.changed('authz.roles.permissions', due, done);
end
$backfill$;
