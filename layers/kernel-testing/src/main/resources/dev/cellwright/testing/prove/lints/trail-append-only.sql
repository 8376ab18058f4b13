-- Nobody changes or takes away what the trail says, or brings a destroyed key back.
select 'core.audit_log', format('%s may %s', r.rolname, p.privilege)
from pg_roles r
cross join (values ('update'), ('delete'), ('truncate'), ('trigger')) p (privilege)
where not r.rolsuper and r.rolname !~ '^(pg_|prove_)'
  and not (r.rolname = 'cw_archive' and p.privilege = 'delete')
  and (has_table_privilege(r.oid, 'core.audit_log', p.privilege)
    or (p.privilege = 'update' and has_any_column_privilege(r.oid, 'core.audit_log', 'update')))
union all
select 'core.audit_log', format('%s may insert', r.rolname)
from pg_roles r
where not r.rolsuper and r.rolname !~ '^(pg_|prove_)' and r.rolname <> 'cw_audit'
  and has_any_column_privilege(r.oid, 'core.audit_log', 'insert')
union all
-- Who removes what is archived can remove nothing else, and is asked by one function only.
select 'core.audit_log', format('the policy %s lets more be removed than what was archived', p.polname)
from pg_policy p
where p.polrelid = 'core.audit_log'::regclass and p.polcmd in ('d', '*')
  and (p.polroles <> array['cw_archive'::regrole::oid] or pg_get_expr(p.polqual, p.polrelid) !~ 'audit\.archives')
union all
select p.oid::regprocedure::text, 'acts as who removes what is archived'
from pg_proc p
where p.proowner = 'cw_archive'::regrole and p.proname <> 'remove_archived'
union all
select 'core.person_keys', format('%s may delete', r.rolname)
from pg_roles r
where not r.rolsuper and r.rolname ~ '^(m_|cw_)' and r.rolname <> 'cw_owner'
  and has_table_privilege(r.oid, 'core.person_keys', 'delete')
