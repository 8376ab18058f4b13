-- Why somebody may or may not, who has what, and what a change would do: told by walking through the model
-- as it is written, where the compiled functions only decide.
--
-- Nothing here writes, nothing asks who wants to know, and nobody but functions of the same owner may call it.

grant select on core.entities to cw_access;
set role cw_access;

-- The types of the model in force.
create function authz.model_types() returns jsonb
language sql stable
set search_path = ''
as $$
  select m.model -> 'types' from authz.models m where m.current
$$;

-- The schema of the functions in force.
create function authz.model_schema() returns text
language sql stable
set search_path = ''
as $$
  select 'authz_' || left(m.hash, 12) from authz.models m where m.current
$$;

-- The value of a tuple's condition; without one, yes.
create function authz.condition_value(cond smallint, cctx jsonb, ctx jsonb) returns smallint
language plpgsql stable
set search_path = ''
as $$
declare
  value smallint := 3;
begin
  if cond <> 0 then
    execute format('select %I.conditional($1, $2, $3)', authz.model_schema()) into value using cond, cctx, ctx;
  end if;
  return value;
end
$$;

create function authz.value_name(value smallint) returns text
language sql immutable
set search_path = ''
as $$
  select (array['false', 'cycle', 'error', 'true'])[value + 1]
$$;

-- Who is named directly as one who has a relation to an object, by tuples or by the table that it is read from; of
-- those only these kinds and subjects, if they are given. `changes` are added and taken away, as authz.meant_changes
-- says them.
create function authz.named_on(
  org uuid, types jsonb, type text, relation text, obj uuid, srefs smallint[], subjs uuid[], changes jsonb)
returns table (sref smallint, subj uuid, cond smallint, cctx jsonb, source text)
language plpgsql stable rows 10
set search_path = ''
as $$
#variable_conflict use_column
declare
  defined constant jsonb := types #> array[named_on.type, 'relations', named_on.relation];
  derived constant jsonb := defined -> 'derived';
  kind constant smallint := defined #>> '{restrictions,0,sref}';
  asked constant text := named_on.type || '#' || named_on.relation;
begin
  if derived <> 'null' then
    if srefs is null or kind = any (srefs) then
      return query execute format(
        'select $1, d.%1$I, 0::smallint, null::jsonb, %2$L
         from %2$s d
         where d.org_id = $2 and d.%3$I = $3 and d.%1$I is not null and ($4 is null or d.%1$I = any ($4)) and (%4$s)
           %5$s',
        derived ->> 'subject', derived ->> 'table', derived ->> 'object', coalesce(derived ->> 'where', 'true'),
        case when changes <> '[]' then format(
          'and not exists (
             select from jsonb_to_recordset($5) c (adds boolean, asked text, obj uuid, sref smallint, subj uuid)
             where not c.adds and c.asked = $6 and c.obj = $3 and c.sref = $1 and c.subj = d.%I)', derived ->> 'subject') end)
        using kind, org, named_on.obj, subjs, changes, asked;
    end if;
  else
    return query
      select t.sref, t.subj, t.cond, t.cctx, 'tuple'
      from authz.tuples t
      where t.org_id = org and t.rel = (defined ->> 'code')::smallint and t.obj = named_on.obj
        and (srefs is null or t.sref = any (srefs)) and (subjs is null or t.subj = any (subjs))
        and exists (select from authz.restrictions x where x.rel = t.rel and x.sref = t.sref and x.cond = t.cond)
        and not exists (
          select from jsonb_to_recordset(changes) c (adds boolean, asked text, obj uuid, sref smallint, subj uuid)
          where not c.adds and c.asked = named_on.type || '#' || named_on.relation and c.obj = t.obj and c.sref = t.sref and c.subj = t.subj);
  end if;
  if changes = '[]' then
    return;
  end if;
  return query
    select c.sref, c.subj, 0::smallint, null::jsonb, 'change'
    from jsonb_to_recordset(changes) c (adds boolean, asked text, obj uuid, sref smallint, subj uuid)
    where c.adds and c.asked = named_on.type || '#' || named_on.relation and c.obj = named_on.obj
      and (srefs is null or c.sref = any (srefs)) and (subjs is null or c.subj = any (subjs));
end
$$;

-- The kinds of subjects that a relation admits: those that stand for other holders, or the plain ones.
create function authz.admitted(types jsonb, type text, relation text, usersets boolean) returns smallint[]
language sql stable
set search_path = ''
as $$
  select coalesce(array_agg((r ->> 'sref')::smallint), '{}')
  from jsonb_array_elements(types #> array[admitted.type, 'relations', admitted.relation, 'restrictions']) r
  where (r ->> 'relation' is not null) = usersets and not (r ->> 'wildcard')::boolean
$$;

-- What a relation admits, in words: `user`, `team#member`, `user:*`.
create function authz.needed(types jsonb, type text, relation text) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    (r ->> 'type') || coalesce('#' || (r ->> 'relation'), case when (r ->> 'wildcard')::boolean then ':*' else '' end)
      || coalesce(' with ' || (r ->> 'condition'), '')), '[]')
  from jsonb_array_elements(types #> array[needed.type, 'relations', needed.relation, 'restrictions']) r
$$;

-- A tuple, or a row that means one, by names.
create function authz.tuple_told(relation text, sref smallint, subj uuid, cond smallint, source text) returns jsonb
language sql stable
set search_path = ''
as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'relation', tuple_told.relation,
    'subject', jsonb_build_object('type', s.type, 'id', case when tuple_told.sref > 0 then subj end, 'relation', nullif(s.relation, '')),
    'source', source,
    'condition', (select c.name from authz.conditions c where c.code = cond)))
  from authz.subjects s
  where s.code = tuple_told.sref
$$;

-- Decides a relation of one object for a subject as authz.check does, and tells how: `node` is the tree.
--
-- `path` are the relations being decided, `budget` is how many more may be looked at. What can't be looked at any
-- more is an error.
create function authz.trace(
  org uuid, types jsonb, type text, relation text, obj uuid, sref smallint, subj uuid, ctx jsonb, changes jsonb,
  path text[], budget int, out node jsonb, out value smallint, out spent int)
language plpgsql stable
set search_path = ''
as $$
declare
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
  elsif cardinality(path) >= 25 or budget < 2 then
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

-- The same for a part of what a relation is made of. Of a yes only the branch that decides is told, of anything else
-- every branch.
create function authz.trace_part(
  org uuid, types jsonb, type text, relation text, obj uuid, rewrite jsonb, sref smallint, subj uuid, ctx jsonb,
  changes jsonb, path text[], budget int, out node jsonb, out value smallint, out spent int)
language plpgsql stable
set search_path = ''
as $$
declare
  form constant text := case
    when rewrite ? 'this' then 'this' when rewrite ? 'computed' then 'computed' when rewrite ? 'from' then 'from'
    when rewrite ? 'union' then 'union' when rewrite ? 'intersection' then 'intersection' else 'exclusion' end;
  children jsonb := '[]';
  part jsonb;
  child record;
  decided smallint;
begin
  value := 0;
  spent := 0;
  case form
  when 'this' then
    child := authz.trace_direct(org, types, trace_part.type, trace_part.relation, obj, sref, subj, ctx, changes, path, budget);
    node := child.node;
    value := child.value;
    spent := child.spent;
    return;
  when 'computed' then
    child := authz.trace(org, types, trace_part.type, rewrite ->> 'computed', obj, sref, subj, ctx, changes, path, budget);
    value := child.value;
    spent := child.spent;
    children := jsonb_build_array(child.node);
  when 'from' then
    child := authz.trace_from(
      org, types, trace_part.type, rewrite #>> '{from,0}', rewrite #>> '{from,1}', obj, sref, subj, ctx, changes, path, budget);
    node := child.node;
    value := child.value;
    spent := child.spent;
    return;
  else
    for part in select p from jsonb_array_elements(rewrite -> form) p loop
      child := authz.trace_part(
        org, types, trace_part.type, trace_part.relation, obj, part, sref, subj, ctx, changes, path, budget - spent);
      spent := spent + child.spent;
      part := child.node || jsonb_build_object('result', authz.value_name(child.value));
      part := case when part ->> 'via' = 'computed' then part #> '{children,0}' else part end;
      case form
      when 'union' then
        value := greatest(value, child.value);
        children := case when child.value = 3 then '[]' else children end || part;
        exit when value = 3;
      when 'intersection' then
        value := case when children = '[]' then child.value else least(value, child.value) end;
        children := case when child.value = 0 then '[]' else children end || part;
        exit when value = 0;
      when 'exclusion' then
        decided := case child.value when 0 then 3 when 3 then 0 else child.value end;
        value := case when children = '[]' then child.value else least(value, decided) end;
        children := children || part;
        exit when value = 0;
      end case;
    end loop;
  end case;
  node := jsonb_build_object('via', form, 'children', children);
end
$$;

-- Whether a tuple or a row names the subject, everybody of its type, or others of whom it is one.
create function authz.trace_direct(
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
      org, types, found.held_type, found.held, found.subj, trace_direct.sref, trace_direct.subj, ctx, changes, path, budget - spent);
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
create function authz.trace_from(
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
      org, types, found.parent, trace_from.relation, found.subj, trace_from.sref, trace_from.subj, ctx, changes, path, budget - spent);
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

-- Why a subject has a relation to an object, or why not: {object: {type, id}, relation, result, via, tuple, needed,
-- children}, and `truncated` where more than 1,000 relations had to be looked at.
create function authz.explain(
  org uuid, type text, relation text, obj uuid, subject_type text, subject uuid, subject_relation text, ctx jsonb)
returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  most constant int := 1000;
  types constant jsonb := authz.model_types();
  sref constant smallint := authz.subject_of(subject_type, subject_relation);
  subj constant uuid := case when subject_relation = '*' then '00000000-0000-0000-0000-000000000000' else subject end;
  told record;
begin
  if sref is null or types #> array[explain.type, 'relations', explain.relation] is null then
    raise exception 'the model has no such relation or subject' using errcode = 'CW422';
  end if;
  told := authz.trace(org, types, explain.type, explain.relation, obj, sref, subj, coalesce(ctx, '{}'), '[]', '{}', most);
  if told.spent < most then
    return told.node || '{"truncated": false}';
  end if;
  return told.node || jsonb_build_object(
    'truncated', true,
    'result', authz.value_name(authz.check(
      org, (types #>> array[explain.type, 'relations', explain.relation, 'code'])::smallint, obj, sref, subj, ctx)));
end
$$;

-- Whoever has a relation to an object, one step: {object, relation, tree}.
create function authz.expand(org uuid, type text, relation text, obj uuid) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  types constant jsonb := authz.model_types();
  defined constant jsonb := types #> array[expand.type, 'relations', expand.relation];
begin
  if defined is null then
    raise exception 'the model has no such relation' using errcode = 'CW422';
  end if;
  return jsonb_build_object(
    'object', jsonb_build_object('type', expand.type, 'id', obj),
    'relation', expand.relation,
    'tree', authz.expand_part(org, types, expand.type, expand.relation, obj, defined -> 'rewrite'));
end
$$;

-- The same for a part: {users: […], truncated}, {computed: {object, relation}}, {from: {tupleset, computed: […]}},
-- or parts in a {union: […]}, {intersection: […]}, {exclusion: [of whom, but who not]}.
create function authz.expand_part(org uuid, types jsonb, type text, relation text, obj uuid, rewrite jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  most constant int := 1000;
  form constant text := (select k from jsonb_object_keys(rewrite) k limit 1);
begin
  case form
  when 'this' then
    return (
      select jsonb_build_object('users', coalesce(jsonb_agg(u.subject) filter (where u.place <= most), '[]'), 'truncated', count(*) > most)
      from (
        select authz.tuple_told(expand_part.relation, n.sref, n.subj, n.cond, n.source) -> 'subject', row_number() over (order by n.sref, n.subj)
        from authz.named_on(org, types, expand_part.type, expand_part.relation, obj, null, null, '[]') n
        order by n.sref, n.subj
        limit most + 1) u (subject, place));
  when 'computed' then
    return jsonb_build_object('computed', jsonb_build_object(
      'object', jsonb_build_object('type', expand_part.type, 'id', obj), 'relation', rewrite ->> 'computed'));
  when 'from' then
    return jsonb_build_object('from', jsonb_build_object(
      'tupleset', rewrite #>> '{from,0}',
      'computed', (
        select coalesce(jsonb_agg(jsonb_build_object(
          'object', jsonb_build_object('type', s.type, 'id', n.subj), 'relation', rewrite #>> '{from,1}')), '[]')
        from authz.named_on(
          org, types, expand_part.type, rewrite #>> '{from,0}', obj,
          authz.admitted(types, expand_part.type, rewrite #>> '{from,0}', false), null, '[]') n
        join authz.subjects s on s.code = n.sref
        where types #> array[s.type, 'relations', rewrite #>> '{from,1}'] is not null)));
  else
    return jsonb_build_object(form, (
      select jsonb_agg(authz.expand_part(org, types, expand_part.type, expand_part.relation, obj, p.part) order by p.place)
      from jsonb_array_elements(rewrite -> form) with ordinality p (part, place)));
  end case;
end
$$;

-- The way of a yes, from the object to where the subject stands.
create function authz.way(node jsonb) returns jsonb
language sql immutable
set search_path = ''
as $$
  with recursive steps (place, node) as (
    select 1, way.node
    union all
    select s.place + 1, s.node #> '{children,0}' from steps s where s.node #> '{children,0}' is not null
  )
  select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
    'type', s.node #> '{object,type}', 'id', s.node #> '{object,id}', 'relation', s.node -> 'relation',
    'via', s.node -> 'via', 'tupleset', s.node -> 'tupleset', 'subject', s.node #> '{tuple,subject}')) order by s.place), '[]')
  from steps s
$$;

-- Who has which relation to an object: people, and the kinds of others (`team#member`) that were named; whether they
-- inherited it, and the way. In order of relation and subject, from behind a place on, at most so many.
--
-- Of the relations only these or, where none are given, all that people hold: not those that say what belongs where.
create function authz.access_list(
  org uuid, type text, obj uuid, relations text[], after text, most int, ctx jsonb default '{}')
returns table (
  place text, subject_type text, subject uuid, subject_relation text, relation text, inherited boolean, path jsonb)
language plpgsql stable
set search_path = ''
as $$
#variable_conflict use_column
declare
  types constant jsonb := authz.model_types();
  functions constant text := authz.model_schema();
  fields constant text[] := string_to_array(coalesce(after, '/-32768/00000000-0000-0000-0000-000000000000'), '/');
  left_over int := most;
  asked record;
  candidate record;
begin
  for asked in
    select r.key collate "C" as name, (r.value ->> 'code')::smallint as rel, h.code as holders
    from jsonb_each(types #> array[access_list.type, 'relations']) r
    join authz.subjects h on h.type = access_list.type and h.relation = r.key
    where r.key collate "C" >= fields[1]
      and case
        when relations is not null then r.key = any (relations)
        else r.value -> 'derived' = 'null' or r.value #> '{restrictions,0,type}' = '"user"'
      end
    order by 1
  loop
    for candidate in execute format(
      'select c.kind, c.id, s.type, s.relation from %I.subjects($2, $3, $4, $8) c join authz.subjects s on s.code = c.kind
       where (s.type <> $1 or c.id <> $4) and ($5 or (c.kind, c.id) > ($6, $7))
       order by c.kind, c.id', functions)
      using access_list.type, org, asked.holders, obj, asked.name <> fields[1], fields[2]::smallint, fields[3]::uuid, ctx
    loop
      if authz.check(org, asked.rel, obj, candidate.kind, candidate.id, ctx) = 3 then
        place := asked.name || '/' || candidate.kind || '/' || candidate.id;
        subject_type := candidate.type;
        subject := case when candidate.kind > 0 then candidate.id end;
        subject_relation := nullif(candidate.relation, '');
        relation := asked.name;
        inherited := not exists (
          select from authz.named_on(org, types, access_list.type, asked.name, obj, array[candidate.kind], array[candidate.id], '[]'));
        path := (
          select authz.way(t.node)
          from authz.trace(org, types, access_list.type, asked.name, obj, candidate.kind, candidate.id, ctx, '[]', '{}', 1000) t);
        return next;
        left_over := left_over - 1;
        if left_over <= 0 then
          return;
        end if;
      end if;
    end loop;
  end loop;
end
$$;

-- Changes by codes: [{adds, asked: type#relation, obj, sref, subj}]. Each is {change: add or remove, namespace, object_id,
-- relation, subject: {type, id, relation}}, of a relation that tuples or a table name subjects of.
create function authz.meant_changes(types jsonb, changes jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  change jsonb;
  meant jsonb := '[]';
  admitted jsonb;
begin
  for change in select c from jsonb_array_elements(changes) c loop
    select r into admitted
    from jsonb_array_elements(types #> array[change ->> 'namespace', 'relations', change ->> 'relation', 'restrictions']) r
    where r ->> 'type' = change #>> '{subject,type}' and r ->> 'relation' is not distinct from change #>> '{subject,relation}'
      and not (r ->> 'wildcard')::boolean and (r ->> 'type' = 'user' or r ->> 'relation' is not null)
    limit 1;
    if admitted is null or change ->> 'change' not in ('add', 'remove') then
      raise exception 'nobody becomes or ceases to be % of a % that way', change ->> 'relation', change ->> 'namespace'
        using errcode = 'CW422';
    end if;
    meant := meant || jsonb_build_object(
      'adds', change ->> 'change' = 'add',
      'asked', (change ->> 'namespace') || '#' || (change ->> 'relation'),
      'obj', change -> 'object_id',
      'sref', admitted -> 'sref',
      'subj', change #> '{subject,id}');
  end loop;
  return meant;
end
$$;

-- The objects of a type on which changes may matter to a relation: those that the changes name, and those that the
-- relation of whoever has what is changed reaches. One more than `most` where there are more.
create function authz.touched(org uuid, types jsonb, changes jsonb, type text, rel smallint, most int) returns uuid[]
language plpgsql stable
set search_path = ''
as $$
declare
  ids uuid[] := '{}';
  change record;
  reached record;
begin
  if touched.type = 'organization' then
    return array[org];
  end if;
  for change in
    select distinct c.obj, c.asked, split_part(c.asked, '#', 1) as changed, s.code as holders
    from jsonb_to_recordset(changes) c (asked text, obj uuid)
    join authz.subjects s on s.type = split_part(c.asked, '#', 1) and s.relation = split_part(c.asked, '#', 2)
  loop
    if change.changed = touched.type then
      ids := ids || change.obj;
    end if;
    select r.everything, r.ids into reached from authz.reach(org, touched.rel, change.holders, change.obj, '{}', most + 1) r;
    ids := ids || case
      when reached.everything or reached.ids is null then array(
        select e.id from core.entities e
        where e.org_id = org and e.type = touched.type and e.deleted_at is null
        order by e.id limit most + 1)
      else reached.ids
    end;
  end loop;
  return array(select distinct i from unnest(ids) i order by i limit most + 1);
end
$$;

-- What people would gain and lose by changes, which are not made: {gains: [{person, permission, object_id}], loses: […],
-- people, truncated}. Permissions are relations, as `task#view`; where none are asked for, all that no tuple gives
-- directly, and all of the organization.
--
-- Looks at so many people, and at so many objects for each permission, for about five seconds.
create function authz.compare(
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
    if cardinality(objects) > most_objects then
      truncated := true;
      objects := objects[:most_objects];
    end if;
    foreach person in array people loop
      held := authz.holding(org, permission.rel, objects, plain, person, '{}');
      foreach object in array objects loop
        continue when not case when object = any (held) then may_lose else may_gain end;
        if clock_timestamp() > begun + interval '5 seconds' then
          truncated := true;
          exit all_of_it;
        end if;
        decided := authz.trace(org, types, permission.type, permission.relation, object, plain, person, '{}', meant, '{}', 1000);
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

-- The people whom changes concern: those whom they name, and those who are among others that they name.
create function authz.concerned(org uuid, changes jsonb, most int) returns uuid[]
language plpgsql stable
set search_path = ''
as $$
declare
  plain constant smallint := authz.subject_of('user', '');
  ids uuid[] := '{}';
  among uuid[];
  change record;
begin
  for change in select distinct c.sref, c.subj from jsonb_to_recordset(changes) c (sref smallint, subj uuid) loop
    if change.sref = plain then
      ids := ids || change.subj;
    else
      execute format('select array(select c.id from %I.subjects($1, $2, $3, ''{}'') c where c.kind = $4 limit $5)', authz.model_schema())
        into among using org, change.sref, change.subj, plain, most;
      ids := ids || among;
    end if;
  end loop;
  return array(select distinct i from unnest(ids) i order by i limit most);
end
$$;

set role cw_owner;
