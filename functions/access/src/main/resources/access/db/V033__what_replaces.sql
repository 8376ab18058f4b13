-- What a change brings with it: where there is one, another takes its place, and with a membership goes all that a person
-- has. What can't become so is named.

grant create on schema access to cw_access;
set role cw_access;

-- The relations that stand in the rows of the same table for the same people: tiers; who was added to a team, and leads it.
-- Each with whether only some of the rows say it.
create function access.beside(relations jsonb, relation text) returns table (other text, partly boolean)
language sql stable
set search_path = ''
as $$
  select r.key, r.value #>> '{derived,where}' is not null
  from jsonb_each(relations) r
  where r.key <> beside.relation
    and r.value #> '{derived,table}' = relations #> array[beside.relation, 'derived', 'table']
    and r.value #> '{derived,object}' = relations #> array[beside.relation, 'derived', 'object']
    and r.value #> '{derived,subject}' = relations #> array[beside.relation, 'derived', 'subject']
    and r.value #> '{restrictions,0,sref}' = relations #> array[beside.relation, 'restrictions', '0', 'sref']
$$;

-- A change with what comes with it, in their order. A thing has one of what stands in its own row: its owner, its
-- assignee. A person has one row in an organization and in a team: one tier, and no lead who isn't in the team.
create function access.entailed(org uuid, types jsonb, before jsonb, change jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  namespace constant text := change ->> 'namespace';
  relations constant jsonb := types #> array[namespace, 'relations'];
  given constant text := authz.given_by(relations, change ->> 'relation', change -> 'subject');
  derived constant jsonb := relations #> array[given, 'derived'];
  partly constant boolean := derived ->> 'where' is not null;
  adds constant boolean := change ->> 'change' = 'add';
  others jsonb := '[]';
begin
  if derived = 'null' then
    return jsonb_build_array(change);
  end if;
  if adds and derived ->> 'object' = 'id' then
    select coalesce(jsonb_agg(change || jsonb_build_object(
      'change', 'remove', 'relation', given, 'subject', (change -> 'subject') || jsonb_build_object('id', n.subj))), '[]')
    into others
    from authz.named_on(
      org, types, namespace, given, (change ->> 'object_id')::uuid, null, null, authz.meant_changes(types, before)) n
    where n.subj <> (change #>> '{subject,id}')::uuid;
  elsif adds and partly or not adds and not partly then
    select coalesce(jsonb_agg(change || jsonb_build_object(
      'change', case when adds and not b.partly then 'add' else 'remove' end, 'relation', b.other)), '[]')
    into others
    from access.beside(relations, given) b;
  end if;
  return others || jsonb_build_array(change);
end
$$;

-- The tiers that a person has in thought.
create function access.tiers(org uuid, types jsonb, person uuid, changes jsonb) returns setof text
language sql stable
set search_path = ''
as $$
  with meant as materialized (
    select authz.meant_changes(types, tiers.changes) as changes
  )
  select t.tier
  from meant
  cross join lateral (
    select 'owner' union all select b.other from access.beside(types #> '{organization,relations}', 'owner') b) t (tier)
  where exists (
    select from authz.named_on(
      org, types, 'organization', t.tier, org, array[authz.subject_of('user', '')], array[tiers.person], meant.changes))
$$;

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
  tier boolean := namespace = 'organization'
    and (given = 'owner' or exists (select from access.beside(relations, 'owner') b where b.other = given));
  owns boolean := tier and exists (select from access.tiers(org, types, whose, before) t where t = 'owner');
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
  elsif tier and (adds and (given = 'owner') <> owns or not adds and given = 'owner' and owns) then
    ending := 'invalid';
    field := 'relation';
    message := 'leaves the organization with two owners or with none: there is one owner, who hands it over';
  end if;
  return next;
end
$$;

-- The same as authz.compare tells, with what people lose whose membership ends: everything that they have.
create function access.told_with_gone(org uuid, types jsonb, told jsonb, gone uuid[], asked text[], most_objects int default 200)
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
  asked text[];
  gone uuid[];
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
    thought := thought || access.entailed(org, types, thought, change.value);
  end loop;
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
