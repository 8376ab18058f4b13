-- Adds a key that signs contexts, as the two padded blocks of RFC 2104, or makes one good again. Those that are there
-- stay as they are; one that ended a day ago is forgotten.
create or replace procedure priv.put_context_key(new_kid text, key bytea)
language plpgsql
set search_path = ''
as $$
declare
  block bytea := case when length(key) > 64 then sha256(key) else key end;
  inner_block bytea := ''::bytea;
  outer_block bytea := ''::bytea;
  octet int;
begin
  if length(key) < 32 then
    raise exception 'a context key has at least 32 bytes';
  end if;
  block := block || decode(repeat('00', 64 - length(block)), 'hex');
  for i in 0..63 loop
    octet := get_byte(block, i);
    inner_block := inner_block || set_byte('\x00'::bytea, 0, octet # 54);
    outer_block := outer_block || set_byte('\x00'::bytea, 0, octet # 92);
  end loop;

  insert into priv.context_keys (kid, inner_pad, outer_pad)
  values (new_kid, inner_block, outer_block)
  on conflict (kid) do update set inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad, good_until = null;

  delete from priv.context_keys where good_until < clock_timestamp() - interval '1 day';
end
$$
