-- Memberships are held while they are acted on: see the kernel's priv.enter.

grant create on schema identity to cw_people;

create policy holding on identity.org_members for update to cw_people
  using (org_id = (select priv.org())) with check (false);
comment on policy holding on identity.org_members is 'Lets identity.hold lock members of the context''s organization. It lets nobody change them.';

-- Holds memberships until the transaction ends, in the order of the people: some shared with whoever else acts for
-- or on these people, some alone, to change or end them. With the latter the owner's is held, to whom goes what is left.
create function identity.hold(org uuid, shared uuid[], alone uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  person uuid;
begin
  if org is distinct from priv.org() then
    raise exception 'only for the context''s organization' using errcode = 'CW500';
  end if;
  if cardinality(alone) > 0 then
    shared := shared || array(select m.user_id from identity.org_members m where m.org_id = org and m.role = 'owner');
  end if;
  for person in select distinct p from unnest(shared || alone) p order by p loop
    if person = any (alone) then
      perform from identity.org_members m where m.org_id = org and m.user_id = person for update;
    else
      perform from identity.org_members m where m.org_id = org and m.user_id = person for key share;
    end if;
  end loop;
end
$$;
grant execute on function identity.hold(uuid, uuid[], uuid[]) to cw_kernel;
alter function identity.hold(uuid, uuid[], uuid[]) owner to cw_people;
-- Not granted to m_identity: who acts is held by the kernel, with the command.

revoke create on schema identity from cw_people;
