-- Who may take back what anybody was granted takes nothing back, and is told nothing, of what they can't see.

grant create on schema access to cw_access;
set role cw_access;

-- Whether somebody sees a thing, or would if it weren't in the trash.
create function access.would_see(org uuid, person uuid, types jsonb, type text, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select case
    when types #> array[would_see.type, 'relations', 'view'] is not null
      then access.holds(org, person, types, would_see.type, 'view', object)
    when types #> array['organization', 'relations', would_see.type || '_view'] is not null
      then access.holds(org, person, types, 'organization', would_see.type || '_view', org)
    else true
  end
$$;

-- Revokes. One may take back what one granted and give up what one was granted; besides, who shares the thing may
-- revoke, who assigns roles may take them back, and who may revoke anybody's grant what they see. Endings: invalid,
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
      when there and access.holds(org, actor, types, 'organization', 'permission_revoke', org)
        and access.would_see(org, actor, types, namespace, object) then null
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

set role cw_owner;
revoke create on schema access from cw_access;
