-- What is asked: pairs of a person and a document, and pages of documents.
drop table if exists bench.pairs, bench.pages;

create table bench.pairs as
select row_number() over (order by hashint8(way.n * 3 + length(way.kind))) as number, way.*
from (
  (select t.n, 'granted' as kind, t.subj, t.obj
   from (select row_number() over () as n, t.* from authz.tuples t
         where t.org_id = bench.organization(1) and t.rel = bench.relation('document', 'viewer') and t.sref = bench.subject('user', '')
           and t.subj = any (array(select bench.person(1, p * 40) from generate_series(1, 50) p))) t
   limit 250)
  union all
  -- A team's grant reaches whoever is in a team two below it.
  (select t.n, 'team', bench.person(1, 1 + t.team * 9 * 37 % 2000), t.obj
   from (select row_number() over () as n, team.team, t.obj
         from   generate_series(2, 33) as team (team)
         cross join lateral (
           select t.obj from authz.tuples t
           where t.org_id = bench.organization(1) and t.rel = bench.relation('document', 'viewer')
             and t.sref = bench.subject('team', 'member') and t.subj = bench.team(1, team.team)
           limit 8) t) t
   limit 250)
  union all
  -- A folder's grant reaches the documents two folders below it.
  (select n, 'folder', bench.person(1, 1 + ((f + 6) / 8 + 6) / 8 * 13 % 2000), bench.document(1, n)
   from (select n, 1 + n * 7919 % 3000 as f from generate_series(1::bigint, 600000, 1201) n where n % 10 < 7) d
   where ((f + 6) / 8 + 6) / 8 >= 10
   limit 250)
  union all
  (select n, 'stranger', bench.person(1, 6 + n * 29 % 1995), bench.document(1, 1 + n * 65537 % 600000) from generate_series(1, 250) n)
) way;

create table bench.pages as
select n as number, bench.person(1, 6 + n * 29 % 1995) as subj,
       array(select bench.document(1, 1 + (n * 65537 + i) % 600000) from generate_series(1, 100) i) as objs
from   generate_series(1, 200) n;

vacuum analyze bench.pairs, bench.pages;
