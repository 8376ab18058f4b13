-- Measures in the database: between two looks at its clock lies the one call.

create function bench.relation(type text, relation text) returns smallint
language sql stable as 'select r.code from authz.relations r where r.type = $1 and r.relation = $2';
create function bench.subject(type text, relation text) returns smallint
language sql stable as 'select s.code from authz.subjects s where s.type = $1 and s.relation = $2';

create function bench.time_checks(relation smallint) returns table (kind text, allowed boolean, ms double precision)
language plpgsql
as $$
declare
  org constant uuid := bench.organization(1);
  person constant smallint := bench.subject('user', '');
  pair record;
  decision smallint;
  started timestamptz;
begin
  for pair in select p.kind, p.obj, p.subj from bench.pairs p order by p.number loop
    started := clock_timestamp();
    decision := authz.check(org, relation, pair.obj, person, pair.subj, '{}');
    ms := extract(epoch from clock_timestamp() - started) * 1000;
    kind := pair.kind;
    allowed := decision = 3;
    return next;
  end loop;
end
$$;

create function bench.time_pages(relation smallint, size int) returns table (held int, ms double precision)
language plpgsql
as $$
declare
  org constant uuid := bench.organization(1);
  person constant smallint := bench.subject('user', '');
  page record;
  holding uuid[];
  started timestamptz;
begin
  for page in select p.objs[1:size] as objs, p.subj from bench.pages p order by p.number loop
    started := clock_timestamp();
    holding := authz.holding(org, relation, page.objs, person, page.subj, '{}');
    ms := extract(epoch from clock_timestamp() - started) * 1000;
    held := cardinality(holding);
    return next;
  end loop;
end
$$;

grant usage on schema bench to m_bench;
grant execute on function bench.time_statement(text, text[], int) to m_bench;
