-- Gives the master another password. `verifier` is a SCRAM-SHA-256 verifier: the password itself never reaches the
-- database.
create or replace procedure priv.put_master(verifier text)
language plpgsql
set search_path = ''
as $$
begin
  if verifier !~ '^SCRAM-SHA-256\$' then
    raise exception 'a verifier is expected, not a password';
  end if;
  execute format('alter role current_user password %L', verifier);
end
$$
