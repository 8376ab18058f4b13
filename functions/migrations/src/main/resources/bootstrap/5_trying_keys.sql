-- Fails for a context that the database wouldn't take from a function.
create or replace procedure priv.try_context(token text)
language plpgsql
set search_path = ''
as $$
begin
  set local role cw_kernel;
  perform priv.verified(token);
end
$$
