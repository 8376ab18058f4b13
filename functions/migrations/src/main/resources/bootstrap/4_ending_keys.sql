-- Says that one key signs from now on. The others are good for as long as a function may take to notice, and then
-- some: it fetches the key again after five minutes, and what it signs is good for one.
create or replace procedure priv.end_other_context_keys(signing_kid text)
language plpgsql
set search_path = ''
as $$
begin
  if not exists (select from priv.context_keys where kid = signing_kid and good_until is null) then
    raise exception 'there is no such key to sign with: %', signing_kid;
  end if;
  update priv.context_keys
  set good_until = clock_timestamp() + interval '15 minutes'
  where kid <> signing_kid and good_until is null;
end
$$
