-- Registering and logging in: what happens before anybody is known.

create table identity.sign_in_attempts (
  id           uuid primary key default gen_random_uuid(),
  address_hash bytea not null constraint sign_in_attempts_address unique,
  failures     int not null,
  locked       boolean not null generated always as (failures >= 5) stored,
  forgotten_at timestamptz not null
);
comment on table identity.sign_in_attempts is 'Failed log-ins by address, kept alike whether or not anybody has that address: a lock tells nothing. The fifth locks the address.';
comment on column identity.sign_in_attempts.address_hash is 'SHA-256 of the normalized address.';
comment on column identity.sign_in_attempts.forgotten_at is '15 minutes after the last failure that counted.';
create index sign_in_attempts_age on identity.sign_in_attempts (forgotten_at);
call migration.people_table('identity.sign_in_attempts', 'sign_in_attempt', 'id', '', '{}', '{address_hash}');
grant select, insert, update (failures, forgotten_at), delete on identity.sign_in_attempts to cw_people;

-- For how many seconds an address is still locked; null where it isn't. Only for other functions.
create function identity.locked_seconds(address text) returns int
language sql stable
set search_path = ''
as $$
  select ceil(extract(epoch from a.forgotten_at - cell.now()))::int
  from identity.sign_in_attempts a
  where a.address_hash = sha256(convert_to(address, 'UTF8')) and a.locked and a.forgotten_at > cell.now()
$$;
alter function identity.locked_seconds(text) owner to cw_people;

-- What a log-in is checked against. One row, whether or not anybody has the address.
create function identity.credentials(address text) returns table (user_id uuid, password_hash text, locked_seconds int)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform identity.only_for('anonymous');
  return query
    select u.id, u.password_hash, identity.locked_seconds(address)
    from (select address as given) a
    left join identity.users u on u.email_normalized = a.given and u.deleted_at is null;
end
$$;
grant execute on function identity.credentials(text) to m_identity;
alter function identity.credentials(text) owner to cw_people;

-- Counts a failure with an address, and forgets two that are old. Answers null, or for how many seconds the
-- address was locked already: such an attempt isn't counted, or a lock would never end. Only for other functions.
create function identity.note_failure(address text) returns int
language plpgsql volatile
set search_path = ''
as $$
begin
  delete from identity.sign_in_attempts a
  where a.id in (
    select o.id from identity.sign_in_attempts o
    where o.forgotten_at <= cell.now()
    order by o.forgotten_at limit 2 for update skip locked);
  insert into identity.sign_in_attempts as a (address_hash, failures, forgotten_at)
  values (sha256(convert_to(address, 'UTF8')), 1, cell.now() + interval '15 minutes')
  on conflict (address_hash) do update
    set failures = case when a.forgotten_at > cell.now() then a.failures + 1 else 1 end,
      forgotten_at = excluded.forgotten_at
    where not (a.locked and a.forgotten_at > cell.now());
  return case when not found then identity.locked_seconds(address) end;
end
$$;
alter function identity.note_failure(text) owner to cw_people;

-- Counts a failed log-in.
create function identity.count_failure(address text) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.only_for('anonymous');
  return identity.note_failure(address);
end
$$;
grant execute on function identity.count_failure(text) to m_identity;
alter function identity.count_failure(text) owner to cw_people;

-- Forgets the failures with an address whose password was found right, unless it is locked by now: then
-- answers for how many seconds yet. Only for other functions.
create function identity.settle_failures(address text) returns int
language plpgsql volatile
set search_path = ''
as $$
begin
  -- Waits for a failure that is being counted; the row's lock keeps a later one waiting.
  perform from identity.sign_in_attempts a where a.address_hash = sha256(convert_to(address, 'UTF8')) for update;
  if identity.locked_seconds(address) is not null then
    return identity.locked_seconds(address);
  end if;
  delete from identity.sign_in_attempts a where a.address_hash = sha256(convert_to(address, 'UTF8'));
  return null;
end
$$;
alter function identity.settle_failures(text) owner to cw_people;

-- Logs a person in whose password was found right: once more only if the address isn't locked by now and
-- the password is still that one. Answers how the person's events are numbered, or why not.
create function identity.log_in(
  address text, person uuid, verified_hash text, session uuid, token uuid, token_hash bytea, user_agent text)
returns table (version bigint, ending text, locked_seconds int)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  new_version bigint;
  locked int;
begin
  perform identity.only_for('anonymous');
  locked := identity.settle_failures(address);
  if locked is not null then
    return query select null::bigint, 'locked', locked;
    return;
  end if;

  update identity.users u
  set last_login_at = cell.now(), login_count = u.login_count + 1, version = u.version + 1
  where u.id = person and u.password_hash = verified_hash and u.deleted_at is null
  returning u.version into new_version;
  if not found then
    return query select null::bigint, 'password_changed', null::int;
    return;
  end if;
  perform identity.open_session(person, session, token, token_hash, user_agent);
  return query select new_version, null::text, null::int;
end
$$;
grant execute on function identity.log_in(text, uuid, text, uuid, uuid, bytea, text) to m_identity;
alter function identity.log_in(text, uuid, text, uuid, uuid, bytea, text) owner to cw_people;

-- Makes a person, their own organization and their first session. Answers the person's version.
create function identity.register(
  person uuid, email text, email_normalized text, password_hash text, first_name text, last_name text,
  org uuid, org_name text, org_slug text, org_plan text,
  session uuid, token uuid, token_hash bytea, user_agent text)
returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.only_for('anonymous');
  insert into identity.users (id, email, email_normalized, password_hash, first_name, last_name)
  values (person, email, email_normalized, password_hash, first_name, last_name);
  perform identity.place_organization(person, org, org_name, org_slug, org_plan, true);
  perform identity.open_session(person, session, token, token_hash, user_agent);
  return 1;
end
$$;
grant execute on function identity.register(uuid, text, text, text, text, text, uuid, text, text, text, uuid, uuid, bytea, text) to m_identity;
alter function identity.register(uuid, text, text, text, text, text, uuid, text, text, text, uuid, uuid, bytea, text) owner to cw_people;
