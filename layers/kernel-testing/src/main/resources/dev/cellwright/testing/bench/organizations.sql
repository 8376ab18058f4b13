-- Two organizations whose documents are there: number 1 with 600,000 of them, number 2 with 14,000.
-- `:few`, `:manager`, `:everywhere`, `:some` and `:much` are people who registered.

insert into bench.members (org_id, user_id, role)
select bench.organization(1), bench.person(1, n), case when n <= 5 then 'manager' else 'member' end
from   generate_series(1, 2000) n
union all
select bench.organization(2), bench.person(2, n), 'member' from generate_series(1, 200) n
union all
values (bench.organization(1), :manager, 'manager'), (bench.organization(1), :everywhere, 'member'),
       (bench.organization(2), :some, 'member'), (bench.organization(2), :much, 'member');

insert into bench.folders (org_id, id, parent_id)
select bench.organization(1), bench.folder(1, n), case when n > 1 then bench.folder(1, (n + 6) / 8) end
from   generate_series(1, 3000) n
union all
select bench.organization(2), bench.folder(2, n), case when n > 10 then bench.folder(2, 3 + n / 100) end
from   generate_series(1, 700) n;

insert into bench.documents (org_id, id, folder_id, owner_id, title, created_at)
select bench.organization(1), bench.document(1, n),
       case when n % 10 < 7 then bench.folder(1, 1 + n * 7919 % 3000) end,
       bench.person(1, 1 + n * 31 % 2000), 'Document ' || n, timestamptz '2024-01-01 00:00Z' + n * interval '1 minute'
from   generate_series(1::bigint, 600000) n
union all
select bench.organization(2), bench.document(2, n),
       case when n % 100 in (93, 97) then bench.folder(2, 1)
            when n % 100 between 40 and 69 then bench.folder(2, 2)
            when n % 10 < 7 then bench.folder(2, 11 + n * 7919 % 690) end,
       bench.person(2, 1 + n * 31 % 200), 'Document ' || n, timestamptz '2024-01-01 00:00Z' + n * interval '1 minute'
from   generate_series(1, 14000) n;

-- Teams of ten, in a tree: whoever is in a team is in those above it.
insert into authz.tuples (org_id, rel, obj, sref, subj, created_at)
select g.org_id, r.code, g.obj, s.code, g.subj, now()
from (
  select bench.organization(org) as org_id, 'team' as type, bench.team(org, t) as obj, 'member' as relation, 'user' as subject_type, '' as subject_relation,
         bench.person(org, 1 + (t * 37 + j * 191) % people) as subj
  from   (values (1, 300, 2000), (2, 40, 200)) as o (org, teams, people),
         generate_series(1, teams) t, generate_series(0, 9) j
  union all
  select bench.organization(org), 'team', bench.team(org, (t + 1) / 3), 'member', 'team', 'member', bench.team(org, t)
  from   (values (1, 300), (2, 40)) as o (org, teams), generate_series(2, teams) t
  union all
  -- Folders below the first are granted to a person and to a team.
  select bench.organization(1), 'folder', bench.folder(1, f), 'viewer', 'user', '', bench.person(1, 1 + f * 13 % 2000)
  from   generate_series(10, 3000) f
  union all
  select bench.organization(1), 'folder', bench.folder(1, f), 'viewer', 'team', 'member', bench.team(1, 1 + f * 17 % 300)
  from   generate_series(10, 3000) f
  union all
  select bench.organization(1), 'document', bench.document(1, n), 'viewer', 'organization', 'member', bench.organization(1)
  from   generate_series(50, 600000, 100) n
  union all
  -- The few: thirty documents among all, granted one by one.
  select bench.organization(1), 'document', bench.document(1, n), 'viewer', 'user', '', :few
  from   generate_series(7, 600000, 20000) n
  union all
  select bench.organization(1), 'folder', bench.folder(1, 1), 'viewer', 'user', '', :everywhere
  union all
  -- Some: seven in a hundred of the smaller organization, granted, by way of a team, by way of a folder.
  select bench.organization(2), 'team', bench.team(2, 40), 'member', 'user', '', :some
  union all
  select bench.organization(2), 'document', bench.document(2, n), 'viewer', 'user', '', :some
  from   generate_series(1, 14000) n where n % 100 in (3, 31, 62)
  union all
  select bench.organization(2), 'document', bench.document(2, n), 'viewer', 'team', 'member', bench.team(2, 4)
  from   generate_series(1, 14000) n where n % 100 in (17, 48)
  union all
  select bench.organization(2), 'folder', bench.folder(2, 1), 'viewer', 'team', 'member', bench.team(2, 40)
  union all
  select bench.organization(2), 'folder', bench.folder(2, 2), 'viewer', 'user', '', :much
  union all
  select bench.organization(2), 'document', bench.document(2, n), relation, 'user', '', bench.person(2, 1 + (n * 7 + length(relation)) % 200)
  from   generate_series(1, 14000) n, unnest(array['viewer', 'editor', 'blocked']) relation
) g
join authz.relations r on r.type = g.type and r.relation = g.relation
join authz.subjects s on s.type = g.subject_type and s.relation = g.subject_relation;
