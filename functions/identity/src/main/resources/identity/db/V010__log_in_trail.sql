-- Log-ins, failed ones, log-outs and refused tokens, on the trail: in the person's own log, and in that of the
-- organization that the session speaks for. Rows of tables tell them too, but to whom it concerns in other words.

-- Writes a row of the trail that tells of no changed row. Only for functions that know what they tell.
create function priv.note(org uuid, action text, entity_type text, entity_id uuid, changes jsonb) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields text[] := priv.verified(current_setting('cw.context', true));
begin
  insert into core.audit_log (
    org_id, actor_kind, actor_id, on_behalf_of, session_id, action, entity_type, entity_id, changes, ip, correlation_id)
  values (
    coalesce(org, '00000000-0000-0000-0000-000000000000'), fields[3], nullif(fields[5], '')::uuid, nullif(fields[6], '')::uuid,
    nullif(fields[7], '')::uuid, action, entity_type, entity_id, changes, nullif(fields[9], ''), nullif(fields[8], ''));
end
$$;
alter function priv.note(uuid, text, text, uuid, jsonb) owner to cw_audit;
set role cw_audit;
grant execute on function priv.note(uuid, text, text, uuid, jsonb), priv.seal(uuid, text) to cw_people;
set role cw_owner;

grant create on schema identity to cw_people;

-- Tells of a person's session, to the person and to the organization that it speaks for. Only for other functions.
create function identity.note_session(action text, session uuid, more jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  told identity.sessions;
begin
  select s.* into told from identity.sessions s where s.id = session;
  perform priv.note(null, action, 'user', told.user_id, jsonb_build_object('session_id', told.id) || more);
  if told.organization_id is not null then
    perform priv.note(told.organization_id, action, 'user', told.user_id, jsonb_build_object('session_id', told.id) || more);
  end if;
end
$$;
alter function identity.note_session(text, uuid, jsonb) owner to cw_people;

-- Whoever begins a session has logged in.
create function identity.note_log_in() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.note_session('user.logged_in', n.id, case
    when n.user_agent is null then '{}'::jsonb
    else jsonb_build_object('user_agent', priv.seal(n.user_id, n.user_agent))
  end)
  from new_sessions n;
  return null;
end
$$;
alter function identity.note_log_in() owner to cw_people;
set role cw_people;
grant execute on function identity.note_log_in() to cw_owner;
set role cw_owner;
create trigger sessions_begun after insert on identity.sessions
  referencing new table as new_sessions for each statement execute function identity.note_log_in();

-- Whoever revokes a session has logged out of it; without a context's person it was a refresh token that came twice.
create function identity.note_log_out() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.note_session(case when priv.actor() is null then 'user.token_reused' else 'user.logged_out' end, n.id, '{}')
  from new_sessions n
  join old_sessions o on o.id = n.id
  where n.revoked_at is not null and o.revoked_at is null;
  return null;
end
$$;
alter function identity.note_log_out() owner to cw_people;
set role cw_people;
grant execute on function identity.note_log_out() to cw_owner;
set role cw_owner;
create trigger sessions_revoked after update on identity.sessions
  referencing old table as old_sessions new table as new_sessions for each statement execute function identity.note_log_out();

-- Counts a failed log-in, and tells whoever has the address. Whether anybody has it must not show, in the time it
-- takes neither: without a person the same row is written of nobody.
set role cw_people;
create or replace function identity.count_failure(address text) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  person uuid;
  spoken_for uuid;
begin
  perform identity.only_for('anonymous');
  select u.id into person from identity.users u where u.email_normalized = address and u.deleted_at is null;
  select s.organization_id into spoken_for
  from identity.sessions s where s.user_id = person order by s.created_at desc limit 1;
  perform priv.note(
    null, 'user.log_in_failed', 'user', coalesce(person, '00000000-0000-0000-0000-000000000000'), '{}');
  if spoken_for is not null then
    perform priv.note(spoken_for, 'user.log_in_failed', 'user', person, '{}');
  end if;
  return identity.note_failure(address);
end
$$;

-- Tells a person that a token of theirs was refused. Of one that belongs to no session there is nobody to tell. Only
-- for other functions.
create function identity.note_refusal(presented bytea) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  session uuid;
begin
  select t.session_id into session from identity.refresh_tokens t where t.token_hash = presented;
  if session is not null then
    perform identity.note_session('user.token_refused', session, '{}');
  end if;
end
$$;
revoke execute on function identity.note_refusal(bytea) from public;

-- As before; a token that is refused because its session ended, or its own time did, is told.
create or replace function identity.refresh(presented bytea, token uuid, hash bytea)
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
    perform identity.note_refusal(presented);
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
    perform identity.note_refusal(presented);
    return query select 'unknown', null::uuid, null::uuid, null::uuid;
  end if;
end
$$;
set role cw_owner;
