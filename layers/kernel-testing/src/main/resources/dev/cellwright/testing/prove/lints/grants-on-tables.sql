-- Nobody reaches a table but the module whose schema it is in; and nobody the tables about people.
select c.subject, 'public may ' || lower(x.privilege_type)
from (
  select t.subject, t.oid, t.owner from cell_tables t
  union all
  select format('%I.%I', n.nspname, v.relname), v.oid, v.relowner
  from pg_class v join pg_namespace n on n.oid = v.relnamespace
  where v.relkind in ('v', 'm', 'S') and {schemas}) c
join pg_class r on r.oid = c.oid
cross join lateral aclexplode(r.relacl) x
where x.grantee = 0
union all
select t.subject, format('%s may reach a column or more', m.rolname)
from cell_tables t
cross join pg_roles m
where m.rolname ~ '^m_'
  and ('m_' || t.schema <> m.rolname or t.people or t.global)
  and t.subject || ' ' || m.rolname <> all ({lent})
  and (has_any_column_privilege(m.oid, t.oid, 'select') or has_any_column_privilege(m.oid, t.oid, 'insert')
    or has_any_column_privilege(m.oid, t.oid, 'update') or has_table_privilege(m.oid, t.oid, 'delete')
    or has_table_privilege(m.oid, t.oid, 'truncate') or has_any_column_privilege(m.oid, t.oid, 'references')
    or has_table_privilege(m.oid, t.oid, 'trigger'))
union all
select t.subject, format('%s may empty it, refer to it or put triggers on it', m.rolname)
from cell_tables t
cross join pg_roles m
where m.rolname ~ '^m_'
  and (has_table_privilege(m.oid, t.oid, 'truncate') or has_any_column_privilege(m.oid, t.oid, 'references')
    or has_table_privilege(m.oid, t.oid, 'trigger'))
