-- Phones: those that are pushed to, and those that get text messages.

create table notifications.push_devices (
  org_id       uuid not null default priv.org(),
  id           uuid not null,
  user_id      uuid not null default priv.actor(),
  session_id   uuid default priv.session(),
  platform     text not null check (platform in ('gcm', 'apns')),
  name         text check (char_length(name) between 1 and 100),
  token        text not null check (octet_length(token) between 1 and 4096),
  token_hash   bytea not null check (length(token_hash) = 32),
  endpoint_arn text,
  created_at   timestamptz not null default cell.now(),
  updated_at   timestamptz not null default cell.now(),
  version      bigint not null default 1,
  primary key (org_id, id),
  constraint push_devices_token unique (org_id, token_hash),
  constraint push_devices_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.push_devices is 'A device that is pushed to, as long as the log-in lasts that registered it. A token is one person''s at a time.';
create index push_devices_person on notifications.push_devices (org_id, user_id, created_at);
call migration.tenant_table('notifications.push_devices', 'push_device', hidden => '{token, token_hash, endpoint_arn}');
create policy own on notifications.push_devices as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select (org_id, id, user_id, platform, name, created_at, updated_at), delete on notifications.push_devices to m_notifications;
create policy access on notifications.push_devices to cw_access using (true) with check (true);
grant select, insert, update, delete on notifications.push_devices to cw_access;
-- Not granted to m_notifications: tokens. Who holds one can be pushed to.

create table notifications.sms_numbers (
  org_id      uuid not null default priv.org(),
  id          uuid not null default gen_random_uuid(),
  user_id     uuid not null default priv.actor(),
  number      text check (number ~ '^\+[1-9][0-9]{6,14}$'),
  verified_at timestamptz,
  code_hash   bytea check (length(code_hash) = 32),
  code_until  timestamptz,
  failures    int not null default 0,
  codes_day   date,
  codes       int not null default 0,
  asked_at    timestamptz not null default cell.now(),
  created_at  timestamptz not null default cell.now(),
  updated_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, id),
  constraint sms_numbers_person unique (org_id, user_id),
  constraint sms_numbers_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.sms_numbers is 'Where a person gets text messages, once they have said the code that was sent there.';
comment on column notifications.sms_numbers.number is 'Null once it was taken away: how many codes were asked for is remembered.';
comment on column notifications.sms_numbers.code_hash is 'SHA-256 of the row''s id and the code. The code itself is nowhere but in the message.';
comment on column notifications.sms_numbers.codes is 'How many codes were asked for on codes_day.';
create index sms_numbers_day on notifications.sms_numbers (org_id, codes_day);
call migration.tenant_table('notifications.sms_numbers', 'sms_number', 'id', 'user_id', '{number}', '{code_hash}');
create policy own on notifications.sms_numbers as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select (org_id, id, user_id, number, verified_at, code_until, created_at, updated_at, version),
  update (number, verified_at, code_hash, code_until, updated_at, version) on notifications.sms_numbers to m_notifications;
-- Not granted to m_notifications: delete, which would forget how many codes were asked for.
create policy access on notifications.sms_numbers to cw_access using (true) with check (true);
grant select, insert, update on notifications.sms_numbers to cw_access;

call migration.event('push_device.registered', 'notifications');
call migration.event('sms_number.code_due', 'notifications');

-- Those of some sessions that still last, with whose they are.
create function notifications.lasting(session_ids uuid[]) returns table (session_id uuid, user_id uuid)
language sql stable security definer
set search_path = ''
as $$
  select s.id, s.user_id from identity.sessions s
  where s.id = any (session_ids) and s.revoked_at is null and s.expires_at > cell.now()
$$;
grant execute on function notifications.lasting(uuid[]) to cw_access;
grant create on schema notifications to cw_people;
alter function notifications.lasting(uuid[]) owner to cw_people;
revoke create on schema notifications from cw_people;

-- The devices of somebody that are pushed to now.
create function notifications.live_devices(person uuid) returns setof notifications.push_devices
language sql stable
set search_path = ''
as $$
  select d.*
  from notifications.push_devices d
  where d.org_id = (select priv.org()) and d.user_id = person
    and exists (
      select from notifications.lasting(array[d.session_id]) l where l.user_id = person)
$$;
alter function notifications.live_devices(uuid) owner to cw_access;

-- Whether a channel gets to somebody at all.
create function notifications.reaches(person uuid, channel text) returns boolean
language sql stable
set search_path = ''
as $$
  select case channel
    when 'push' then exists (select from notifications.live_devices(person))
    when 'sms' then exists (
      select from notifications.sms_numbers s
      where s.org_id = (select priv.org()) and s.user_id = person and s.number is not null and s.verified_at is not null)
    else true
  end
$$;
alter function notifications.reaches(uuid, text) owner to cw_access;

-- Registers a device of the actor's, or the same once more. A token that was somebody else's is theirs no longer.
-- Endings: full.
create function notifications.register_device(device_id uuid, device_platform text, device_name text, device_token text, most int)
returns table (ending text, id uuid, platform text, name text, created_at timestamptz, updated_at timestamptz, version bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  person constant uuid := priv.actor();
  device notifications.push_devices;
begin
  if person is null then
    raise exception 'a device is a person''s' using errcode = 'CW500';
  end if;
  delete from notifications.push_devices d
  where d.org_id = org and d.user_id <> person and d.token_hash = sha256(convert_to(device_token, 'UTF8'));
  if (select count(*) from notifications.push_devices d
      where d.org_id = org and d.user_id = person and d.token_hash <> sha256(convert_to(device_token, 'UTF8'))) >= most then
    return query select 'full', null::uuid, null, null, null::timestamptz, null::timestamptz, null::bigint;
    return;
  end if;
  insert into notifications.push_devices as d (org_id, id, user_id, session_id, platform, name, token, token_hash)
  values (
    org, device_id, person, priv.session(), device_platform, device_name, device_token,
    sha256(convert_to(device_token, 'UTF8')))
  on conflict (org_id, token_hash) do update
    set session_id = excluded.session_id, platform = excluded.platform, name = coalesce(excluded.name, d.name),
      updated_at = cell.now(), version = d.version + 1
  returning d.* into device;
  perform api.emit('push_device.registered', 'push_device', device.id, device.version, jsonb_build_object('user_id', person));
  return query
    select null::text, device.id, device.platform, device.name, device.created_at, device.updated_at, device.version;
end
$$;
grant execute on function notifications.register_device(uuid, text, text, text, int) to m_notifications;
alter function notifications.register_device(uuid, text, text, text, int) owner to cw_access;

-- A device whose endpoint is to be made.
create function notifications.device(device_id uuid) returns table (id uuid, platform text, token text, endpoint_arn text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform notifications.only_behind();
  return query
    select d.id, d.platform, d.token, d.endpoint_arn
    from notifications.push_devices d where d.org_id = priv.org() and d.id = device_id;
end
$$;
grant execute on function notifications.device(uuid) to m_notifications;
alter function notifications.device(uuid) owner to cw_access;

-- Notes the endpoints of devices, {device: arn}; a device whose arn is null is gone.
create function notifications.note_endpoints(endpoints jsonb) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform notifications.only_behind();
  update notifications.push_devices d
  set endpoint_arn = e.value
  from jsonb_each_text(endpoints) e
  where d.org_id = priv.org() and d.id = e.key::uuid and e.value is distinct from d.endpoint_arn and e.value is not null;
  delete from notifications.push_devices d
  using jsonb_each_text(endpoints) e
  where d.org_id = priv.org() and d.id = e.key::uuid and e.value is null;
end
$$;
grant execute on function notifications.note_endpoints(jsonb) to m_notifications;
alter function notifications.note_endpoints(jsonb) owner to cw_access;

-- Takes a push or a text message to send it: the row is leased for two minutes, so that nobody else sends it
-- meanwhile. Answers what is to be sent and where; `state` says done or leased where it isn't to be sent. What is
-- a day old is given up.
create function notifications.take(notification uuid)
returns table (state text, user_id uuid, type text, title text, body text, data jsonb, number text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  taken notifications.notifications;
begin
  perform notifications.only_behind();
  select n.* into taken from notifications.notifications n where n.org_id = org and n.id = notification for update;
  if taken.id is null or taken.status in ('sent', 'failed') then
    state := 'done';
  elsif taken.status = 'sending' and taken.leased_until > cell.now() then
    state := 'leased';
  elsif taken.due_at < cell.now() - interval '1 day' then
    update notifications.notifications n
    set status = 'failed', version = n.version + 1
    where n.org_id = org and n.id = notification;
    state := 'done';
  else
    update notifications.notifications n
    set status = 'sending', leased_until = cell.now() + interval '2 minutes', attempts = n.attempts + 1, version = n.version + 1
    where n.org_id = org and n.id = notification;
    state := 'taken';
    user_id := taken.user_id;
    type := taken.type;
    title := taken.title;
    body := taken.body;
    data := taken.data;
    number := case when taken.channel = 'sms' then (
      select s.number from notifications.sms_numbers s
      where s.org_id = org and s.user_id = taken.user_id and s.verified_at is not null) end;
  end if;
  return next;
end
$$;
grant execute on function notifications.take(uuid) to m_notifications;
alter function notifications.take(uuid) owner to cw_access;

-- The devices that a push which was taken still has to go to.
create function notifications.devices_for(notification uuid) returns table (id uuid, platform text, token text, endpoint_arn text)
language plpgsql stable security definer rows 5
set search_path = ''
as $$
begin
  perform notifications.only_behind();
  return query
    select d.id, d.platform, d.token, d.endpoint_arn
    from notifications.notifications n
    cross join lateral notifications.live_devices(n.user_id) d
    where n.org_id = priv.org() and n.id = notification and n.status = 'sending' and n.channel = 'push'
      and not n.delivered ? d.id::text
    order by d.created_at, d.id;
end
$$;
grant execute on function notifications.devices_for(uuid) to m_notifications;
alter function notifications.devices_for(uuid) owner to cw_access;

-- Notes how sending came out: to which devices it went, which endpoints they have, and whether the rest is to be tried
-- again, after 1, 5, 30, then each 120 minutes.
create function notifications.settle(notification uuid, devices jsonb, endpoints jsonb, again boolean) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  settled notifications.notifications;
  retry_at timestamptz;
begin
  perform notifications.only_behind();
  perform notifications.note_endpoints(endpoints);
  select n.* into settled from notifications.notifications n
  where n.org_id = org and n.id = notification and n.status = 'sending' for update;
  if not found then
    return 'done';
  end if;
  retry_at := cell.now() + (array[1, 5, 30, 120])[least(settled.attempts, 4)] * interval '1 minute';
  update notifications.notifications n
  set leased_until = null, version = n.version + 1, delivered = n.delivered || devices,
    status = case
      when not again then 'sent'
      when retry_at < n.due_at + interval '1 day' then 'waiting'
      else 'failed'
    end,
    sent_at = case when not again then cell.now() end
  where n.org_id = org and n.id = notification
  returning n.* into settled;
  if settled.status = 'waiting' then
    perform api.emit_at('notification.' || settled.channel || '_due', 'notification', settled.id, settled.version,
      jsonb_build_object('user_id', settled.user_id, 'notification_id', settled.id, 'type', settled.type), retry_at);
  end if;
  return settled.status;
end
$$;
grant execute on function notifications.settle(uuid, jsonb, jsonb, boolean) to m_notifications;
alter function notifications.settle(uuid, jsonb, jsonb, boolean) owner to cw_access;

-- Asks for a code at a number, which is the actor's from then on, unverified. The same number that is verified
-- stays so. Endings: verified, too_soon (within a minute), too_many (five codes a day, two hundred in the
-- organization), no_number.
create function notifications.ask_code(new_number text)
returns table (ending text, id uuid, number text, verified_at timestamptz, created_at timestamptz, updated_at timestamptz)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  person constant uuid := priv.actor();
  today constant date := (cell.now() at time zone 'UTC')::date;
  own notifications.sms_numbers;
begin
  if person is null then
    raise exception 'a number is a person''s' using errcode = 'CW500';
  end if;
  select s.* into own from notifications.sms_numbers s where s.org_id = org and s.user_id = person for update;
  ending := case
    when new_number is null and own.number is null then 'no_number'
    when own.verified_at is not null and (new_number is null or new_number = own.number) then 'verified'
    when own.asked_at > cell.now() - interval '1 minute' then 'too_soon'
    when own.codes_day = today and own.codes >= 5 then 'too_many'
    when (select coalesce(sum(s.codes), 0) from notifications.sms_numbers s where s.org_id = org and s.codes_day = today) >= 200
      then 'too_many'
  end;
  if ending is null then
    insert into notifications.sms_numbers as s (org_id, user_id, number, codes_day, codes)
    values (org, person, coalesce(new_number, own.number), today, 1)
    on conflict (org_id, user_id) do update
      set number = excluded.number, verified_at = null, code_hash = null, code_until = null, failures = 0,
        codes = case when s.codes_day = today then s.codes + 1 else 1 end, codes_day = today,
        asked_at = cell.now(), updated_at = cell.now(), version = s.version + 1
    returning s.* into own;
    perform api.emit('sms_number.code_due', 'sms_number', own.id, own.version,
      jsonb_build_object('user_id', person, 'asked', own.version));
  end if;
  id := own.id;
  number := own.number;
  verified_at := own.verified_at;
  created_at := own.created_at;
  updated_at := own.updated_at;
  return next;
end
$$;
grant execute on function notifications.ask_code(text) to m_notifications;
alter function notifications.ask_code(text) owner to cw_access;

-- Puts a code to the number for which it was asked, for ten minutes; no row where another was asked for since.
create function notifications.put_code(number_id uuid, asked bigint, code text) returns table (number text, locale text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  own notifications.sms_numbers;
begin
  perform notifications.only_behind();
  update notifications.sms_numbers s
  set code_hash = sha256(convert_to(s.id::text || code, 'UTF8')), code_until = cell.now() + interval '10 minutes', failures = 0
  where s.org_id = priv.org() and s.id = number_id and s.version = asked and s.number is not null and s.verified_at is null
  returning s.* into own;
  if found then
    return query
      select own.number, p.locale from notifications.profiles(array[own.user_id]) p;
  end if;
end
$$;
grant execute on function notifications.put_code(uuid, bigint, text) to m_notifications;
alter function notifications.put_code(uuid, bigint, text) owner to cw_access;

-- Says the code that came to the actor's number. A wrong one is counted; after five, none is right any more.
create function notifications.say_code(code text)
returns table (result text, id uuid, number text, verified_at timestamptz, created_at timestamptz, updated_at timestamptz)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  own notifications.sms_numbers;
begin
  select s.* into own from notifications.sms_numbers s
  where s.org_id = priv.org() and s.user_id = priv.actor() for update;
  result := case
    when own.number is null then 'no_number'
    when own.verified_at is not null then 'verified'
    when own.code_hash is null or own.code_until < cell.now() or own.failures >= 5 then 'no_code'
    when own.code_hash = sha256(convert_to(own.id::text || code, 'UTF8')) then 'verified'
    else 'wrong'
  end;
  if result = 'verified' and own.verified_at is null then
    update notifications.sms_numbers s
    set verified_at = cell.now(), code_hash = null, code_until = null, updated_at = cell.now(), version = s.version + 1
    where s.org_id = own.org_id and s.id = own.id
    returning s.* into own;
  elsif result = 'wrong' then
    update notifications.sms_numbers s set failures = s.failures + 1
    where s.org_id = own.org_id and s.id = own.id;
  end if;
  id := own.id;
  number := own.number;
  verified_at := own.verified_at;
  created_at := own.created_at;
  updated_at := own.updated_at;
  return next;
end
$$;
grant execute on function notifications.say_code(text) to m_notifications;
alter function notifications.say_code(text) owner to cw_access;
