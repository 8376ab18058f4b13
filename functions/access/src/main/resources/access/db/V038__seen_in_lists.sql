-- What somebody can't see they may not touch, and so they are told of in no list; and who has something in the
-- organization is told to have it.

grant create on schema access to cw_access;
set role cw_access;

-- The relation by which things of a type are seen; null for a type that has none, for the question whether they are, and
-- for the organization: whoever has anything in it is in it, also who is named only as the holders of a role.
create or replace function access.viewing(types jsonb, type text, rel smallint) returns smallint
language sql stable
set search_path = ''
as $$
  select nullif((types #>> array[viewing.type, 'relations', 'view', 'code'])::smallint, rel)
  where viewing.type <> 'organization'
$$;

-- Who has which relation to a thing that they may view, directly and through others, with the way; from behind a place on.
-- Endings, in a single row, as of access.explain.
create or replace function access.audit(namespace text, object uuid, after text, most int)
returns table (
  ending text, field text, message text,
  place text, subject_type text, subject uuid, subject_relation text, relation text, inherited boolean, path jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  types jsonb := access.types();
  behind text := after;
  wanted int;
  met int;
  told int := 0;
  viewing smallint;
  listed record;
begin
  select r.ending, r.field, r.message into ending, field, message
  from access.refusal(org, priv.actor(), types, jsonb_build_object('namespace', namespace, 'object_id', object)) r;
  if ending is not null then
    return next;
    return;
  end if;
  while told < most loop
    wanted := most - told;
    met := 0;
    for listed in select l.* from authz.access_list(org, namespace, object, null, behind, wanted) l loop
      met := met + 1;
      behind := listed.place;
      viewing := authz.viewing(types, namespace, listed.relation);
      -- A place is the relation, and the kind and the id of who has it.
      if viewing is null or authz.check(
          org, viewing, object, split_part(behind, '/', 2)::smallint, split_part(behind, '/', 3)::uuid, '{}') = 3 then
        told := told + 1;
        place := listed.place;
        subject_type := listed.subject_type;
        subject := listed.subject;
        subject_relation := listed.subject_relation;
        relation := listed.relation;
        inherited := listed.inherited;
        path := jsonb_build_object('steps', listed.path);
        return next;
      end if;
    end loop;
    exit when met < wanted;
  end loop;
end
$$;

-- The same as authz.compare tells, with what people lose whose membership ends: everything that they have
-- and see.
create or replace function access.told_with_gone(org uuid, types jsonb, told jsonb, gone uuid[], asked text[], most_objects int default 200)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  begun constant timestamptz := clock_timestamp();
  plain constant smallint := authz.subject_of('user', '');
  loses jsonb;
  gains jsonb;
  truncated boolean := (told ->> 'truncated')::boolean;
  permission record;
  person uuid;
  reached record;
  held uuid[];
  viewing smallint;
begin
  select coalesce(jsonb_agg(g) filter (where (g ->> 'person')::uuid <> all (gone)), '[]') into gains
  from jsonb_array_elements(told -> 'gains') g;
  select coalesce(jsonb_agg(l) filter (where (l ->> 'person')::uuid <> all (gone)), '[]') into loses
  from jsonb_array_elements(told -> 'loses') l;
  <<all_of_it>>
  for permission in
    select t.key as type, r.key as relation, (r.value ->> 'code')::smallint as rel
    from jsonb_each(types) t
    cross join jsonb_each(t.value -> 'relations') r
    where case
      when asked is not null then t.key || '#' || r.key = any (asked)
      when t.key = 'organization' then r.value -> 'derived' = 'null'
      else r.value -> 'restrictions' = '[]'
    end
    order by 1, 2
  loop
    viewing := authz.viewing(types, permission.type, permission.relation);
    foreach person in array gone loop
      if clock_timestamp() > begun + interval '5 seconds' then
        truncated := true;
        exit all_of_it;
      end if;
      if permission.type = 'organization' then
        held := authz.holding(org, permission.rel, array[org], plain, person, '{}');
      else
        select r.everything, r.ids into reached from authz.reach(org, permission.rel, plain, person, '{}', most_objects + 1) r;
        held := array(
          select e.id from core.entities e
          where e.org_id = org and e.type = permission.type and e.deleted_at is null
            and (reached.everything or reached.ids is null or e.id = any (reached.ids))
          order by e.id limit case when reached.ids is null and not reached.everything then most_objects * 4 else most_objects + 1 end);
        if reached.ids is null and not reached.everything then
          held := authz.holding(org, permission.rel, held, plain, person, '{}');
          truncated := true;
        end if;
      end if;
      if viewing is not null then
        held := authz.holding(org, viewing, held, plain, person, '{}');
      end if;
      truncated := truncated or cardinality(held) > most_objects;
      loses := loses || (
        select coalesce(jsonb_agg(jsonb_build_object(
          'person', person, 'permission', permission.type || '#' || permission.relation, 'object_id', h.id)), '[]')
        from unnest(held[:most_objects]) h (id));
    end loop;
  end loop;
  return told || jsonb_build_object('gains', gains, 'loses', loses, 'truncated', truncated);
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
