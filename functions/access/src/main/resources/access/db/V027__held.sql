-- What is the same for every relation is asked once: who asks, and what the model has.

grant create on schema access to cw_access;
set role cw_access;

-- The relations and permissions that the actor holds on an object, as a list of names.
create or replace function access.held(namespace text, object uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  with here as materialized (
    select
      priv.org() as org, priv.actor() as actor, authz.subject_of('user', '') as kind,
      access.types() #> array[held.namespace, 'relations'] as relations
  )
  select coalesce(jsonb_agg(r.key order by r.key), '[]')
  from here
  cross join lateral jsonb_each(here.relations) r
  where authz.check(here.org, (r.value ->> 'code')::smallint, held.object, here.kind, here.actor, '{}') = 3
$$;

set role cw_owner;
revoke create on schema access from cw_access;
