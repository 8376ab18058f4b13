-- Sessions: log-ins, and the refresh tokens by which they last.

create table identity.sessions (
  id              uuid primary key,
  user_id         uuid not null references identity.users (id),
  organization_id uuid,
  created_at      timestamptz not null default cell.now(),
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  ip              text,
  user_agent      text
);
comment on table identity.sessions is 'One row for each log-in. Revoking it ends its access tokens with the next request and its refresh tokens with it.';
comment on column identity.sessions.organization_id is 'The organization that its tokens speak for. Membership is checked with every request, not here.';
comment on column identity.sessions.expires_at is 'When its refresh token expires; each rotation moves it.';
create index sessions_person on identity.sessions (user_id, created_at);
call migration.people_table('identity.sessions', 'session', 'id', 'user_id', '{ip, user_agent}');
grant select, insert, update (organization_id, expires_at, revoked_at) on identity.sessions to cw_people;

create table identity.refresh_tokens (
  id          uuid primary key,
  token_hash  bytea not null constraint refresh_tokens_hash unique check (length(token_hash) = 32),
  session_id  uuid not null references identity.sessions (id),
  issued_at   timestamptz not null default cell.now(),
  expires_at  timestamptz not null,
  spent_at    timestamptz,
  replaced_by uuid
);
comment on table identity.refresh_tokens is 'The refresh tokens of a session, which is their family. Spent ones stay until they expire: one that comes again was stolen.';
comment on column identity.refresh_tokens.token_hash is 'SHA-256 of the token, which has 256 random bits. The token itself is nowhere.';
create unique index refresh_tokens_live on identity.refresh_tokens (session_id) where spent_at is null;
create index refresh_tokens_age on identity.refresh_tokens (session_id, expires_at);
call migration.people_table('identity.refresh_tokens', 'refresh_token', 'id', '', '{}', '{token_hash}');
grant select, insert, update (spent_at, replaced_by), delete on identity.refresh_tokens to cw_people;

-- How long a refresh token lives, and with it the session.
create function identity.refresh_life() returns interval
language sql immutable parallel safe
as $$ select interval '30 days' $$;
alter function identity.refresh_life() owner to cw_people;

-- Begins a session with its first refresh token. It speaks for the organization that the person last
-- spoke for, else for the one joined first; never for one whose membership is open. Only for other functions: it asks nobody.
create function identity.open_session(person uuid, session uuid, token uuid, token_hash bytea, user_agent text) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  last_spoken_for uuid;
  organization uuid;
begin
  select s.organization_id into last_spoken_for
  from identity.sessions s where s.user_id = person order by s.created_at desc limit 1;
  select m.org_id into organization
  from identity.org_members m where m.user_id = person and m.joined_at is not null
  order by m.org_id is not distinct from last_spoken_for desc, m.joined_at, m.org_id limit 1;

  insert into identity.sessions (id, user_id, organization_id, expires_at, ip, user_agent)
  values (session, person, organization, cell.now() + identity.refresh_life(), priv.field(9), user_agent);
  insert into identity.refresh_tokens (id, token_hash, session_id, expires_at)
  values (token, token_hash, session, cell.now() + identity.refresh_life());
end
$$;
alter function identity.open_session(uuid, uuid, uuid, bytea, text) owner to cw_people;

-- Spends a session's live token and puts a new one in its place; forgets two that have expired. The
-- caller holds the session's row. Only for other functions: it asks nobody.
create function identity.replace_token(session uuid, token uuid, hash bytea) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  delete from identity.refresh_tokens t
  where t.id in (
    select o.id from identity.refresh_tokens o
    where o.session_id = session and o.expires_at <= cell.now()
    order by o.expires_at limit 2);
  update identity.refresh_tokens t set spent_at = cell.now(), replaced_by = token
  where t.session_id = session and t.spent_at is null;
  insert into identity.refresh_tokens (id, token_hash, session_id, expires_at)
  values (token, hash, session, cell.now() + identity.refresh_life());
  update identity.sessions s set expires_at = cell.now() + identity.refresh_life() where s.id = session;
end
$$;
alter function identity.replace_token(uuid, uuid, bytea) owner to cw_people;

-- Exchanges a refresh token for a new one. Of two that present it at once one wins; the other, like
-- whoever presents a spent token, reveals a copy, and the session ends for both. That ending must be
-- kept, so each outcome is a row: rotated, reused, or unknown, which a token of an ended session is too.
create function identity.refresh(presented bytea, token uuid, hash bytea)
returns table (result text, user_id uuid, session_id uuid, organization_id uuid)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  session identity.sessions;
  spent boolean;
begin
  perform identity.only_for('anonymous');
  -- The session's row is the family's lock: it is taken before the token is looked at.
  select s.* into session
  from identity.sessions s
  where s.id = (select t.session_id from identity.refresh_tokens t where t.token_hash = presented)
  for update;
  if session.revoked_at is not null or session.expires_at <= cell.now() then
    return query select 'unknown', null::uuid, null::uuid, null::uuid;
    return;
  end if;

  select t.spent_at is not null into spent
  from identity.refresh_tokens t
  join identity.users u on u.id = session.user_id and u.deleted_at is null
  where t.token_hash = presented and t.expires_at > cell.now();
  if spent then
    update identity.sessions s set revoked_at = cell.now() where s.id = session.id;
    return query select 'reused', null::uuid, null::uuid, null::uuid;
  elsif not spent then
    perform identity.replace_token(session.id, token, hash);
    return query
      select 'rotated', session.user_id, session.id, (
        select m.org_id from identity.org_members m
        where m.org_id = session.organization_id and m.user_id = session.user_id and m.joined_at is not null);
  else
    return query select 'unknown', null::uuid, null::uuid, null::uuid;
  end if;
end
$$;
grant execute on function identity.refresh(bytea, uuid, bytea) to m_identity;
alter function identity.refresh(bytea, uuid, bytea) owner to cw_people;

-- Lets the actor's session speak for another organization of theirs, with a new refresh token. That accepts
-- an open membership, and says so to the organization. Answers false where the actor is no member.
create function identity.speak_for(organization uuid, token uuid, hash bytea) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  event jsonb;
  member boolean;
begin
  perform identity.only_for('person');
  update identity.org_members m set joined_at = cell.now(), updated_at = cell.now()
  where m.org_id = organization and m.user_id = priv.actor() and m.joined_at is null
  returning jsonb_build_object('user_id', m.user_id, 'role', m.role) into event;
  if found then
    perform priv.emit_for(
      organization, 'organization.member_joined', 'organization', organization,
      identity.number_member_change(organization), event);
  end if;
  perform from identity.org_members m where m.org_id = organization and m.user_id = priv.actor();
  member := found;
  if member then
    update identity.sessions s set organization_id = organization where s.id = priv.session();
    perform identity.replace_token(priv.session(), token, hash);
  end if;
  return member;
end
$$;
grant execute on function identity.speak_for(uuid, uuid, bytea) to m_identity;
alter function identity.speak_for(uuid, uuid, bytea) owner to cw_people;

-- Ends the actor's session, or all of the actor's sessions. Answers how many.
create function identity.end_sessions(every boolean) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  ended bigint;
begin
  perform identity.only_for('person');
  update identity.sessions s set revoked_at = cell.now()
  where s.user_id = priv.actor() and s.revoked_at is null and s.expires_at > cell.now()
    and (every or s.id = priv.session());
  get diagnostics ended = row_count;
  return ended;
end
$$;
grant execute on function identity.end_sessions(boolean) to m_identity;
alter function identity.end_sessions(boolean) owner to cw_people;

-- Whether a session is still good for its actor, and the actor's role in an organization, which an open
-- membership isn't. The kernel asks it in every call, so it is two looks into primary keys.
create function identity.standing(session uuid, actor uuid, org uuid) returns table (live boolean, role text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return query
    select
      exists (
        select from identity.sessions s
        join identity.users u on u.id = s.user_id
        where s.id = session and s.user_id = actor and s.revoked_at is null and s.expires_at > cell.now()
          and u.deleted_at is null),
      (select m.role from identity.org_members m where m.org_id = org and m.user_id = actor and m.joined_at is not null);
end
$$;
grant execute on function identity.standing(uuid, uuid, uuid) to cw_kernel;
alter function identity.standing(uuid, uuid, uuid) owner to cw_people;
-- Not granted to m_identity: it would tell the role of anybody anywhere.
