-- Every row says whose it is.
select t.subject, 'has no column org_id, and is no named exception'
from cell_tables t
where not t.global and not t.people
  and not exists (select from pg_attribute a where a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped)
union all
select t.subject, 'org_id may be null'
from cell_tables t
join pg_attribute a on a.attrelid = t.oid and a.attname = 'org_id' and not a.attisdropped
where not t.global and not a.attnotnull
