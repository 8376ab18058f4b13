-- Who holds something open for a session hears that it ended.

call migration.event('session.ended', 'identity');
grant create on schema identity to cw_people;

-- Tells of each session that was revoked, whoever's it was and for whatever organization it spoke. One that merely
-- expires tells nothing: whoever heeds sessions knows when that is.
create function identity.tell_session_ended() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  ended record;
begin
  if session_user = 'm_identity' then
    for ended in
      select n.id, n.user_id
      from new_rows n join old_rows o on o.id = n.id
      where n.revoked_at is not null and o.revoked_at is null
      order by n.id
    loop
      perform priv.emit_for(
        '00000000-0000-0000-0000-000000000000', 'session.ended', 'session', ended.id, 1,
        jsonb_build_object('user_id', ended.user_id));
    end loop;
  end if;
  return null;
end
$$;
alter function identity.tell_session_ended() owner to cw_people;
set role cw_people;
grant execute on function identity.tell_session_ended() to cw_owner;
set role cw_owner;
create trigger tell_ended after update on identity.sessions
  referencing old table as old_rows new table as new_rows for each statement execute function identity.tell_session_ended();
revoke create on schema identity from cw_people;
