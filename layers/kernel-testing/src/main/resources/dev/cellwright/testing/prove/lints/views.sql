-- A view shows what its reader may see, not what its owner may.
select format('%I.%I', n.nspname, v.relname),
  case v.relkind
    when 'm' then 'is materialized: it keeps rows past every policy'
    when 'f' then 'is a foreign table'
    else 'is not security_invoker'
  end
from pg_class v join pg_namespace n on n.oid = v.relnamespace
where v.relkind in ('v', 'm', 'f') and {schemas}
  and (v.relkind <> 'v' or not coalesce('security_invoker=true' = any (v.reloptions) or 'security_invoker=on' = any (v.reloptions), false))
union all
select format('%I.%I', n.nspname, c.relname), 'has a rule: ' || r.rulename
from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
where r.rulename <> '_RETURN' and {schemas}
