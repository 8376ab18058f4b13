-- Gives a rotation its turn, again when it asks twice; fails while another one has it.
create or replace procedure priv.take_turn(rotation uuid, rotates text)
language plpgsql
set search_path = ''
as $$
declare
  held priv.rotation_turn;
begin
  insert into priv.rotation_turn as turn (holder, what, ends_by)
  values (rotation, rotates, clock_timestamp() + interval '15 minutes')
  on conflict (only_one) do update
    set holder = excluded.holder, what = excluded.what, ends_by = excluded.ends_by
    where turn.ends_by < clock_timestamp() or turn.holder = excluded.holder;
  if not found then
    select * into held from priv.rotation_turn;
    raise exception 'another rotation is under way, of %; it ends by % at the latest',
      held.what, to_char(held.ends_by at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
  end if;
end
$$
