-- Holds memberships until the transaction ends, as the kernel asks when a command begins.

grant create on schema identity to cw_people;
grant update (role) on identity.members to cw_people;
create function identity.hold(org uuid, shared uuid[], alone uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform from identity.members m where m.org_id = org and m.person_id = any (shared || alone) order by m.person_id for key share;
end
$$;
grant execute on function identity.hold(uuid, uuid[], uuid[]) to cw_kernel;
alter function identity.hold(uuid, uuid[], uuid[]) owner to cw_people;
revoke create on schema identity from cw_people;
