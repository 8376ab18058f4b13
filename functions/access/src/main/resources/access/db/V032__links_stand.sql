-- An assigned team sees the thing while its link stands: what the link needs is taken back with the link.

grant create on schema access to cw_access;
set role cw_access;

-- One after the other, whatever assigns a team to a thing or takes back what that needs.
create function access.settle_assignment(org uuid, object uuid, team uuid) returns void
language sql volatile
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('assigned' || org::text || object::text || team::text, 0))
$$;

-- The link that needs a tuple: it assigns the team to the thing. Null where there is none.
create function access.needed_by(org uuid, tuple jsonb) returns uuid
language sql stable
set search_path = ''
as $$
  select l.id
  from access.entity_links l
  where l.org_id = org and l.relationship = 'assigned'
    and tuple ->> 'relation' = 'viewer' and tuple #>> '{subject,type}' = 'team' and tuple #>> '{subject,relation}' = 'member'
    and (l.source_type, l.source_id, l.target_type, l.target_id) in (
      (tuple ->> 'namespace', (tuple ->> 'object_id')::uuid, 'team', (tuple #>> '{subject,id}')::uuid),
      ('team', (tuple #>> '{subject,id}')::uuid, tuple ->> 'namespace', (tuple ->> 'object_id')::uuid))
  order by l.id
  limit 1
$$;

-- Revokes. One may take back what one granted and give up what one was granted; besides, who shares the thing may
-- revoke, who assigns roles may take them back, and who may revoke anybody's grant. Endings: invalid,
-- no_object, not_yours, needed (with the link as message).
create or replace function access.revoke(tuple jsonb) returns table (ending text, field text, message text, changed boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject uuid := (tuple #>> '{subject,id}')::uuid;
  named record;
  granted_by uuid;
  there boolean;
  link uuid;
begin
  select g.* into named from access.grantable(types, tuple) g;
  changed := false;
  if named.field is not null and named.field <> 'condition' then
    ending := 'invalid';
    field := named.field;
    message := named.message;
    return next;
    return;
  end if;

  select t.granted_by into granted_by
  from authz.tuples t
  where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject;
  there := found;
  if not (there and coalesce(granted_by = actor or (tuple #>> '{subject,type}' = 'user' and subject = actor), false)) then
    ending := case
      when access.holds(org, actor, types, 'organization', 'permission_revoke', org) and there then null
      when access.sees(org, actor, types, namespace, object) is not true then 'no_object'
      when not access.holds(org, actor, types, 'organization', 'permission_revoke', org)
        and not case namespace
          when 'role' then access.holds(org, actor, types, 'organization', 'role_assign', org)
          else access.holds(org, actor, types, namespace, 'share', object)
        end then 'not_yours'
    end;
  end if;

  if ending is null then
    perform access.settle_assignment(org, object, subject);
    link := access.needed_by(org, tuple || jsonb_build_object('relation', access.relation(namespace, tuple ->> 'relation')));
    if there and link is not null then
      ending := 'needed';
      message := link;
    end if;
  end if;
  if ending is null then
    delete from authz.tuples t
    where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject;
    changed := found;
    if changed then
      perform access.tell('permission.revoked', tuple);
    end if;
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
  perform access.settle_assignment(link.org_id, object, team);
  if authz.put(link.org_id, namespace, object, 'viewer', 'team', team, 'member', priv.actor()) then
    update access.entity_links l set grants = true where l.org_id = link.org_id and l.id = link.id;
    perform access.tell('permission.granted', tuple);
  end if;
  return null;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
