-- Who opens an invitation's link again is told that they accepted it, for as long as they are a member.

grant create on schema identity to cw_people;
set role cw_people;

-- The organization that a person joined by this invitation and still belongs to; null where there is none. Only for other
-- functions: it asks nobody.
create function identity.accepted_before(person uuid, token_hash bytea) returns uuid
language sql stable
set search_path = ''
as $$
  select m.org_id
  from identity.invitations i
  join identity.org_members m on m.org_id = i.org_id and m.user_id = i.accepted_by and m.joined_at is not null
  where i.token_hash = accepted_before.token_hash and i.status = 'accepted' and i.accepted_by = person
$$;
revoke execute on function identity.accepted_before(uuid, bytea) from public;

-- Accepts an invitation for the person of a session: the caller's own, or the one that registering has
-- just begun, which then speaks for the organization. Makes the membership, or closes an open one, seats
-- the person in those of the teams that are still there, and says so to the organization. Answers the
-- organization, also to whom has accepted it before and is a member; or an ending that undoes it.
create or replace function identity.accept_invitation(session uuid, token_hash bytea, most bigint)
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
  if not found then
    return query select case when a.org_id is null then 'not_found' end, a.org_id from identity.accepted_before(person, accept_invitation.token_hash) a (org_id);
    return;
  end if;
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
    return query select case when a.org_id is null then 'not_found' end, a.org_id from identity.accepted_before(person, accept_invitation.token_hash) a (org_id);
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

set role cw_owner;
revoke create on schema identity from cw_people;
