-- An organization's own roles: a name for permissions, which a role holds by tuples on the organization.

grant usage on schema authz to m_access;
grant select on authz.roles to m_access;
grant insert (id, name, description, permissions) on authz.roles to m_access;
grant update (name, description, permissions, deleted_at, updated_at, version) on authz.roles to m_access;
create policy access on authz.roles for select to cw_access using (true);
grant select on authz.roles to cw_access;
-- Not granted: delete. A role that is gone keeps its row, for the trail.

-- The relations of the organization that a role may hold.
create function access.role_relations(types jsonb) returns table (rel smallint, relation text)
language sql stable
set search_path = ''
as $$
  select (r.value ->> 'code')::smallint, r.key
  from jsonb_each(types #> '{organization,relations}') r
  where r.value -> 'restrictions' @> '[{"type": "role", "relation": "assignee"}]'
$$;
alter function access.role_relations(jsonb) owner to cw_access;

-- What the permissions of a role mean, each by its place: `task:edit` is one relation, `task:*` all of a type.
-- A permission that means nothing, or what no role may hold, has a row without relation that says so.
create function access.meant(types jsonb, permissions jsonb) returns table (place int, rel smallint, relation text, message text)
language sql stable
set search_path = ''
as $$
  with written as (
    select (p.ordinality - 1)::int as place, p.value #>> '{}' as permission
    from jsonb_array_elements(permissions) with ordinality p
  ), wanted as (
    select w.place, w.permission, w.permission ~ '[.:]\*$' as every,
      access.relation('organization', regexp_replace(w.permission, '[.:]\*$', '')) as relation
    from written w
  )
  select w.place, r.rel, r.relation,
    case when r.rel is null then case
      when types #> array['organization', 'relations', w.relation] is not null and not w.every then w.permission || ' can''t be part of a role'
      else w.permission || ' is not a permission of this cell'
    end end
  from wanted w
  left join access.role_relations(types) r
    on case when w.every then starts_with(r.relation, w.relation || '_') else r.relation = w.relation end
$$;
alter function access.meant(jsonb, jsonb) owner to cw_access;

-- Makes tuples say what a role's permissions say. Nobody puts into a role what they don't hold themselves; what it
-- had before may stay. Endings: invalid (with field and message), not_yours (with the permission).
create function access.put_permissions(role uuid) returns table (ending text, field text, message text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  assignee smallint := authz.subject_of('role', 'assignee');
  permissions jsonb := (select r.permissions from authz.roles r where r.org_id = priv.org() and r.id = put_permissions.role);
begin
  select 'invalid', 'permissions[' || m.place || ']', m.message into ending, field, message
  from access.meant(types, permissions) m where m.rel is null order by m.place limit 1;
  if not found then
    select 'not_yours', 'permissions[' || m.place || ']', access.permission(types, m.relation) into ending, field, message
    from access.meant(types, permissions) m
    where not access.holds(org, actor, m.rel, org)
      and not exists (
        select from authz.tuples t
        where t.org_id = org and t.rel = m.rel and t.obj = org and t.sref = assignee and t.subj = role)
    order by m.place limit 1;
  end if;
  if ending is null then
    perform access.follow(org, role, types, permissions, actor);
  end if;
  return next;
end
$$;
comment on function access.put_permissions(uuid) is 'Gives a role the permissions that its row names.';

-- Adds and takes away what tuples of a role lack and have too many.
create function access.follow(org uuid, role uuid, types jsonb, permissions jsonb, actor uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  delete from authz.tuples t
  using authz.relations r
  where t.org_id = org and t.obj = org and t.subj = role and t.sref = authz.subject_of('role', 'assignee')
    and r.code = t.rel and r.type = 'organization'
    and not exists (select from access.meant(types, permissions) m where m.rel = t.rel);
  perform authz.put(org, 'organization', org, m.relation, 'role', role, 'assignee', actor)
  from (select distinct m.relation from access.meant(types, permissions) m where m.rel is not null) m;
end
$$;
alter function access.follow(uuid, uuid, jsonb, jsonb, uuid) owner to cw_access;

grant execute on function access.put_permissions(uuid) to m_access;
alter function access.put_permissions(uuid) owner to cw_access;

-- Takes a role from everybody who has it, and everything from the role.
create function access.empty_role(role uuid) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if not api.may('role.delete') then
    raise exception 'only for who may delete roles' using errcode = 'CW500';
  end if;
  perform authz.forget('role', role);
end
$$;
grant execute on function access.empty_role(uuid) to m_access;
alter function access.empty_role(uuid) owner to cw_access;

-- `task:*` means what the model in force has: when another is installed, roles follow it. The trail
-- names a migration: no member asked for it.
create function access.follow_model() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  types jsonb := access.types();
begin
  if coalesce(current_setting('cw.migration', true), '') = '' then
    perform set_config('cw.migration', 'access/roles', true);
  end if;
  perform access.follow(r.org_id, r.id, types, r.permissions, null)
  from authz.roles r
  where r.deleted_at is null;
  return null;
end
$$;
create constraint trigger roles_follow after insert or update on authz.models
  deferrable initially deferred
  for each row when (new.current) execute function access.follow_model();
alter function access.follow_model() owner to cw_access;

-- The permissions of the organization, each with its module, what it is for, the least of the five tiers that
-- has it, and whether a role may hold it.
create function access.permissions()
returns table (permission text, module text, summary text, least_role text, assignable boolean)
language sql stable security definer
set search_path = ''
as $$
  with recursive model as materialized (
    select access.types() as types
  ), relations as materialized (
    select r.key as relation, r.value as defined, m.types
    from model m
    cross join lateral jsonb_each(m.types #> '{organization,relations}') r
  ), held (relation, holder) as (
    select r.relation, r.relation from relations r
    union
    select h.relation, c.value #>> '{}'
    from held h
    join relations r on r.relation = h.holder
    cross join lateral jsonb_path_query(jsonb_build_array(r.defined #> '{rewrite,computed}') || jsonb_path_query_array(r.defined, '$.rewrite.union[*].computed'), '$[*] ? (@ != null)') c (value)
  )
  select
    access.permission(r.types, r.relation), r.defined ->> 'module', r.defined ->> 'comment',
    (select tier.name
     from unnest(array['guest', 'member', 'manager', 'admin', 'owner']) with ordinality as tier (name, rank)
     join held h on h.relation = r.relation and h.holder = tier.name
     order by tier.rank limit 1),
    exists (select from access.role_relations(r.types) a where a.relation = r.relation)
  from relations r
  where coalesce(r.defined -> 'derived', 'null') = 'null'
  order by 1
$$;
comment on function access.permissions() is 'All permissions that name no single thing.';
grant execute on function access.permissions() to m_access;
alter function access.permissions() owner to cw_access;

-- Who has a role.
create function access.assignees(role uuid)
returns table (type text, id uuid, relation text, granted_by uuid, granted_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select s.type, t.subj, nullif(s.relation, ''), t.granted_by, t.created_at
  from authz.tuples t
  join authz.relations r on r.code = t.rel and r.type = 'role' and r.relation = 'assignee'
  join authz.subjects s on s.code = t.sref
  where t.org_id = (select priv.org()) and t.obj = assignees.role
    and api.may('role.view')
$$;
grant execute on function access.assignees(uuid) to m_access;
alter function access.assignees(uuid) owner to cw_access;

revoke create on schema access from cw_access;
