-- An explanation goes as far as a check, also where a step leads from an object to itself: it counts what it follows, not
-- the objects that it comes by.

set role cw_access;

-- Decides a relation of one object for a subject as authz.check does, and tells how: `node` is the tree.
--
-- `path` are the relations being decided, and a `>` wherever a tuple or a row was followed; `budget` is how many more may
-- be looked at. What can't be looked at any more is an error. As in a check it is what was followed that counts, not
-- the relations that lie in each other.
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
  if cardinality(array_positions(path, '>')) >= most_steps then
    value := 2;
    node := node || '{"via": "depth"}';
  elsif subj = obj and sref = authz.subject_of(trace.type, trace.relation) then
    value := 3;
    node := node || '{"via": "itself"}';
  elsif me = any (path) then
    value := 1;
    node := node || '{"via": "cycle"}';
  elsif budget < 2 then
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

-- Whether a tuple or a row names the subject, everybody of its type, or others of whom it is one.
create or replace function authz.trace_direct(
  org uuid, types jsonb, type text, relation text, obj uuid, sref smallint, subj uuid, ctx jsonb, changes jsonb,
  path text[], budget int, out node jsonb, out value smallint, out spent int)
language plpgsql stable
set search_path = ''
as $$
declare
  children jsonb := '[]';
  tuple jsonb;
  found record;
  child record;
  decided smallint;
begin
  value := 0;
  spent := 0;
  for found in
    select n.*
    from authz.named_on(
      org, types, trace_direct.type, trace_direct.relation, obj, array[trace_direct.sref, -trace_direct.sref]::smallint[],
      array[trace_direct.subj, '00000000-0000-0000-0000-000000000000']::uuid[], changes) n
  loop
    decided := authz.condition_value(found.cond, found.cctx, ctx);
    tuple := authz.tuple_told(trace_direct.relation, found.sref, found.subj, found.cond, found.source);
    if decided > value then
      value := decided;
      node := jsonb_build_object(
        'via', case when found.cond <> 0 then 'condition' when found.sref < 0 then 'wildcard' when found.source = 'tuple' then 'direct' else 'derived' end,
        'tuple', tuple);
    elsif decided < 3 then
      children := children || jsonb_build_object('via', 'condition', 'result', authz.value_name(decided), 'tuple', tuple);
    end if;
    if value = 3 then
      return;
    end if;
  end loop;

  for found in
    select n.*, s.type as held_type, s.relation as held
    from authz.named_on(
      org, types, trace_direct.type, trace_direct.relation, obj,
      authz.admitted(types, trace_direct.type, trace_direct.relation, true), null, changes) n
    join authz.subjects s on s.code = n.sref
    where (n.sref, n.subj) is distinct from (trace_direct.sref, trace_direct.subj)
    limit greatest(budget, 0)
  loop
    child := authz.trace(
      org, types, found.held_type, found.held, found.subj, trace_direct.sref, trace_direct.subj, ctx, changes, path || '>'::text, budget - spent);
    spent := spent + child.spent;
    decided := least(child.value, authz.condition_value(found.cond, found.cctx, ctx));
    tuple := authz.tuple_told(trace_direct.relation, found.sref, found.subj, found.cond, found.source);
    if decided = 3 then
      value := 3;
      node := jsonb_build_object('via', 'userset', 'tuple', tuple, 'children', jsonb_build_array(child.node));
      return;
    end if;
    value := greatest(value, decided);
    children := children || jsonb_build_object(
      'via', 'userset', 'result', authz.value_name(decided), 'tuple', tuple, 'children', jsonb_build_array(child.node));
  end loop;
  node := coalesce(node, '{"via": "direct"}')
    || jsonb_build_object('needed', authz.needed(types, trace_direct.type, trace_direct.relation))
    || case when children = '[]' then '{}' else jsonb_build_object('children', children) end;
end
$$;

-- Whether the subject has a relation to an object that stands in a relation to this one.
create or replace function authz.trace_from(
  org uuid, types jsonb, type text, tupleset text, relation text, obj uuid, sref smallint, subj uuid, ctx jsonb,
  changes jsonb, path text[], budget int, out node jsonb, out value smallint, out spent int)
language plpgsql stable
set search_path = ''
as $$
declare
  children jsonb := '[]';
  found record;
  child record;
  decided smallint;
begin
  value := 0;
  spent := 0;
  for found in
    select n.*, s.type as parent
    from authz.named_on(
      org, types, trace_from.type, tupleset, obj, authz.admitted(types, trace_from.type, tupleset, false), null, changes) n
    join authz.subjects s on s.code = n.sref
    where types #> array[s.type, 'relations', trace_from.relation] is not null
    limit greatest(budget, 0)
  loop
    child := authz.trace(
      org, types, found.parent, trace_from.relation, found.subj, trace_from.sref, trace_from.subj, ctx, changes, path || '>'::text, budget - spent);
    spent := spent + child.spent;
    decided := least(child.value, authz.condition_value(found.cond, found.cctx, ctx));
    children := case when decided = 3 then '[]' else children end || child.node;
    value := greatest(value, decided);
    exit when value = 3;
  end loop;
  node := jsonb_build_object('via', 'from', 'tupleset', tupleset, 'children', children)
    || case when children = '[]' then jsonb_build_object('needed', authz.needed(types, trace_from.type, tupleset)) else '{}' end;
end
$$;

set role cw_owner;
