-- Makes a login role for a module and gives it its password. Roles that own things never log in.
-- `verifier` is a SCRAM-SHA-256 verifier: the password itself never reaches the database.
create or replace procedure priv.put_login(role text, verifier text)
language plpgsql
set search_path = ''
as $$
begin
  if role !~ '^m_[a-z][a-z0-9_]*$' then
    raise exception 'not the name of a module''s role: %', role;
  end if;
  if verifier !~ '^SCRAM-SHA-256\$' then
    raise exception 'a verifier is expected, not a password';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = role) then
    execute format('create role %I login noinherit', role);
  end if;
  execute format('alter role %I with login connection limit -1 password %L', role, verifier);
  execute format('alter role %I set statement_timeout = %L', role, '10s');
  execute format('alter role %I set lock_timeout = %L', role, '5s');
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', role, '60s');
  execute format('alter role %I set search_path = %L', role, '');
  execute format('grant connect on database %I to %I', current_database(), role);
end
$$
