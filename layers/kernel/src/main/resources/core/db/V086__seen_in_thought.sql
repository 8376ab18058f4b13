-- What somebody can't see they may not touch, in thought neither: a change that takes from them what they could do with a
-- thing unseen takes nothing, and one that shows it to them gives them that, too.

set role cw_access;

-- The relation by which whoever has another relation to things of a type sees them; null for the question whether they do,
-- for a type that has no such, and for the organization, which all see who can have anything in it.
create function authz.viewing(types jsonb, type text, relation text) returns smallint
language sql stable
set search_path = ''
as $$
  select case
    when viewing.type <> 'organization' and viewing.relation <> 'view'
      then (types #>> array[viewing.type, 'relations', 'view', 'code'])::smallint
  end
$$;

-- What people would gain and lose by changes, which are not made: {gains: [{person, permission, object_id}], loses: […],
-- people, truncated}. Permissions are relations, as `task#view`; where none are asked for, all that no tuple gives
-- directly, and all of the organization. What somebody can't view they have no permission on.
--
-- Looks at so many people, and at so many objects for each permission, for about five seconds.
create or replace function authz.compare(
  org uuid, changes jsonb, asked text[], most_people int default 100, most_objects int default 200)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  begun constant timestamptz := clock_timestamp();
  types constant jsonb := authz.model_types();
  meant constant jsonb := authz.meant_changes(types, changes);
  plain constant smallint := authz.subject_of('user', '');
  -- Where nothing is subtracted, adding takes nothing away and removing gives nothing.
  subtracts constant boolean := strpos(types::text, '"exclusion"') > 0;
  may_gain constant boolean := subtracts or exists (select from jsonb_array_elements(meant) c where c -> 'adds' = 'true');
  may_lose constant boolean := subtracts or exists (select from jsonb_array_elements(meant) c where c -> 'adds' = 'false');
  gains jsonb := '[]';
  loses jsonb := '[]';
  truncated boolean := false;
  people uuid[];
  objects uuid[];
  held uuid[];
  viewing smallint;
  viewed uuid[];
  viewed_of text;
  permission record;
  person uuid;
  object uuid;
  decided record;
  told jsonb;
begin
  people := authz.concerned(org, meant, most_people + 1);
  if cardinality(people) > most_people then
    truncated := true;
    people := people[:most_people];
  end if;
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
    objects := authz.touched(org, types, meant, permission.type, permission.rel, most_objects);
    viewing := authz.viewing(types, permission.type, permission.relation);
    if viewing is not null then
      if permission.type is distinct from viewed_of then
        viewed := authz.touched(org, types, meant, permission.type, viewing, most_objects);
        viewed_of := permission.type;
      end if;
      objects := array(select distinct i from unnest(objects || viewed) i order by i limit most_objects + 1);
    end if;
    if cardinality(objects) > most_objects then
      truncated := true;
      objects := objects[:most_objects];
    end if;
    foreach person in array people loop
      held := authz.holding(org, permission.rel, objects, plain, person, '{}');
      if viewing is not null then
        held := authz.holding(org, viewing, held, plain, person, '{}');
      end if;
      foreach object in array objects loop
        continue when not case when object = any (held) then may_lose else may_gain end;
        if clock_timestamp() > begun + interval '5 seconds' then
          truncated := true;
          exit all_of_it;
        end if;
        decided := authz.trace(org, types, permission.type, permission.relation, object, plain, person, '{}', meant, '{}', 1000);
        if decided.value = 3 and viewing is not null then
          decided := authz.trace(org, types, permission.type, 'view', object, plain, person, '{}', meant, '{}', 1000);
        end if;
        continue when (decided.value = 3) = (object = any (held));
        told := jsonb_build_object('person', person, 'permission', permission.type || '#' || permission.relation, 'object_id', object);
        if decided.value = 3 then
          gains := gains || told;
        else
          loses := loses || told;
        end if;
      end loop;
    end loop;
  end loop;
  return jsonb_build_object('gains', gains, 'loses', loses, 'people', cardinality(people), 'truncated', truncated);
end
$$;

set role cw_owner;
