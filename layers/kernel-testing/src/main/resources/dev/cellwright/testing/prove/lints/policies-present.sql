-- A tenant sees its own rows, and a backfill sees all: a policy that is missing makes both see nothing, silently.
select t.subject, 'no policy shows a tenant its own rows'
from cell_tables t
where not t.global and not t.people and t.subject <> all ({unread})
  and not exists (
    select from pg_policy p
    where p.polrelid = t.oid and p.polpermissive and p.polroles = '{0}' and p.polcmd in ('*', 'r'))
union all
select t.subject, 'no policy shows the migrator all rows'
from cell_tables t
where not t.global and (t.subject <> all ({untrailed}) or has_table_privilege('cw_migrator', t.oid, 'insert'))
  and not exists (
    select from pg_policy p
    where p.polrelid = t.oid and p.polpermissive and p.polcmd = '*' and p.polroles = array['cw_migrator'::regrole::oid]
      and pg_get_expr(p.polqual, p.polrelid) = 'true' and pg_get_expr(p.polwithcheck, p.polrelid) = 'true')
