-- The roles of a cell, what they may become, and the schema of the secrets. Runs as the master, which
-- is no superuser; harmless when run again. None of these roles is a superuser, may bypass row-level
-- security, make roles or databases.
do $bootstrap$
declare
  role text;
begin
  -- Roles that own things and log in nowhere.
  foreach role in array array['cw_owner', 'cw_kernel', 'cw_people', 'cw_search', 'cw_audit', 'cw_access', 'cw_relay', 'cw_vault', 'cw_trail', 'cw_archive'] loop
    if not exists (select from pg_roles where rolname = role) then
      execute format('create role %I nologin noinherit', role);
    end if;
    -- The master hands objects over to them.
    execute format('grant %I to current_user with inherit false, set true', role);
  end loop;

  -- The relay logs in as this one, once it has a password; what it may call is granted before that.
  if not exists (select from pg_roles where rolname = 'm_relay') then
    create role m_relay nologin noinherit;
  end if;

  -- Flyway logs in as the migrator, makes things as the owner, and fills them as itself.
  if not exists (select from pg_roles where rolname = 'cw_migrator') then
    create role cw_migrator login noinherit;
  end if;
  -- A migration may take as long as its function; a lock that it can't get soon would hold up everybody.
  alter role cw_migrator set statement_timeout = '15min';
  alter role cw_migrator set lock_timeout = '10s';
  alter role cw_migrator set idle_in_transaction_session_timeout = '15min';
  grant cw_migrator to current_user with inherit false, set true;
  grant rds_iam to cw_migrator with inherit true;
  grant cw_owner to cw_migrator with inherit false, set true;
  -- Functions that may see more than their caller belong to these; the owner only hands them over.
  grant cw_kernel, cw_people, cw_search, cw_audit, cw_access, cw_relay, cw_vault, cw_trail, cw_archive to cw_owner with inherit false, set true;

  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to cw_migrator', current_database());
  execute format('grant create on database %I to cw_owner', current_database());
  revoke all on schema public from public;

  create schema if not exists ext;
  create extension if not exists pgcrypto schema ext;
  create extension if not exists btree_gin schema ext;
  grant usage on schema ext to cw_owner, cw_kernel, cw_people, cw_search, cw_audit, cw_vault;

  -- What tells the tenant: the keys that sign contexts. Nobody but the function that checks them reads them.
  create schema if not exists priv;
  grant usage on schema priv to public;
  grant create on schema priv to cw_owner, cw_kernel, cw_people, cw_search, cw_audit, cw_relay;
  create table if not exists priv.context_keys (
    kid       text primary key,
    inner_pad bytea not null,
    outer_pad bytea not null,
    added_at  timestamptz not null default now()
  );
  comment on table priv.context_keys is
    'HMAC-SHA256 keys of the context tokens, as the two padded blocks of RFC 2104. Two may be valid while a key is rotated.';
  -- By the real clock; null for the key that signs, and for one that is about to.
  alter table priv.context_keys add column if not exists good_until timestamptz;
  revoke all on priv.context_keys from public;
  grant select on priv.context_keys to cw_kernel;
end
$bootstrap$
