-- Row-level security is enabled, and forced on the owner too.
select t.subject, 'row-level security is not ' || case when t.relrowsecurity then 'forced' else 'enabled' end
from cell_tables t
where not t.global and not (t.relrowsecurity and t.relforcerowsecurity)
