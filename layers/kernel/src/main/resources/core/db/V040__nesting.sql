-- What is nested in itself: teams in teams. Who is in the innermost is looked for from the outermost, and a decision
-- goes 24 objects far, so that what is nested deeper would be nowhere. It isn't let in; neither is a cycle.

set role cw_access;

-- How many nestings may follow one another. The rest of the 24 steps is for the way to the outermost: from a task over
-- its board, the organization and a role there are four.
create function authz.most_nestings() returns int
language sql immutable
as $$ select 16 $$;

-- What nesting one object in another would make: a `cycle`; or more nestings one after the other than there may be,
-- `depth`; or nothing wrong, null. It follows tuples alone, so that it sees what no decision can. `changes`, as
-- authz.meant_changes says them, are taken to be made.
create function authz.nesting(
  org uuid, rel smallint, sref smallint, outermost uuid, innermost uuid, changes jsonb default '[]')
returns text
language plpgsql stable
set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  nothing constant uuid[] := '{}';
  word constant text := (select r.type || '#' || r.relation from authz.relations r where r.code = nesting.rel);
  added_outer uuid[];
  added_inner uuid[];
  gone_outer uuid[];
  gone_inner uuid[];
  known uuid[];
  level uuid[];
  deep int;
  total int := 1;
begin
  select
    coalesce(array_agg(c.obj) filter (where c.adds), nothing), coalesce(array_agg(c.subj) filter (where c.adds), nothing),
    coalesce(array_agg(c.obj) filter (where not c.adds), nothing), coalesce(array_agg(c.subj) filter (where not c.adds), nothing)
  into added_outer, added_inner, gone_outer, gone_inner
  from jsonb_to_recordset(changes) c (adds boolean, asked text, obj uuid, sref smallint, subj uuid)
  where c.asked = word and c.sref = nesting.sref;

  -- Inwards, each object once: whoever comes upon the outermost has found a cycle.
  known := array[innermost];
  level := known;
  while level <> nothing loop
    if outermost = any (level) then
      return 'cycle';
    end if;
    level := array(
      select n.id
      from (
        select t.subj from unnest(level) l (id)
        join authz.tuples t on t.org_id = org and t.rel = nesting.rel and t.obj = l.id and t.sref = nesting.sref
        where not exists (select from unnest(gone_outer, gone_inner) g (a, b) where g.a = t.obj and g.b = t.subj)
        union
        select a.b from unnest(added_outer, added_inner) a (a, b) where a.a = any (level)) n (id)
      where n.id <> all (known));
    known := known || level;
  end loop;

  -- How far it goes on inwards, and outwards from the outermost: level by level, each as long as it is reached.
  deep := 0;
  level := array[innermost];
  loop
    level := array(
      select t.subj from unnest(level) l (id)
      join authz.tuples t on t.org_id = org and t.rel = nesting.rel and t.obj = l.id and t.sref = nesting.sref
      where not exists (select from unnest(gone_outer, gone_inner) g (a, b) where g.a = t.obj and g.b = t.subj)
      union
      select a.b from unnest(added_outer, added_inner) a (a, b) where a.a = any (level));
    exit when level = nothing or deep > authz.most_nestings();
    deep := deep + 1;
  end loop;
  total := total + deep;
  deep := 0;
  level := array[outermost];
  loop
    level := array(
      select t.obj from unnest(level) l (id)
      join authz.tuples t on t.org_id = org and t.rel = nesting.rel and t.subj = l.id and t.sref = nesting.sref
      where not exists (select from unnest(gone_outer, gone_inner) g (a, b) where g.a = t.obj and g.b = t.subj)
      union
      select a.a from unnest(added_outer, added_inner) a (a, b) where a.b = any (level));
    exit when level = nothing or total + deep > authz.most_nestings();
    deep := deep + 1;
  end loop;
  return case when total + deep > authz.most_nestings() then 'depth' end;
end
$$;

-- Writes a tuple; false where it is there already. Only for other functions: it asks nobody. What makes a cycle of the
-- same relation violates tuples_cycle, what nests too deep tuples_depth.
create or replace function authz.put(
  org uuid, object_type text, object uuid, relation text, subject_type text, subject uuid, subject_relation text,
  granted_by uuid, condition text default null, condition_context jsonb default null)
returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  kind constant smallint := (select r.code from authz.relations r where r.type = object_type and r.relation = put.relation);
  whose constant smallint := authz.subject_of(subject_type, subject_relation);
  wrong text;
begin
  if not authz.knows(object_type, relation, subject_type, subject_relation, condition) then
    raise exception 'the model relates no % as % of a %', concat_ws('#', subject_type, subject_relation), relation, object_type
      using errcode = 'CW500';
  end if;
  if subject_type = object_type and subject_relation = relation and not exists (
    select from authz.tuples t where t.org_id = put.org and t.rel = kind and t.obj = object and t.sref = whose and t.subj = subject) then
    -- Two may make a cycle together: one waits for the other, then sees it.
    perform pg_advisory_xact_lock(hashtextextended(org::text || kind::text, 0));
    wrong := authz.nesting(org, kind, whose, object, subject);
    if wrong is not null then
      raise exception 'a % in a % would make a %', subject_type, object_type, wrong
        using errcode = 'check_violation', constraint = 'tuples_' || wrong;
    end if;
  end if;
  insert into authz.tuples (org_id, rel, obj, sref, subj, cond, cctx, granted_by)
  values (
    org, kind, object, whose,
    case when subject_relation = '*' then '00000000-0000-0000-0000-000000000000' else subject end,
    coalesce((select c.code from authz.conditions c where c.name = condition), 0),
    condition_context,
    put.granted_by)
  on conflict do nothing;
  return found;
end
$$;

-- Decides a relation of one object for a subject as authz.check does, and tells how: `node` is the tree.
--
-- `path` are the relations being decided, `budget` is how many more may be looked at. What can't be looked at any
-- more is an error. As in a check it is the objects on the way that count, not the relations of each.
create or replace function authz.trace(
  org uuid, types jsonb, type text, relation text, obj uuid, sref smallint, subj uuid, ctx jsonb, changes jsonb,
  path text[], budget int, out node jsonb, out value smallint, out spent int)
language plpgsql stable
set search_path = ''
as $$
declare
  most_steps constant int := 25;
  defined constant jsonb := types #> array[trace.type, 'relations', trace.relation];
  me constant text := trace.type || '#' || trace.relation || ':' || obj;
  part record;
begin
  node := jsonb_build_object('object', jsonb_build_object('type', trace.type, 'id', obj), 'relation', trace.relation);
  value := 0;
  spent := 1;
  if subj = obj and sref = authz.subject_of(trace.type, trace.relation) then
    value := 3;
    node := node || '{"via": "itself"}';
  elsif me = any (path) then
    value := 1;
    node := node || '{"via": "cycle"}';
  elsif budget < 2 or most_steps <= (
    select count(*) from unnest(path, path[2:] || me) p (before, after)
    where split_part(p.before, ':', 2) <> split_part(p.after, ':', 2)) then
    value := 2;
    node := node || '{"via": "depth"}';
  elsif defined is not null then
    part := authz.trace_part(
      org, types, trace.type, trace.relation, obj, defined -> 'rewrite', sref, subj, ctx, changes, path || me, budget - 1);
    node := node || part.node;
    value := part.value;
    spent := 1 + part.spent;
  end if;
  node := node || jsonb_build_object('result', authz.value_name(value));
end
$$;

-- Who of a type has a relation to an object for certain, as authz.check says: whoever can't be decided about isn't told.
create function authz.holders(org uuid, object_type text, relation text, obj uuid, type text, ctx jsonb) returns table (sref smallint, subj uuid)
language plpgsql stable
set search_path = '' set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off
as $$
declare
  asked record;
  candidate record;
begin
  select r.code as rel, h.code as kind into asked
  from authz.relations r
  join authz.subjects h on h.type = r.type and h.relation = r.relation
  where r.type = holders.object_type and r.relation = holders.relation;
  for candidate in execute format(
    'select c.kind, c.id from %I.subjects($1, $2, $3, $4) c
     join authz.subjects s on s.code = c.kind
     where $5 in (s.type || ''#'' || s.relation, case when s.relation in ('''', ''*'') then s.type end)', authz.model_schema())
    using org, asked.kind, obj, ctx, holders.type
  loop
    if authz.check(org, asked.rel, obj, candidate.kind, candidate.id, ctx) = 3 then
      sref := candidate.kind;
      subj := candidate.id;
      return next;
    end if;
  end loop;
end
$$;

set role cw_owner;
