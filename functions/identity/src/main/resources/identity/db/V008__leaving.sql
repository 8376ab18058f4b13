-- What ends with a membership, and how an organization is handed over.

grant create on schema identity to cw_people;

call migration.event('organization.ownership_transferred', 'identity');

-- Forgets somebody who has just left the context's organization: what was granted to them, the roles they
-- had, and which of their sessions spoke for it. Answers how many of those.
create function identity.forget_member(person uuid) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  silenced bigint;
begin
  perform identity.only_for('member');
  perform from identity.org_members m where m.org_id = priv.org() and m.user_id = person;
  if found then
    raise exception 'no member is forgotten' using errcode = 'CW500';
  end if;
  perform authz.forget('user', person);
  update identity.sessions s set organization_id = null
  where s.user_id = person and s.organization_id = priv.org();
  get diagnostics silenced = row_count;
  return silenced;
end
$$;
grant execute on function identity.forget_member(uuid) to m_identity;
alter function identity.forget_member(uuid) owner to cw_people;
grant execute on function authz.forget(text, uuid) to cw_people;

-- What a logged-in caller's password is checked against, before what needs it said again.
create function identity.own_credentials() returns table (user_id uuid, password_hash text, locked_seconds int)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform identity.only_for('member');
  return query
    select u.id, u.password_hash, identity.locked_seconds(u.email_normalized)
    from identity.users u where u.id = priv.actor();
end
$$;
grant execute on function identity.own_credentials() to m_identity;
alter function identity.own_credentials() owner to cw_people;

-- Counts a wrong password of a logged-in caller as a failed log-in with their address: saying a password
-- again tries it as often as logging in does. Answers as identity.count_failure does.
create function identity.count_own_failure() returns int
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.only_for('member');
  return identity.note_failure((select u.email_normalized from identity.users u where u.id = priv.actor()));
end
$$;
grant execute on function identity.count_own_failure() to m_identity;
alter function identity.count_own_failure() owner to cw_people;

-- Confirms that a caller's password was found right: the address isn't locked by now and the password is
-- still that one. Answers one row, with an ending where that isn't so.
create function identity.confirm_password(verified_hash text) returns table (ending text, locked_seconds int)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  address text;
  hash text;
begin
  perform identity.only_for('member');
  select u.email_normalized, u.password_hash into address, hash from identity.users u where u.id = priv.actor() for share;
  locked_seconds := identity.settle_failures(address);
  ending := case when locked_seconds is not null then 'locked' when hash <> verified_hash then 'password_changed' end;
  return next;
end
$$;
grant execute on function identity.confirm_password(text) to m_identity;
alter function identity.confirm_password(text) owner to cw_people;

revoke create on schema identity from cw_people;
