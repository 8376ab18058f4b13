-- Whoever serves requests makes nothing: no tables, not even temporary ones, no schemas.
select 'database', format('%s may %s', coalesce(r.rolname, 'public'), lower(x.privilege_type))
from pg_database d
cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) x
left join pg_roles r on r.oid = x.grantee
where d.datname = current_database() and x.privilege_type in ('TEMPORARY', 'CREATE') and (x.grantee = 0 or r.rolname ~ '^m_')
union all
select 'schema ' || n.nspname, format('%s may create there', coalesce(r.rolname, 'public'))
from pg_namespace n
cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
left join pg_roles r on r.oid = x.grantee
where x.privilege_type = 'CREATE' and n.nspname !~ '^pg_(toast|temp)' and (x.grantee = 0 or r.rolname ~ '^m_')
union all
select 'schema ' || n.nspname, 'belongs to ' || n.nspowner::regrole
from pg_namespace n
where n.nspowner::regrole::text ~ '^m_'
union all
select 'default privileges', format('of %s give public %s', d.defaclrole::regrole, lower(x.privilege_type))
from pg_default_acl d cross join lateral aclexplode(d.defaclacl) x
where x.grantee = 0
union all
select 'extension ' || e.extname, 'is not one that a cell uses'
from pg_extension e
where e.extname not in ('plpgsql', 'pgcrypto', 'btree_gin', 'pg_stat_statements')
union all
select 'publication ' || p.pubname, 'sends rows away'
from pg_publication p
