-- What a permission model is made into is for cw_access alone, and lends nobody its rights.
select 'schema ' || n.nspname, format('%s may %s', coalesce(r.rolname, 'public'), lower(x.privilege_type))
from pg_namespace n
cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) x
left join pg_roles r on r.oid = x.grantee
where n.nspname ~ {deciders} and r.rolname is distinct from 'cw_access'
union all
select f.subject, f.complaint
from cell_functions p
cross join lateral (values
  (p.subject, p.prosecdef, 'is a definer'),
  (p.subject, p.owner <> 'cw_access', 'belongs to ' || p.owner)) f (subject, wrong, complaint)
where f.wrong and split_part(p.subject, '.', 1) ~ {deciders}
