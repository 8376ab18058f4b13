-- Of oneself one is told why not, too; but not who else has what.

grant create on schema access to cw_access;
set role cw_access;

-- An explanation as it is told to somebody who may not see others' access. What others were granted and led nowhere is
-- left out; what they don't see has no id, and nothing in it.
create function access.own_reasons(org uuid, person uuid, types jsonb, node jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  type text := node #>> '{object,type}';
  holders text := node #>> '{tuple,subject,type}';
  decides boolean := node ->> 'result' = 'true';
begin
  if not coalesce(decides, false) and type not in ('organization', 'user')
    and access.sees(org, person, types, type, (node #>> '{object,id}')::uuid) is not true then
    return jsonb_build_object('object', jsonb_build_object('type', type), 'relation', node -> 'relation', 'result', node -> 'result');
  end if;
  if not coalesce(decides, true) and holders not in ('organization', 'user') then
    node := node #- '{tuple,subject,id}';
  end if;
  if node ? 'children' then
    node := jsonb_set(node, '{children}', (
      select coalesce(jsonb_agg(access.own_reasons(org, person, types, c.child) order by c.place), '[]')
      from jsonb_array_elements(node -> 'children') with ordinality c (child, place)
      where not (c.child ->> 'via' = 'userset' and c.child ->> 'result' <> 'true' and c.child #>> '{tuple,source}' = 'tuple')));
  end if;
  return node;
end
$$;

-- Why a subject may or may not. Of one's own access everybody is told, on what they view; others' access is for who may
-- see it. Endings: invalid (with field and message), no_object, not_yours.
create or replace function access.explain(question jsonb) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  object uuid := (question ->> 'object_id')::uuid;
  subject_type text := coalesce(question #>> '{subject,type}', 'user');
  subject_relation text := question #>> '{subject,relation}';
  subject uuid := coalesce((question #>> '{subject,id}')::uuid, actor);
  others boolean;
begin
  select n.field, n.message into field, message
  from access.named(types, namespace, question ->> 'relation', subject_type, subject_relation) n;
  if field is not null then
    ending := 'invalid';
  elsif access.sees(org, actor, types, namespace, object) is not true then
    ending := 'no_object';
  else
    others := access.sees_access(org, actor, types, namespace, object);
    if not others and not (subject_type = 'user' and subject_relation is null and subject = actor) then
      ending := 'not_yours';
    else
      told := authz.explain(
        org, namespace, access.relation(namespace, question ->> 'relation'), object, subject_type, subject, subject_relation,
        coalesce(nullif(question -> 'context', 'null'), '{}'));
      if not others then
        told := access.own_reasons(org, actor, types, told);
      end if;
    end if;
  end if;
  return next;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
