-- What is in the trash or gone is in no list, whatever tuples name it still.

grant create on schema access to cw_access;
set role cw_access;

-- Those of the things of a type that are there: in this organization, and not in the trash.
create function access.live(org uuid, type text, objects uuid[]) returns setof uuid
language sql stable
set search_path = ''
as $$
  select e.id from core.entities e
  where e.org_id = org and e.id = any (objects) and e.type = live.type and e.deleted_at is null
  union all
  select org where live.type = 'organization' and org = any (objects)
$$;

-- The things of a type to which a subject has a relation, as many as asked at most, and whether those are all. Of one's own
-- one is told what one may view; others' are for who may see everybody's access. Endings as of access.explain.
create or replace function access.objects(question jsonb, most int)
returns table (ending text, field text, message text, complete boolean, id uuid)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  subject_type text := coalesce(question #>> '{subject,type}', 'user');
  subject_relation text := question #>> '{subject,relation}';
  subject uuid := coalesce((question #>> '{subject,id}')::uuid, actor);
  own boolean := subject_type = 'user' and subject_relation is null and subject = actor;
  context jsonb := coalesce(nullif(question -> 'context', 'null'), '{}');
  viewing smallint := types #> array[namespace, 'relations', 'view', 'code'];
  named record;
  everything boolean;
  ids uuid[];
begin
  select n.* into named from access.named(types, namespace, question ->> 'relation', subject_type, subject_relation) n;
  if named.field is not null then
    return query select 'invalid', named.field, named.message, null::boolean, null::uuid;
    return;
  elsif not own and not access.holds(org, actor, types, 'organization', 'permission_view', org) then
    return query select 'not_yours', null, null, null::boolean, null::uuid;
    return;
  end if;
  select r.everything, r.ids into everything, ids
  from authz.reach(org, named.rel, named.sref, subject, context, most + 1) r;
  if everything then
    ids := array(
      select e.id from core.entities e
      where e.org_id = org and e.type = namespace and e.deleted_at is null
      order by e.id limit most + 1);
  elsif ids is null then
    -- Too many to know them all: some of the newest.
    ids := authz.holding(org, named.rel, array(
      select e.id from core.entities e
      where e.org_id = org and e.type = namespace and e.deleted_at is null
      order by e.id desc limit most * 4), named.sref, subject, context);
    complete := false;
  end if;
  complete := coalesce(complete, cardinality(ids) <= most);
  ids := array(select l.id from access.live(org, namespace, ids) l (id) limit most);
  if own and viewing is not null then
    ids := authz.holding(org, viewing, ids, named.sref, subject, context);
  end if;
  return query
    select null, null, null, complete, i.id
    from (values (1)) one
    left join unnest(ids) i (id) on true
    order by i.id;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
