-- What can't become so isn't thought through either.

grant create on schema access to cw_access;
set role cw_access;

-- A permission as an explanation names it, `task#view`: of a type's things where it has that relation, else of the
-- organization. Null where the model has neither.
create function access.asked(types jsonb, word text) returns text
language sql immutable
set search_path = ''
as $$
  select case
    when types #> array[w.type, 'relations', w.verb] is not null then w.type || '#' || w.verb
    when strpos(word, '#') = 0 and types #> array['organization', 'relations', w.type || '_' || w.verb] is not null
      then 'organization#' || w.type || '_' || w.verb
  end
  from (values (substring(word from '^([^#.:]+)[#.:]'), substring(word from '^[^#.:]+[#.:](.+)$'))) w (type, verb)
$$;

-- What a change can't be made for, or null. What is read from a table can change: a task's assignee, a tier, who was
-- added to a team, what a role holds. Else it is refused as a grant is. Endings: invalid (with field and message),
-- missing (with the type as field and the id as message), cycle, depth.
create function access.unthinkable(org uuid, person uuid, types jsonb, before jsonb, change jsonb)
returns table (ending text, field text, message text)
language plpgsql stable
set search_path = ''
as $$
declare
  namespace text := change ->> 'namespace';
  relation text := change ->> 'relation';
  subject jsonb := change -> 'subject';
  relations jsonb := types #> array[namespace, 'relations'];
  given text := authz.given_by(relations, relation, subject);
begin
  if given is null or relations #> array[relation, 'restrictions'] = '[]' then
    select 'invalid', coalesce(g.field, 'relation'), coalesce(g.message, 'can''t be changed like this') into ending, field, message
    from access.grantable(types, change) g;
  elsif access.sees(org, person, types, namespace, (change ->> 'object_id')::uuid) is not true then
    ending := 'missing';
    field := namespace;
    message := change ->> 'object_id';
  elsif change ->> 'change' = 'add' then
    if access.sees(org, person, types, subject ->> 'type', (subject ->> 'id')::uuid) is not true then
      ending := 'missing';
      field := subject ->> 'type';
      message := subject ->> 'id';
    elsif subject ->> 'type' = namespace and subject ->> 'relation' = given then
      ending := authz.nesting(
        org, (relations #>> array[given, 'code'])::smallint, authz.subject_of(namespace, given), (change ->> 'object_id')::uuid,
        (subject ->> 'id')::uuid, authz.meant_changes(types, before));
    end if;
  end if;
  return next;
end
$$;

-- What people would gain and lose by changes, one after the other, none of which is made. For who may see everybody's
-- access. Endings as of access.unthinkable, with the place of the change.
create or replace function access.what_if(changes jsonb, permissions text[]) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  thought jsonb := '[]';
  change record;
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
    thought := thought || change.value;
  end loop;
  told := authz.compare(org, thought, (select array_agg(distinct access.asked(types, p)) from unnest(permissions) p));
  return next;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
