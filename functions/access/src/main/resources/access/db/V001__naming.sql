-- Questions about permissions, and granting them. The functions of this schema belong to cw_access, which
-- sees tuples; those that module access may call act for the context's actor in the context's
-- organization, and every rule on who may ask and grant is theirs. The others are their parts, called by
-- nobody else.

call migration.module('access');
call migration.calls('m_access');
grant usage, create on schema access to cw_access;

call migration.event('permission.granted', 'access');
call migration.event('permission.revoked', 'access');
call migration.event('role.created', 'access');
call migration.event('role.updated', 'access');
call migration.event('role.deleted', 'access');

-- The types of the model in force, by name.
create function access.types() returns jsonb
language sql stable
set search_path = ''
as $$
  select m.model -> 'types' from authz.models m where m.current
$$;
alter function access.types() owner to cw_access;

-- A relation as the model names it. Like the function that names what a question does, it sets nothing, so that
-- statements take it in. Permissions are relations: of a task, `task.edit` and `task:edit` are
-- `edit`; of the organization they are `task_edit`.
create function access.relation(namespace text, word text) returns text
language sql immutable
as $$
  select case
    when word !~ '[.:]' then word
    when split_part(replace(word, ':', '.'), '.', 1) = namespace then split_part(replace(word, ':', '.'), '.', 2)
    when namespace = 'organization' then replace(replace(word, ':', '.'), '.', '_')
    else word
  end
$$;
alter function access.relation(text, text) owner to cw_access;

-- A permission of the organization as people write it: `task_edit` is `task:edit`, and its own `edit` is
-- `organization:edit`. Which part is the type is told by the model, or else by the last underscore.
create function access.permission(types jsonb, relation text) returns text
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
      regexp_replace(relation, '_([^_]+)$', ':\1'))
  end
$$;
alter function access.permission(jsonb, text) owner to cw_access;

-- What of the model a question names, as codes; or which field names nothing, and why. A subject that no
-- tuple can have is none: `sref` is null, and the answer to the question no.
create function access.named(types jsonb, namespace text, word text, subject_type text, subject_relation text)
returns table (rel smallint, sref smallint, field text, message text)
language sql stable
as $$
  select n.rel, s.code, c.field, c.message
  from (select (types #>> array[named.namespace, 'relations', access.relation(named.namespace, named.word), 'code'])::smallint) as n (rel)
  cross join lateral (
    select
      case
        when not types ? named.namespace then 'namespace'
        when n.rel is null then 'relation'
        when not types ? named.subject_type then 'subject.type'
        when named.subject_relation is not null and types #> array[named.subject_type, 'relations', named.subject_relation] is null then 'subject.relation'
      end,
      case
        when not types ? named.namespace then 'is not a type of this cell'
        when n.rel is null then 'is not a relation of the type ' || named.namespace
        when not types ? named.subject_type then 'is not a type of this cell'
        else 'is not a relation of the type ' || named.subject_type
      end) as c (field, message)
  left join authz.subjects s on s.type = named.subject_type and s.relation = coalesce(named.subject_relation, '')
$$;
alter function access.named(jsonb, text, text, text, text) owner to cw_access;

-- Whether somebody holds a relation for certain. A question that can't be decided is answered no.
create function access.holds(org uuid, person uuid, rel smallint, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select coalesce(authz.check(org, rel, object, s.code, person, '{}') = 3, false)
  from authz.subjects s
  where s.type = 'user' and s.relation = ''
$$;
alter function access.holds(uuid, uuid, smallint, uuid) owner to cw_access;

-- The same by name; no where the model has no such relation.
create function access.holds(org uuid, person uuid, types jsonb, type text, relation text, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select coalesce(access.holds(org, person, (types #>> array[holds.type, 'relations', holds.relation, 'code'])::smallint, object), false)
$$;
alter function access.holds(uuid, uuid, jsonb, text, text, uuid) owner to cw_access;

-- Those of the things of a type that are there for somebody: they live in this organization, and the person may view
-- them. Of a type that has no `view`, the organization's `<type>_view` decides; where there is none either, being a
-- member does.
create function access.seen(org uuid, person uuid, types jsonb, type text, objects uuid[]) returns setof uuid
language plpgsql stable
set search_path = ''
as $$
declare
  viewing smallint := types #>> array[seen.type, 'relations', 'view', 'code'];
  live uuid[];
begin
  if seen.type = 'organization' then
    return query select org where org = any (objects);
    return;
  elsif seen.type = 'user' then
    return query
      select m.user_id from identity.org_members m
      where m.org_id = org and m.user_id = any (objects) and m.joined_at is not null;
    return;
  end if;
  live := array(
    select e.id from core.entities e
    where e.org_id = org and e.id = any (objects) and e.type = seen.type and e.deleted_at is null);
  if viewing is not null then
    live := authz.holding(org, viewing, live, authz.subject_of('user', ''), person, '{}');
  elsif types #> array['organization', 'relations', seen.type || '_view'] is not null
    and not access.holds(org, person, types, 'organization', seen.type || '_view', org) then
    return;
  end if;
  return query select l.id from unnest(live) l (id);
end
$$;
alter function access.seen(uuid, uuid, jsonb, text, uuid[]) owner to cw_access;

create function access.sees(org uuid, person uuid, types jsonb, type text, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (select from access.seen(org, person, types, type, array[object]))
$$;
alter function access.sees(uuid, uuid, jsonb, text, uuid) owner to cw_access;

-- Whether somebody may be told who else has access to a thing: who shares it, and who may see everybody's access.
create function access.sees_access(org uuid, person uuid, types jsonb, type text, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select access.holds(org, person, types, sees_access.type, 'share', object)
    or access.holds(org, person, types, 'organization', 'permission_view', org)
$$;
alter function access.sees_access(uuid, uuid, jsonb, text, uuid) owner to cw_access;
