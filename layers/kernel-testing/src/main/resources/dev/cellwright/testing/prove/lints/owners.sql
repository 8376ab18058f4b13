-- Tables and views belong to the owner that nobody logs in as; the context keys to the master.
select format('%I.%I', n.nspname, c.relname), 'belongs to ' || c.relowner::regrole
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and {schemas}
  and c.relowner::regrole::text <> 'cw_owner' and n.nspname <> 'priv'
union all
select 'priv.context_keys', 'belongs to ' || c.relowner::regrole
from pg_class c
where c.oid = 'priv.context_keys'::regclass and c.relowner::regrole::text ~ '^(cw|m)_'
