-- What a row takes from the context unproven, policies prove for whoever logs in, and the trail for whoever doesn't.
select t.subject, format('%s is what the context claims: %s', a.attname, w.complaint)
from cell_tables t
join pg_attribute a on a.attrelid = t.oid and not a.attisdropped
join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum and pg_get_expr(d.adbin, d.adrelid) ~ 'cw\.context'
cross join lateral (
  select 'no policy proves the organization' as complaint
  where a.attname = 'org_id' and not exists (
    select from pg_policy p
    where p.polrelid = t.oid and p.polpermissive and p.polroles = '{0}' and p.polcmd in ('*', 'a')
      and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid)) = '(org_id = ( SELECT priv.org() AS org))')
  union all
  select format('no policy proves the actor when %s adds a row', m.rolname)
  from pg_roles m
  where a.attname <> 'org_id' and m.rolname ~ '^m_' and has_any_column_privilege(m.oid, t.oid, 'insert') and not exists (
    select from pg_policy p
    where p.polrelid = t.oid and not p.polpermissive and p.polroles = array[m.oid] and p.polcmd in ('*', 'a')
      and pg_get_expr(p.polwithcheck, p.polrelid) = format('(NOT (%I IS DISTINCT FROM ( SELECT priv.actor() AS actor)))', a.attname))
  union all
  select 'the trail does not prove the context'
  where t.subject = any ({untrailed})) w
