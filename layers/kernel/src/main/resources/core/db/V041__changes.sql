-- Changes are thought of one after the other, and only on what is there.

set role cw_access;

-- Changes by codes: [{adds, asked: type#relation, obj, sref, subj}]. Each is {change: add or remove, namespace, object_id,
-- relation, subject: {type, id, relation}}, of a relation that tuples or a table name subjects of, or that includes one.
-- What is said of the same tuple last is what counts.
create or replace function authz.meant_changes(types jsonb, changes jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  change jsonb;
  one jsonb;
  meant jsonb := '[]';
  relations jsonb;
  given text;
begin
  for change in select c from jsonb_array_elements(changes) c loop
    relations := types #> array[change ->> 'namespace', 'relations'];
    given := authz.given_by(relations, change ->> 'relation', change -> 'subject');
    if given is null or change ->> 'change' not in ('add', 'remove') then
      raise exception 'nobody becomes or ceases to be % of a % that way', change ->> 'relation', change ->> 'namespace'
        using errcode = 'CW422';
    end if;
    one := jsonb_build_object(
      'asked', (change ->> 'namespace') || '#' || given,
      'obj', change -> 'object_id',
      'sref', (
        select r -> 'sref'
        from jsonb_array_elements(relations #> array[given, 'restrictions']) r
        where r ->> 'type' = change #>> '{subject,type}' and r ->> 'relation' is not distinct from change #>> '{subject,relation}'
          and not (r ->> 'wildcard')::boolean
        limit 1),
      'subj', change #> '{subject,id}');
    meant := (select coalesce(jsonb_agg(m), '[]') from jsonb_array_elements(meant) m where m - 'adds' <> one)
      || jsonb_build_array(one || jsonb_build_object('adds', change ->> 'change' = 'add'));
  end loop;
  return meant;
end
$$;

-- The objects of a type on which changes may matter to a relation: those that the changes name, and those that the
-- relation of whoever has what is changed reaches. Of entities those that are there. One more than `most` where there
-- are more.
create or replace function authz.touched(org uuid, types jsonb, changes jsonb, type text, rel smallint, most int) returns uuid[]
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
  return array(
    select distinct i from unnest(ids) i
    where not exists (select from core.entity_types k where k.type = touched.type)
      or exists (select from core.entities e where e.org_id = org and e.id = i and e.type = touched.type and e.deleted_at is null)
    order by i limit most + 1);
end
$$;

set role cw_owner;
