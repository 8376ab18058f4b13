-- A policy for everybody, or for anybody who logs in to serve requests, compares the organization and nothing else.
select t.subject, format('the policy %s is open: using %s, check %s', p.polname, coalesce(p.using_text, 'none'), coalesce(p.check_text, 'none'))
from cell_tables t
join lateral (
  select o.polname, o.polcmd, o.polroles, o.polpermissive,
    pg_get_expr(o.polqual, o.polrelid) as using_text, pg_get_expr(o.polwithcheck, o.polrelid) as check_text
  from pg_policy o where o.polrelid = t.oid) p on true
where p.polpermissive
  and exists (
    select from unnest(p.polroles) r (oid)
    left join pg_roles l on l.oid = r.oid
    where r.oid = 0 or l.rolname <> all ({inner}))
  and (t.people
    or (p.polcmd <> 'a' and p.using_text is distinct from '(org_id = ( SELECT priv.org() AS org))')
    or (p.polcmd = 'a' and p.check_text is distinct from '(org_id = ( SELECT priv.org() AS org))')
    or (p.polcmd in ('*', 'w') and coalesce(p.check_text, p.using_text) is distinct from '(org_id = ( SELECT priv.org() AS org))'))
