-- People. They belong to no organization, so no policy lets a module's role at them: the functions of
-- cw_people, each made for one purpose, are the only way.

call migration.module('identity');
call migration.calls('m_identity');
grant create on schema identity to cw_people;
grant usage on schema identity to cw_kernel;

create table identity.users (
  id               uuid primary key,
  email            text not null check (octet_length(email) <= 254),
  email_normalized text not null constraint users_email unique,
  password_hash    text not null check (password_hash like '$2_$%'),
  first_name       text,
  last_name        text,
  name             text generated always as (nullif(btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '')) stored,
  avatar_url       text,
  timezone         text not null default 'UTC',
  locale           text not null default 'en',
  last_login_at    timestamptz,
  login_count      bigint not null default 0,
  deleted_at       timestamptz,
  created_at       timestamptz not null default cell.now(),
  updated_at       timestamptz not null default cell.now(),
  version          bigint not null default 1
);
comment on table identity.users is 'People who can log in. One address is one person in the whole cell.';
comment on column identity.users.email is 'As its owner wrote it.';
comment on column identity.users.email_normalized is 'In lower case and Unicode normal form C, made by the module: by it people are found.';
comment on column identity.users.version is 'Counts the person''s changes, log-ins included, and numbers their events.';
call migration.people_table(
  'identity.users', 'user', 'id', 'id',
  '{email, email_normalized, first_name, last_name, name, avatar_url}', '{password_hash}');
grant select, insert (id, email, email_normalized, password_hash, first_name, last_name),
  update (first_name, last_name, avatar_url, timezone, locale, last_login_at, login_count, updated_at, version)
  on identity.users to cw_people;
-- Not granted: anything to m_identity; to cw_people, update of addresses, hashes and deletion, which come with their routes.

call migration.event('user.registered', 'identity');
call migration.event('user.logged_in', 'identity');
call migration.event('user.updated', 'identity');

-- Refuses a caller whose context is of another kind than the function was made for.
create function identity.only_for(kind text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from kind then
    raise exception 'only for a caller of the kind %', kind using errcode = 'CW500';
  end if;
end
$$;
alter function identity.only_for(text) owner to cw_people;
