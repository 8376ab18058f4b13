-- Who has access to a thing: people before those by whom they have it, and nobody who is but a step of the model.

set role cw_access;

-- Who has which relation to an object, whether they inherited it, and the way: people first; behind them those who can be
-- named, as `team#member` can, and as whoever may change all tasks of an organization can't. Of each in order of relation and
-- subject, from behind a place on, at most so many.
--
-- Of the relations only these or, where none are given, all that people hold: not those that say what belongs where.
create or replace function authz.access_list(
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
  person constant smallint := authz.subject_of('user', '');
  named constant smallint[] := array(
    select distinct (x.value ->> 'sref')::smallint
    from jsonb_each(types) t
    cross join jsonb_each(t.value -> 'relations') r
    cross join jsonb_array_elements(r.value -> 'restrictions') x);
  -- Relation, kind and id of the last one before.
  fields constant text[] := string_to_array(after, '/');
  among_people constant boolean := after is null or abs(fields[2]::smallint) = person;
  left_over int := most;
  people boolean;
  goes_on boolean;
  asked record;
  candidate record;
begin
  foreach people in array array[true, false] loop
    continue when people and not among_people;
    goes_on := after is not null and people = among_people;
    for asked in
      select r.key collate "C" as name, (r.value ->> 'code')::smallint as rel, h.code as holders
      from jsonb_each(types #> array[access_list.type, 'relations']) r
      join authz.subjects h on h.type = access_list.type and h.relation = r.key
      where (not goes_on or r.key collate "C" >= fields[1])
        and case
          when relations is not null then r.key = any (relations)
          else r.value -> 'derived' = 'null' or r.value #> '{restrictions,0,type}' = '"user"'
        end
      order by 1
    loop
      for candidate in execute format(
        'select c.kind, c.id, s.type, s.relation from %I.subjects($2, $3, $4, $8) c join authz.subjects s on s.code = c.kind
         where (s.type <> $1 or c.id <> $4) and ($5 or (c.kind, c.id) > ($6, $7))
           and (abs(c.kind) = $9) = $10 and ($10 or c.kind = any ($11))
         order by c.kind, c.id', functions)
        using
          access_list.type, org, asked.holders, obj, not goes_on or asked.name <> fields[1],
          coalesce(fields[2], '0')::smallint, coalesce(fields[3], '00000000-0000-0000-0000-000000000000')::uuid, ctx,
          person, people, named
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
  end loop;
end
$$;

set role cw_owner;
