-- An organization that is handed over has another owner when all is done: two or none in between is no fault.

grant create on schema access to cw_access;
set role cw_access;

-- What a change can't be made for, or null. What is read from a table can change: a task's assignee, a tier, who was
-- added to a team, what a role holds. Else it is refused as a grant is, and what a link needs as a revocation. Endings:
-- invalid (with field and message), missing (with the type as field and the id as message), needed (with the link as
-- message), cycle, depth.
create or replace function access.unthinkable(org uuid, person uuid, types jsonb, before jsonb, change jsonb)
returns table (ending text, field text, message text)
language plpgsql stable
set search_path = ''
as $$
declare
  namespace text := change ->> 'namespace';
  relation text := change ->> 'relation';
  subject jsonb := change -> 'subject';
  whose uuid := (subject ->> 'id')::uuid;
  relations jsonb := types #> array[namespace, 'relations'];
  given text := authz.given_by(relations, relation, subject);
  adds boolean := change ->> 'change' = 'add';
begin
  if given is null or relations #> array[relation, 'restrictions'] = '[]' then
    select 'invalid', coalesce(g.field, 'relation'), coalesce(g.message, 'can''t be changed like this') into ending, field, message
    from access.grantable(types, change) g;
  elsif access.sees(org, person, types, namespace, (change ->> 'object_id')::uuid) is not true then
    ending := 'missing';
    field := namespace;
    message := change ->> 'object_id';
  elsif adds and access.sees(org, person, types, subject ->> 'type', whose) is not true then
    ending := 'missing';
    field := subject ->> 'type';
    message := whose;
  elsif not adds and access.needed_by(org, change) is not null then
    ending := 'needed';
    message := access.needed_by(org, change);
  elsif adds and subject ->> 'type' = namespace and subject ->> 'relation' = given then
    ending := authz.nesting(
      org, (relations #>> array[given, 'code'])::smallint, authz.subject_of(namespace, given), (change ->> 'object_id')::uuid,
      whose, authz.meant_changes(types, before));
  end if;
  return next;
end
$$;

-- What people would gain and lose by changes, one after the other, none of which is made. For who may see everybody's
-- access. Endings as of access.unthinkable, with the place of the change; the organization has one owner at the end.
create or replace function access.what_if(changes jsonb, permissions text[]) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  thought jsonb := '[]';
  asked text[];
  gone uuid[];
  change record;
  entailed jsonb;
  unowned int;
begin
  if not api.may('permission.view') then
    raise exception 'only for who may see everybody''s access' using errcode = 'CW403';
  end if;
  select 'invalid', 'permissions[' || p.ordinality - 1 || ']', 'is not a permission of this cell, such as task:view' into ending, field, message
  from unnest(permissions) with ordinality p (name, ordinality)
  where access.asked(types, p.name) is null
  limit 1;
  if found then
    return next;
    return;
  end if;
  for change in
    select
      c.ordinality - 1 as place,
      c.value || jsonb_build_object('relation', access.relation(c.value ->> 'namespace', c.value ->> 'relation')) as value
    from jsonb_array_elements(changes) with ordinality c
    order by c.ordinality
  loop
    select u.ending, u.field, u.message into ending, field, message
    from access.unthinkable(org, actor, types, thought, change.value) u;
    if ending is not null then
      field := case ending when 'invalid' then 'changes[' || change.place || '].' else '' end || field;
      return next;
      return;
    end if;
    entailed := access.entailed(org, types, thought, change.value);
    thought := thought || entailed;
    if entailed @> '[{"namespace": "organization", "relation": "owner"}]' then
      unowned := case
        when (
          select count(distinct n.subj) <> 1
          from authz.named_on(org, types, 'organization', 'owner', org, null, null, authz.meant_changes(types, thought)) n)
          then coalesce(unowned, change.place)
      end;
    end if;
  end loop;
  if unowned is not null then
    ending := 'invalid';
    field := 'changes[' || unowned || '].relation';
    message := 'leaves the organization with two owners or with none: there is one owner, who hands it over';
    return next;
    return;
  end if;
  asked := (select array_agg(distinct access.asked(types, p)) from unnest(permissions) p);
  told := authz.compare(org, thought, asked);
  gone := array(
    select distinct p.id
    from jsonb_array_elements(thought) c
    cross join lateral (select (c #>> '{subject,id}')::uuid) p (id)
    where c ->> 'namespace' = 'organization' and c #>> '{subject,type}' = 'user'
      and exists (select from access.tiers(org, types, p.id, '[]'))
      and not exists (select from access.tiers(org, types, p.id, thought)));
  if gone <> '{}' then
    told := access.told_with_gone(org, types, told, gone, asked);
  end if;
  return next;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
