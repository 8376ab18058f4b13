-- Nobody widens their own reach through a custom role.

grant create on schema access to cw_access;

-- What of a grant would reach the one who grants, and outlast what they may grant by: a role given to a team that
-- they are in, a team of theirs nested in one that has a role, a thing granted to themselves, or by nothing but a custom
-- role to a team of theirs. Null where it doesn't. Until the transaction ends, the actor changes nothing that
-- could make it so elsewhere.
--
-- Endings: to_oneself, to_own_team, into_role, to_own_team_by_role.
create function access.widens(org uuid, actor uuid, types jsonb, tuple jsonb, nests boolean) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject_type text := tuple #>> '{subject,type}';
  subject uuid := (tuple #>> '{subject,id}')::uuid;
begin
  if subject_type = 'user' then
    return case when subject = actor then 'to_oneself' end;
  elsif subject_type <> 'team' then
    return null;
  end if;
  perform authz.settle_reach(org, actor);
  if not access.holds(org, actor, types, 'team', 'member', subject) then
    return null;
  end if;
  return case
    when namespace = 'role' then 'to_own_team'
    when nests then case when authz.gives_role(org, object) then 'into_role' end
    when not authz.holds_without_roles(org, actor, namespace, 'share', object) then 'to_own_team_by_role'
  end;
end
$$;
alter function access.widens(uuid, uuid, jsonb, jsonb, boolean) owner to cw_access;

set role cw_access;

-- Grants, if the actor holds what is granted and may pass it on. A grant that is there already is left as it
-- is. Endings: invalid (with field and message), no_object, no_subject, not_yours, those of access.widens, cycle.
create or replace function access.grant(tuple jsonb) returns table (ending text, field text, message text, changed boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject_type text := tuple #>> '{subject,type}';
  subject uuid := (tuple #>> '{subject,id}')::uuid;
  named record;
begin
  select g.* into named from access.grantable(types, tuple) g;
  changed := false;
  if named.field is not null then
    ending := 'invalid';
    field := named.field;
    message := named.message;
  elsif access.sees(org, actor, types, namespace, object) is not true then
    ending := 'no_object';
  elsif access.sees(org, actor, types, subject_type, subject) is not true then
    ending := 'no_subject';
  elsif namespace = 'role' then
    if not access.holds(org, actor, types, 'organization', 'role_assign', org) then
      ending := 'not_yours';
    else
      ending := access.widens(org, actor, types, tuple, named.nests);
    end if;
    if ending is null and not access.holds_all_of(org, actor, object) then
      ending := 'not_yours';
    end if;
  elsif not access.holds(org, actor, types, namespace, 'share', object)
    or not (named.nests or access.holds(org, actor, named.rel, object)) then
    ending := 'not_yours';
  else
    ending := access.widens(org, actor, types, tuple, named.nests);
  end if;

  if ending is null and named.nests then
    -- Two grants may make a cycle together: one waits for the other, then sees it.
    perform pg_advisory_xact_lock(hashtextextended(org::text || named.rel::text, 0));
    if authz.check(org, named.rel, subject, named.sref, object, '{}') = 3 then
      ending := 'cycle';
    end if;
  end if;

  if ending is null then
    -- One that is there under another condition is replaced.
    delete from authz.tuples t
    where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject
      and (t.cctx is distinct from tuple #> '{condition,context}'
        or t.cond <> coalesce((select c.code from authz.conditions c where c.name = tuple #>> '{condition,name}'), 0));
    changed := authz.put(
      org, namespace, object, access.relation(namespace, tuple ->> 'relation'),
      subject_type, subject, tuple #>> '{subject,relation}',
      actor, tuple #>> '{condition,name}', tuple #> '{condition,context}');
    perform access.disown(org, tuple);
    if changed then
      perform access.tell('permission.granted', tuple);
    end if;
  end if;
  return next;
end
$$;

-- Makes tuples say what a role's permissions say. Nobody puts into a role what they don't hold themselves, nor anything
-- into one that they have; what it had before may stay. Endings: invalid (with field and message), not_yours and own_role (with
-- the permission).
create or replace function access.put_permissions(role uuid) returns table (ending text, field text, message text)
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
  if ending is null and access.holds(org, actor, types, 'role', 'assignee', role) then
    select 'own_role', 'permissions[' || m.place || ']', access.permission(types, m.relation) into ending, field, message
    from access.meant(types, permissions) m
    where not exists (
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

-- Lets an assigned team see. Answers what stands in the way: the type admits no team, the actor may not
-- share the thing, or would by nothing but a custom role share it with a team of their own.
create or replace function access.assign(link access.entity_links) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  types jsonb := access.types();
  tuple jsonb := access.assignment(link);
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  team uuid := (tuple #>> '{subject,id}')::uuid;
begin
  if not authz.knows(namespace, 'viewer', 'team', 'member', null) then
    return 'unassignable';
  elsif not (access.holds(link.org_id, priv.actor(), types, namespace, 'share', object)
    and access.holds(link.org_id, priv.actor(), types, namespace, 'viewer', object)) then
    return 'not_shared';
  elsif access.widens(link.org_id, priv.actor(), types, tuple, false) is not null then
    return 'own_team';
  end if;
  if authz.put(link.org_id, namespace, object, 'viewer', 'team', team, 'member', priv.actor()) then
    update access.entity_links l set grants = true where l.org_id = link.org_id and l.id = link.id;
    perform access.tell('permission.granted', tuple);
  end if;
  return null;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
