-- Roles of the cell are no more than they need to be.
select r.rolname, w.complaint
from pg_roles r
cross join lateral (values
  (r.rolsuper, 'is a superuser'),
  (r.rolbypassrls, 'bypasses row-level security'),
  (r.rolcreaterole, 'may make roles'),
  (r.rolcreatedb, 'may make databases'),
  (r.rolreplication, 'may replicate'),
  (r.rolinherit, 'inherits'),
  (r.rolcanlogin and r.rolname !~ '^m_' and r.rolname <> 'cw_migrator', 'may log in'),
  (r.rolcanlogin and not exists (
      select from pg_db_role_setting s cross join lateral unnest(s.setconfig) c
      where s.setrole = r.oid and c ~ '^statement_timeout=' and c !~ '^statement_timeout=0'),
    'has no statement timeout')) w (wrong, complaint)
where r.rolname ~ '^(cw|m)_' and w.wrong
union all
select m.member::regrole::text, 'is a member of ' || m.roleid::regrole
from pg_auth_members m
join pg_roles r on r.oid = m.member
where r.rolname ~ '^(cw|m)_' and not (
  (r.rolname = 'cw_migrator' and m.roleid::regrole::text in ('cw_owner', 'rds_iam'))
  or (r.rolname = 'cw_owner' and m.roleid::regrole::text in ('cw_kernel', 'cw_people', 'cw_search', 'cw_audit', 'cw_access', 'cw_relay', 'cw_vault', 'cw_trail', 'cw_archive')))
