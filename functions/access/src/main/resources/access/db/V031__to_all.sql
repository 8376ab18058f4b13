-- What is given to many is given to whoever gives it, where they are among them.

grant create on schema access to cw_access;
set role cw_access;

-- What of a grant would reach the one who grants, and outlast what they may grant by: a role given to a team that
-- they are in, a team of theirs nested in one that has a role, a thing granted to themselves, or by nothing but a custom
-- role to a team of theirs or to others of whom they are one. Null where it doesn't. Until the transaction ends, the actor
-- changes nothing that could make it so elsewhere.
--
-- Endings: to_oneself, to_own_team, into_role, to_own_team_by_role, to_all_by_role.
create or replace function access.widens(org uuid, actor uuid, types jsonb, tuple jsonb, nests boolean) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject_type text := tuple #>> '{subject,type}';
  subject_relation text := tuple #>> '{subject,relation}';
  subject uuid := (tuple #>> '{subject,id}')::uuid;
begin
  if subject_type = 'user' then
    return case when subject = actor then 'to_oneself' end;
  elsif subject_relation is null then
    return null;
  end if;
  perform authz.settle_reach(org, actor);
  if not access.holds(org, actor, types, subject_type, subject_relation, subject) then
    return null;
  end if;
  return case
    when namespace = 'role' then 'to_own_team'
    when nests then case when authz.gives_role(org, object) then 'into_role' end
    when authz.holds_without_roles(org, actor, namespace, 'share', object) then null
    when subject_type = 'team' then 'to_own_team_by_role'
    else 'to_all_by_role'
  end;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
