-- A function that sees more than its caller has a fixed search path, a modest owner and named callers.
select f.subject, f.complaint
from cell_functions p
cross join lateral (values
  (p.subject, p.prosecdef and not exists (select from unnest(p.proconfig) c where c ~ '^search_path='),
    'is a definer without a fixed search_path'),
  (p.subject, p.prosecdef and exists (
      select from unnest(p.proconfig) c where c ~ '^search_path=' and c !~ '^search_path=("?"?|pg_catalog)$'),
    'is a definer whose search_path others may fill'),
  (p.subject, p.prosecdef and (p.owner_is_mighty or p.owner = 'cw_migrator' or p.owner <> all ({inner})),
    format('is a definer of %s', p.owner)),
  (p.subject, p.public_executes and p.prosecdef and p.subject <> all (array['cell.now()', 'priv.org()', 'priv.actor()', 'priv.session()']),
    'is a definer that anybody may execute'),
  (p.subject, p.public_executes and not p.prosecdef and p.provolatile <> 'i',
    'may be executed by anybody, and is more than arithmetic'),
  (p.subject, p.prosecdef and p.owner = 'cw_people' and exists (
      select from pg_roles m where m.rolname ~ '^m_' and m.rolname <> 'm_identity' and has_function_privilege(m.oid, p.oid, 'execute')),
    'answers about people to others than identity'),
  (p.subject, p.lanname not in ('sql', 'plpgsql'), 'is written in ' || p.lanname)) f (subject, wrong, complaint)
where f.wrong
