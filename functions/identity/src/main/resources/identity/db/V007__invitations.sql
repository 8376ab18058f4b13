-- Invitations: to an address, which whoever accepts must have registered.

grant create on schema identity to cw_people;

create table identity.invitations (
  org_id           uuid not null default priv.org(),
  id               uuid not null,
  email            text not null check (octet_length(email) <= 254),
  email_normalized text not null,
  role             text not null check (role in ('admin', 'manager', 'member', 'guest')),
  team_ids         uuid[] not null default '{}' check (cardinality(team_ids) <= 20),
  token_hash       bytea not null constraint invitations_token unique check (length(token_hash) = 32),
  invited_by       uuid not null default priv.actor(),
  status           text not null default 'pending' check (status in ('pending', 'accepted', 'expired', 'revoked')),
  expires_at       timestamptz not null default cell.now() + interval '7 days',
  accepted_at      timestamptz,
  accepted_by      uuid,
  created_at       timestamptz not null default cell.now(),
  updated_at       timestamptz not null default cell.now(),
  version          bigint not null default 1,
  primary key (org_id, id),
  constraint invitations_acceptance check ((status = 'accepted') = (accepted_at is not null) and (accepted_at is null) = (accepted_by is null))
);
comment on table identity.invitations is 'Who was asked by mail to join an organization, and by whom. One address has one that waits.';
comment on column identity.invitations.email is 'In the trail it is sealed under the invitation''s own key, since it may be nobody''s who is known.';
comment on column identity.invitations.token_hash is 'SHA-256 of the token in the mail, which has 256 random bits. The token itself is nowhere.';
comment on column identity.invitations.invited_by is 'Who sent it last, and vouches for it: it is worth nothing when they may not invite any more, or have a lower role than it gives.';
comment on column identity.invitations.status is 'A pending one that is out of date becomes expired when its address is invited anew.';
create unique index invitations_pending on identity.invitations (org_id, email_normalized) where status = 'pending';
create index invitations_made on identity.invitations (org_id, created_at, id);
call migration.tenant_table('identity.invitations', 'invitation', 'id', 'id', '{email, email_normalized}', '{token_hash}');
create policy people on identity.invitations for select to cw_people using (true);
create policy accepting on identity.invitations for update to cw_people
  using (status = 'pending') with check (status = 'accepted' and accepted_at = cell.now());
grant select, update (status, accepted_at, accepted_by, updated_at, version) on identity.invitations to cw_people;
grant select (org_id, id, email, email_normalized, role, team_ids, invited_by, status, expires_at, accepted_at, accepted_by, created_at, updated_at, version),
  insert (id, email, email_normalized, role, team_ids, token_hash),
  update (token_hash, invited_by, status, expires_at, updated_at, version)
  on identity.invitations to m_identity;
-- Not granted to m_identity: reading of token_hash; accepted_at and accepted_by, since only the person accepts; delete.

-- What an invitation that is being accepted lets in: a membership in its role, seats in its teams, and
-- the numbers of the events about both.
create policy invited on identity.org_members for insert to cw_people
  with check (exists (
    select from identity.invitations i
    where i.org_id = org_members.org_id and i.accepted_by = org_members.user_id and i.accepted_at = cell.now()
      and i.role = org_members.role));
create policy invited on identity.organizations for update to cw_people
  using (exists (select from identity.invitations i where i.org_id = organizations.org_id and i.accepted_at = cell.now()));
create policy people on identity.teams for select to cw_people using (true);
create policy invited on identity.teams for update to cw_people
  using (exists (
    select from identity.invitations i
    where i.org_id = teams.org_id and i.accepted_at = cell.now() and teams.id = any (i.team_ids)));
create policy people on identity.team_members for select to cw_people using (true);
create policy invited on identity.team_members for insert to cw_people
  with check (role = 'member' and exists (
    select from identity.invitations i
    where i.org_id = team_members.org_id and i.accepted_by = team_members.user_id and i.accepted_at = cell.now()
      and team_members.team_id = any (i.team_ids)));
grant select, update (updated_at, version) on identity.teams to cw_people;
grant select, insert (org_id, team_id, user_id, role) on identity.team_members to cw_people;

call migration.event('invitation.sent', 'identity');
call migration.event('invitation.accepted', 'identity');
call migration.event('invitation.revoked', 'identity');

-- How far a role reaches: more is more. Null for what is no role.
create function identity.rank(role text) returns int
language sql immutable parallel safe
set search_path = ''
as $$ select array_position(array['guest', 'member', 'manager', 'admin', 'owner'], role) $$;
grant execute on function identity.rank(text) to m_identity, cw_people;

-- Whether an address belongs to an accepted member of the context's organization. Of open memberships
-- nothing is told: not even the organization knows whose they are.
create function identity.is_members_address(address text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (
    select from identity.users u
    join identity.org_members m on m.user_id = u.id
    where u.email_normalized = address and m.org_id = (select priv.org()) and m.joined_at is not null)
$$;
grant execute on function identity.is_members_address(text) to m_identity;
alter function identity.is_members_address(text) owner to cw_people;

-- The invitation that a token opens, while it waits and whoever sent it still could. Only for other functions:
-- it asks nobody.
create function identity.open_invitation(token_hash bytea) returns setof identity.invitations
language sql stable
set search_path = ''
as $$
  select i
  from identity.invitations i
  join identity.org_members m
    on m.org_id = i.org_id and m.user_id = i.invited_by and m.joined_at is not null and identity.rank(m.role) >= identity.rank(i.role)
  where i.token_hash = open_invitation.token_hash and i.status = 'pending' and i.expires_at > cell.now()
    and (
      authz.allows(i.org_id, i.invited_by, 'invitation.create', null)
      or authz.allows(i.org_id, i.invited_by, 'invitation.edit', null))
$$;
alter function identity.open_invitation(bytea) owner to cw_people;
grant execute on function authz.allows(uuid, uuid, text, uuid) to cw_people;

-- What whoever holds a token may know before accepting: who asks, and which address is asked. Whether
-- somebody has registered that address isn't told.
create function identity.invitation_of(token_hash bytea)
returns table (organization_id uuid, organization_name text, role text, email text, expires_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select i.org_id, o.name, i.role, i.email, i.expires_at
  from identity.open_invitation(invitation_of.token_hash) i
  join identity.organizations o on o.org_id = i.org_id
$$;
grant execute on function identity.invitation_of(bytea) to m_identity;
alter function identity.invitation_of(bytea) owner to cw_people;

-- Makes whoever has accepted an invitation a member, or closes their open membership, whose role counts:
-- it was given later. Answers false where the organization is full. Only for other functions: it asks nobody.
create function identity.join_invited(invitation identity.invitations, is_member boolean, most bigint) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  version bigint := identity.number_member_change(invitation.org_id);
  event jsonb;
begin
  if is_member then
    update identity.org_members m set joined_at = cell.now(), updated_at = cell.now()
    where m.org_id = invitation.org_id and m.user_id = invitation.accepted_by
    returning jsonb_build_object('user_id', m.user_id, 'role', m.role) into event;
  elsif (select count(*) >= most from identity.org_members m where m.org_id = invitation.org_id) then
    return false;
  else
    insert into identity.org_members as m (org_id, user_id, joined_at, role)
    values (invitation.org_id, invitation.accepted_by, cell.now(), invitation.role)
    returning jsonb_build_object('user_id', m.user_id, 'role', m.role) into event;
  end if;
  perform priv.emit_for(
    invitation.org_id, 'organization.member_joined', 'organization', invitation.org_id, version, event);
  return true;
end
$$;
alter function identity.join_invited(identity.invitations, boolean, bigint) owner to cw_people;

-- Seats whoever has accepted an invitation in its teams. Only for other functions: it asks nobody.
create function identity.seat_invited(invitation identity.invitations) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  team record;
begin
  for team in
    with seats as (
      insert into identity.team_members (org_id, team_id, user_id, role)
      select t.org_id, t.id, invitation.accepted_by, 'member'
      from identity.teams t
      where t.org_id = invitation.org_id and t.id = any (invitation.team_ids)
      order by t.id
      on conflict on constraint team_members_key do nothing
      returning team_id)
    update identity.teams t set version = t.version + 1, updated_at = cell.now()
    from seats s
    where t.org_id = invitation.org_id and t.id = s.team_id
    returning t.id, t.version
  loop
    perform priv.emit_for(
      invitation.org_id, 'team.member_added', 'team', team.id, team.version,
      jsonb_build_object('user_ids', jsonb_build_array(invitation.accepted_by), 'role', 'member'));
  end loop;
end
$$;
alter function identity.seat_invited(identity.invitations) owner to cw_people;

-- Accepts an invitation for the person of a session: the caller's own, or the one that registering has
-- just begun, which then speaks for the organization. Makes the membership, or closes an open one, seats
-- the person in those of the teams that are still there, and says so to the organization. Answers the
-- organization, or an ending that undoes it.
create function identity.accept_invitation(session uuid, token_hash bytea, most bigint)
returns table (ending text, organization_id uuid)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  person uuid;
  address text;
  invitation identity.invitations;
  is_member boolean;
  joined timestamptz;
begin
  select u.id, u.email_normalized into person, address
  from identity.sessions s
  join identity.users u on u.id = s.user_id
  where s.id = session and (priv.field(3) = 'anonymous' or s.user_id = priv.actor());

  select i.* into invitation from identity.open_invitation(accept_invitation.token_hash) i;
  if invitation.email_normalized <> address then
    return query select 'other_address', null::uuid;
    return;
  end if;
  -- Locked in the order in which switching to the organization locks: the membership, then the organization.
  select m.joined_at into joined
  from identity.org_members m where m.org_id = invitation.org_id and m.user_id = person for update;
  is_member := found;
  update identity.invitations i
  set status = 'accepted', accepted_at = cell.now(), accepted_by = person, updated_at = cell.now(), version = i.version + 1
  where i.org_id = invitation.org_id and i.id = invitation.id and i.status = 'pending' and i.token_hash = accept_invitation.token_hash
  returning i.* into invitation;
  if not found then
    return query select 'not_found', null::uuid;
    return;
  end if;
  perform priv.emit_for(
    invitation.org_id, 'invitation.accepted', 'invitation', invitation.id, invitation.version,
    jsonb_build_object('user_id', person, 'invited_by', invitation.invited_by));

  if joined is null and not identity.join_invited(invitation, is_member, most) then
    return query select 'full', null::uuid;
    return;
  end if;
  perform identity.seat_invited(invitation);
  if priv.field(3) = 'anonymous' then
    update identity.sessions s set organization_id = invitation.org_id where s.id = session;
  end if;
  return query select null::text, invitation.org_id;
end
$$;
grant execute on function identity.accept_invitation(uuid, bytea, bigint) to m_identity;
alter function identity.accept_invitation(uuid, bytea, bigint) owner to cw_people;

revoke create on schema identity from cw_people;
