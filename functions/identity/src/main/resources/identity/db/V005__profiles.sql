-- What people see of themselves. A session tells who asks: it is the context's own, or the one that
-- registering or logging in has just made.

create function identity.person_of(session uuid)
returns table (
  id uuid, email text, name text, first_name text, last_name text, avatar_url text, timezone text, locale text,
  last_login_at timestamptz, created_at timestamptz, updated_at timestamptz, version bigint)
language sql stable security definer
set search_path = ''
as $$
  select u.id, u.email, u.name, u.first_name, u.last_name, u.avatar_url, u.timezone, u.locale,
    u.last_login_at, u.created_at, u.updated_at, u.version
  from identity.sessions s
  join identity.users u on u.id = s.user_id
  where s.id = session and (priv.field(3) = 'anonymous' or s.user_id = (select priv.actor()))
$$;
grant execute on function identity.person_of(uuid) to m_identity;
alter function identity.person_of(uuid) owner to cw_people;

-- The organizations of a session's person, those that wait to be accepted included, and which of them the session speaks for.
create function identity.organizations_of(session uuid)
returns table (
  id uuid, name text, slug text, plan text, logo_url text, default_timezone text, personal boolean, role text,
  joined_at timestamptz, created_at timestamptz, updated_at timestamptz, version bigint, spoken_for boolean)
language sql stable security definer
set search_path = ''
as $$
  select o.org_id, o.name, o.slug, o.plan, o.logo_url, o.default_timezone, o.personal, m.role,
    m.joined_at, o.created_at, o.updated_at, o.version, o.org_id is not distinct from s.organization_id
  from identity.sessions s
  join identity.org_members m on m.user_id = s.user_id
  join identity.organizations o on o.org_id = m.org_id
  where s.id = session and (priv.field(3) = 'anonymous' or s.user_id = (select priv.actor()))
$$;
grant execute on function identity.organizations_of(uuid) to m_identity;
alter function identity.organizations_of(uuid) owner to cw_people;

-- Changes the actor's profile: the members that `changes` has. Answers the new version, or no row where the
-- version seen is no longer there.
create function identity.edit_profile(changes jsonb, seen bigint) returns table (version bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.only_for('person');
  return query
    update identity.users u
    set first_name = case when changes ? 'first_name' then changes ->> 'first_name' else u.first_name end,
      last_name = case when changes ? 'last_name' then changes ->> 'last_name' else u.last_name end,
      avatar_url = case when changes ? 'avatar_url' then changes ->> 'avatar_url' else u.avatar_url end,
      timezone = coalesce(changes ->> 'timezone', u.timezone),
      locale = coalesce(changes ->> 'locale', u.locale),
      updated_at = cell.now(),
      version = u.version + 1
    where u.id = priv.actor() and (seen is null or u.version = seen)
    returning u.version;
end
$$;
grant execute on function identity.edit_profile(jsonb, bigint) to m_identity;
alter function identity.edit_profile(jsonb, bigint) owner to cw_people;

revoke create on schema identity from cw_people;
