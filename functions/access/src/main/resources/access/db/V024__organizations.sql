-- An organization is among what its members may view.

grant create on schema access to cw_access;
set role cw_access;

-- The organization that the actor speaks for, if they may view it.
create function access.own_organization() returns table (id uuid, title text, created_at timestamptz, updated_at timestamptz)
language plpgsql stable security definer rows 1
set search_path = ''
as $$
begin
  return query
    select o.org_id, o.name, o.created_at, o.updated_at
    from identity.organizations o
    where o.org_id = priv.org() and api.may('organization.view');
end
$$;
grant execute on function access.own_organization() to m_access;

set role cw_owner;
revoke create on schema access from cw_access;
