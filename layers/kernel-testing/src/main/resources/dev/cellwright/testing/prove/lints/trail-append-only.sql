-- Nobody changes or takes away what the trail says, or brings a destroyed key back.
select 'core.audit_log', format('%s may %s', r.rolname, p.privilege)
from pg_roles r
cross join (values ('update'), ('delete'), ('truncate'), ('trigger')) p (privilege)
where not r.rolsuper and r.rolname !~ '^(pg_|prove_)'
  and (has_table_privilege(r.oid, 'core.audit_log', p.privilege)
    or (p.privilege = 'update' and has_any_column_privilege(r.oid, 'core.audit_log', 'update')))
union all
select 'core.audit_log', format('%s may insert', r.rolname)
from pg_roles r
where not r.rolsuper and r.rolname !~ '^(pg_|prove_)' and r.rolname <> 'cw_audit'
  and has_any_column_privilege(r.oid, 'core.audit_log', 'insert')
union all
select 'core.person_keys', format('%s may delete', r.rolname)
from pg_roles r
where not r.rolsuper and r.rolname ~ '^(m_|cw_)' and r.rolname <> 'cw_owner'
  and has_table_privilege(r.oid, 'core.person_keys', 'delete')
