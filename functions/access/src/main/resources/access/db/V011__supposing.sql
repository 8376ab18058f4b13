-- A question that supposes tuples tells nothing of what its asker may not see.

grant create on schema access to cw_access;
set role cw_access;

-- Adds tuples for the rest of a command that its caller undoes: questions are answered as if they were there. For who may
-- see others' access to all that the tuples and questions name. What the asker couldn't name in a grant, a tuple can't
-- name either. Endings: invalid (with field and message), no_object and no_subject (with the type as field and the id as
-- message), not_seen, not_yours.
create or replace function access.suppose(questions jsonb, tuples jsonb) returns table (ending text, field text, message text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  supposed record;
begin
  for supposed in
    select t.ordinality - 1 as place, t.value, g.field, g.message
    from jsonb_array_elements(tuples) with ordinality t
    cross join lateral access.grantable(types, t.value) g
  loop
    if supposed.field is not null then
      ending := 'invalid';
      field := 'contextual_tuples[' || supposed.place || '].' || supposed.field;
      message := supposed.message;
      return next;
      return;
    end if;
  end loop;
  for supposed in
    select t.value as tuple, t.value ->> 'namespace' as namespace, t.value #>> '{subject,type}' as subject_type
    from jsonb_array_elements(tuples) t
  loop
    if access.sees(org, actor, types, supposed.namespace, (supposed.tuple ->> 'object_id')::uuid) is not true then
      ending := 'no_object';
      field := supposed.namespace;
      message := supposed.tuple ->> 'object_id';
    elsif access.sees(org, actor, types, supposed.subject_type, (supposed.tuple #>> '{subject,id}')::uuid) is not true then
      ending := 'no_subject';
      field := supposed.subject_type;
      message := supposed.tuple #>> '{subject,id}';
    end if;
    if ending is not null then
      return next;
      return;
    end if;
  end loop;
  select case when access.sees(org, actor, types, n.namespace, n.object) then 'not_yours' else 'not_seen' end into ending
  from (
    select distinct x.value ->> 'namespace', (x.value ->> 'object_id')::uuid
    from jsonb_array_elements(questions || tuples) x) n (namespace, object)
  where types ? n.namespace and not access.sees_access(org, actor, types, n.namespace, n.object)
  limit 1;
  if ending is null then
    perform authz.put(
      org, t.value ->> 'namespace', (t.value ->> 'object_id')::uuid, access.relation(t.value ->> 'namespace', t.value ->> 'relation'),
      t.value #>> '{subject,type}', (t.value #>> '{subject,id}')::uuid, t.value #>> '{subject,relation}',
      actor, t.value #>> '{condition,name}', t.value #> '{condition,context}')
    from jsonb_array_elements(tuples) t;
  end if;
  return next;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
