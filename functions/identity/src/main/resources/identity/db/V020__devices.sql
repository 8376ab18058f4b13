-- Whether somebody logs in from where they never did: they are told of it.

grant create on schema identity to cw_people;

-- The network of an address; null for what is none.
create function identity.network(address text) returns cidr
language plpgsql immutable
set search_path = ''
as $$
begin
  return network(set_masklen(address::inet, case family(address::inet) when 4 then 24 else 48 end));
exception
  when invalid_text_representation then
    return null;
end
$$;
alter function identity.network(text) owner to cw_people;

-- A log-in as its event tells it: whether the person had no session in the last 90 days with the same browser or app
-- from the same network (a /24, or a /48), and the organization that the session speaks for, in which they are told.
create function identity.told_log_in(session uuid) returns jsonb
language sql volatile security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'organization_id', s.organization_id,
    'new_device', not exists (
      select from identity.sessions o
      where o.user_id = s.user_id and o.id <> s.id and o.created_at > s.created_at - interval '90 days'
        and o.user_agent is not distinct from s.user_agent
        and identity.network(o.ip) is not distinct from identity.network(s.ip)))
  from identity.sessions s
  where s.id = told_log_in.session and priv.field(3) = 'anonymous'
$$;
grant execute on function identity.told_log_in(uuid) to m_identity;
alter function identity.told_log_in(uuid) owner to cw_people;
revoke create on schema identity from cw_people;
