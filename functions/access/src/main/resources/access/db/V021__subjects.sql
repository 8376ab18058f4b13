-- Who can't be decided about has nothing, in a list as in a check.

grant create on schema access to cw_access;
set role cw_access;

-- The subjects of a type who have a relation to a thing. Endings as of access.explain.
create or replace function access.subjects(question jsonb, most int)
returns table (ending text, field text, message text, complete boolean, type text, id uuid, relation text)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  refusal record;
begin
  select r.* into refusal from access.refusal(org, priv.actor(), types, question) r;
  if refusal.ending is not null then
    return query select refusal.ending, refusal.field, refusal.message, null::boolean, null, null::uuid, null;
    return;
  end if;
  return query
    with found as materialized (
      select s.type, case when s.code > 0 then u.subj end as id, nullif(s.relation, '') as relation
      from authz.holders(
        org, namespace, access.relation(namespace, question ->> 'relation'), (question ->> 'object_id')::uuid,
        coalesce(question ->> 'type', 'user'), coalesce(nullif(question -> 'context', 'null'), '{}')) u
      join authz.subjects s on s.code = u.sref
      limit most + 1
    )
    select null, null, null, (select count(*) <= most from found), f.type, f.id, f.relation
    from (values (1)) one
    left join (select * from found order by 1, 2 limit most) f on true;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
