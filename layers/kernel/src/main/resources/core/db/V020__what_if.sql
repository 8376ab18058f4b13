-- A change may be told by the word that people use. Who is a member of a team is said by whom was added to it: the
-- relation `member` includes `joined`, and it is `joined` that a person can be given.

set role cw_access;

-- The relation by which a subject of a kind is given a relation: this one, or else the first that its union includes;
-- null where there is none.
create function authz.given_by(relations jsonb, relation text, subject jsonb) returns text
language sql stable
set search_path = ''
as $$
  select w.relation
  from (
    select 0, given_by.relation
    union all
    select p.ordinality, p.value ->> 'computed'
    from jsonb_array_elements(relations #> array[given_by.relation, 'rewrite', 'union']) with ordinality p
    where p.value ? 'computed') w (place, relation)
  where exists (
    select from jsonb_array_elements(relations #> array[w.relation, 'restrictions']) r
    where r ->> 'type' = subject ->> 'type' and r ->> 'relation' is not distinct from subject ->> 'relation'
      and not (r ->> 'wildcard')::boolean and (r ->> 'type' = 'user' or r ->> 'relation' is not null))
  order by w.place
  limit 1
$$;

-- Changes by codes: [{adds, asked: type#relation, obj, sref, subj}]. Each is {change: add or remove, namespace, object_id,
-- relation, subject: {type, id, relation}}, of a relation that tuples or a table name subjects of, or that includes one.
create or replace function authz.meant_changes(types jsonb, changes jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  change jsonb;
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
    meant := meant || jsonb_build_object(
      'adds', change ->> 'change' = 'add',
      'asked', (change ->> 'namespace') || '#' || given,
      'obj', change -> 'object_id',
      'sref', (
        select r -> 'sref'
        from jsonb_array_elements(relations #> array[given, 'restrictions']) r
        where r ->> 'type' = change #>> '{subject,type}' and r ->> 'relation' is not distinct from change #>> '{subject,relation}'
          and not (r ->> 'wildcard')::boolean
        limit 1),
      'subj', change #> '{subject,id}');
  end loop;
  return meant;
end
$$;

set role cw_owner;
