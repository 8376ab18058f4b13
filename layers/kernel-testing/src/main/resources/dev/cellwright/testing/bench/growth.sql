-- Tuples by the million. Three in ten belong to the largest organization, where each document has up to
-- five; the others to a thousand organizations, the n-th of which has about the n-th part of the first.
-- The keys are taken away meanwhile: to sort once is faster than to insert in order ten million times.
create procedure bench.grow(seen bigint, wanted bigint)
language plpgsql
as $$
declare
  keys constant text[] := array(
    select format('add constraint %I %s', c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c where c.conrelid = 'authz.tuples'::regclass and c.contype in ('p', 'u'));
  name text;
begin
  for name in select c.conname from pg_constraint c where c.conrelid = 'authz.tuples'::regclass and c.contype in ('p', 'u') loop
    execute format('alter table authz.tuples drop constraint %I', name);
  end loop;

  insert into authz.tuples (org_id, rel, obj, sref, subj, created_at)
  select bench.organization(g.org), r.code, bench.document(g.org, g.document), s.code,
    case k.subject_type
      when 'user' then bench.person(g.org, 1 + (hashint8(g.i) & 2147483647) % g.people)
      else bench.team(g.org, 1 + (hashint8(g.i) & 2147483647) % g.teams)
    end,
    now()
  from (
    select i, 1 as org, 1 + i / 5 * 7919 % 600000 as document, 2000 as people, 300 as teams
    from   generate_series(seen * 3 / 10, wanted * 3 / 10 - 1) i
    union all
    select i, 2 + power(1000, (hashint8(i / 5)::bigint + 2147483648) / 4294967296.0)::int, i / 5, 500, 60
    from   generate_series(seen * 7 / 10, wanted * 7 / 10 - 1) i
  ) g
  join (values
    (0, 'viewer', 'user', ''), (1, 'viewer', 'team', 'member'), (2, 'editor', 'user', ''),
    (3, 'blocked', 'user', ''), (4, 'editor', 'team', 'member')
  ) as k (kind, relation, subject_type, subject_relation) on k.kind = g.i % 5
  join authz.relations r on r.type = 'document' and r.relation = k.relation
  join authz.subjects s on s.type = k.subject_type and s.relation = k.subject_relation;

  execute 'alter table authz.tuples ' || array_to_string(keys, ', ');
end
$$;
