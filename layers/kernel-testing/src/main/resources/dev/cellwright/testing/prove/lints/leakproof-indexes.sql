-- An index on what isn't leakproof is no use under a policy, unless a searching role has a policy of its own.
select t.subject, format('the index %s has a column whose operators are not leakproof', i.indexrelid::regclass)
from cell_tables t
join pg_index i on i.indrelid = t.oid
join pg_class x on x.oid = i.indexrelid
join pg_am m on m.oid = x.relam
where not t.global and not t.people
  and not (m.amname = 'gin' and exists (
    select from pg_policy p where p.polrelid = t.oid and p.polroles = array['cw_search'::regrole::oid]))
  and exists (
    select from generate_series(0, i.indnkeyatts - 1) k (place)
    join pg_opclass c on c.oid = i.indclass[k.place]
    where m.amname <> 'btree' or i.indkey[k.place] = 0 or exists (
      select from pg_amop o
      join pg_operator p on p.oid = o.amopopr
      join pg_proc f on f.oid = p.oprcode
      where o.amopfamily = c.opcfamily and o.amoplefttype = c.opcintype and o.amoprighttype = c.opcintype and not f.proleakproof))
