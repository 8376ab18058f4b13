-- Keys and indexes begin with the organization: one that doesn't tells whether another tenant has a value.
select t.subject, format('the index %s does not begin with org_id', i.indexrelid::regclass)
from cell_tables t
join pg_index i on i.indrelid = t.oid
join pg_class x on x.oid = i.indexrelid
join pg_attribute a on a.attrelid = t.oid and a.attname = 'org_id'
where not t.global and not t.people and i.indkey[0] <> a.attnum
  and format('%s.%s', t.schema, x.relname) <> all ({unled})
union all
select t.subject, format('the foreign key %s does not carry org_id', k.conname)
from cell_tables t
join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
join cell_tables p on p.oid = k.confrelid
where not t.global and not t.people
  and not (p.people and p.schema = t.schema)
  and not exists (
    select from unnest(k.conkey, k.confkey) c (child, parent)
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.child and a.attname = 'org_id'
    join pg_attribute b on b.attrelid = k.confrelid and b.attnum = c.parent and b.attname = 'org_id')
union all
select t.subject, format('the constraint %s excludes across organizations', k.conname)
from cell_tables t
join pg_constraint k on k.conrelid = t.oid and k.contype = 'x'
where not t.global and not t.people
