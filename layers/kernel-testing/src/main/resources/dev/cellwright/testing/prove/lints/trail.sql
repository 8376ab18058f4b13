-- Each kind of change is on the trail.
select t.subject, 'the trail has no ' || k.kind
from cell_tables t
cross join (values ('insert', 4), ('update', 16), ('delete', 8)) k (kind, bit)
where not t.global and t.subject <> all ({untrailed})
  and not exists (
    select from pg_trigger g
    where g.tgrelid = t.oid and g.tgfoid = 'priv.audit'::regproc and g.tgenabled in ('O', 'A') and g.tgqual is null
      and g.tgtype::int & k.bit <> 0 and g.tgtype::int & 3 = 0)
