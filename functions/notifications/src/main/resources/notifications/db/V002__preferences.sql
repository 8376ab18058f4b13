-- How people want to be told, and what they watch.

create table notifications.notification_preferences (
  org_id     uuid not null default priv.org(),
  id         uuid not null default gen_random_uuid(),
  user_id    uuid not null default priv.actor(),
  event_type text not null check (char_length(event_type) <= 100),
  channels   jsonb not null constraint notification_preferences_channels
    check (jsonb_typeof(channels) = 'array' and channels <@ '["in_app", "email", "push", "sms", "webhook"]'),
  muted      boolean not null default false,
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  constraint notification_preferences_once unique (org_id, user_id, event_type),
  constraint notification_preferences_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.notification_preferences is 'How a person is told of the events that a pattern means: one type, all of an entity (task.*), or all (*).';
call migration.tenant_table('notifications.notification_preferences', 'notification_preference');
create policy own on notifications.notification_preferences as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select, delete on notifications.notification_preferences to m_notifications;
grant insert (event_type, channels, muted), update (channels, muted, updated_at, version)
  on notifications.notification_preferences to m_notifications;
create policy access on notifications.notification_preferences for select to cw_access using (true);
grant select on notifications.notification_preferences to cw_access;

create table notifications.notification_defaults (
  org_id     uuid not null default priv.org(),
  id         uuid not null default gen_random_uuid(),
  event_type text not null check (char_length(event_type) <= 100),
  channels   jsonb not null constraint notification_defaults_channels
    check (jsonb_typeof(channels) = 'array' and channels <@ '["in_app", "email", "push", "sms", "webhook"]'),
  muted      boolean not null default false,
  updated_by uuid not null default priv.actor(),
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  constraint notification_defaults_once unique (org_id, event_type)
);
comment on table notifications.notification_defaults is 'How those members of an organization are told who have said nothing themselves.';
call migration.tenant_table('notifications.notification_defaults', 'notification_default');
grant select, delete on notifications.notification_defaults to m_notifications;
grant insert (event_type, channels, muted), update (channels, muted, updated_by, updated_at, version)
  on notifications.notification_defaults to m_notifications;
create policy access on notifications.notification_defaults for select to cw_access using (true);
grant select on notifications.notification_defaults to cw_access;

create table notifications.notification_settings (
  org_id      uuid not null default priv.org(),
  user_id     uuid not null default priv.actor(),
  quiet_start int check (quiet_start between 0 and 1439),
  quiet_end   int check (quiet_end between 0 and 1439),
  timezone    text check (char_length(timezone) <= 100),
  updated_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, user_id),
  constraint notification_settings_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade,
  constraint notification_settings_quiet check ((quiet_start is null) = (quiet_end is null) and quiet_start <> quiet_end)
);
comment on table notifications.notification_settings is 'When a person wants to be left alone, in minutes of the day in their time zone.';
comment on column notifications.notification_settings.timezone is 'Null for the one of the person''s profile.';
call migration.tenant_table('notifications.notification_settings', 'notification_setting', 'user_id');
create policy own on notifications.notification_settings as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select, insert (quiet_start, quiet_end, timezone), update (quiet_start, quiet_end, timezone, updated_at, version)
  on notifications.notification_settings to m_notifications;
create policy access on notifications.notification_settings for select to cw_access using (true);
grant select on notifications.notification_settings to cw_access;

create table notifications.notification_digests (
  org_id       uuid not null default priv.org(),
  id           uuid not null default gen_random_uuid(),
  user_id      uuid not null default priv.actor(),
  frequency    text not null default 'instant' check (frequency in ('instant', 'hourly', 'daily', 'weekly')),
  last_sent_at timestamptz,
  next_send_at timestamptz,
  due_event    uuid,
  updated_at   timestamptz not null default cell.now(),
  version      bigint not null default 1,
  primary key (org_id, id),
  constraint notification_digests_once unique (org_id, user_id),
  constraint notification_digests_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.notification_digests is 'How often a person gets mail. What comes in between is collected.';
comment on column notifications.notification_digests.next_send_at is 'When what is collected will be sent; null while nothing is.';
comment on column notifications.notification_digests.due_event is 'The event for later that sends it.';
create index notification_digests_due on notifications.notification_digests (org_id, next_send_at) where next_send_at is not null;
call migration.tenant_table('notifications.notification_digests', 'notification_digest');
create policy own on notifications.notification_digests as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select on notifications.notification_digests to m_notifications;
create policy access on notifications.notification_digests to cw_access using (true) with check (true);
grant select, insert, update on notifications.notification_digests to cw_access;
-- Not granted to m_notifications: to change it. Its frequency goes with an event for later: see set_frequency.

create table notifications.topic_subscriptions (
  org_id      uuid not null default priv.org(),
  user_id     uuid not null default priv.actor(),
  entity_type text not null,
  entity_id   uuid not null,
  muted       boolean not null default false,
  channels    jsonb constraint topic_subscriptions_channels
    check (jsonb_typeof(channels) = 'array' and channels <@ '["in_app", "email", "push", "sms", "webhook"]'),
  created_at  timestamptz not null default cell.now(),
  updated_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, entity_type, entity_id, user_id),
  constraint topic_subscriptions_member foreign key (org_id, user_id)
    references identity.org_members (org_id, user_id) on delete cascade,
  constraint topic_subscriptions_entity foreign key (org_id, entity_type, entity_id)
    references core.entities (org_id, type, id) on delete cascade
);
comment on table notifications.topic_subscriptions is 'That a person watches a thing, or wants to hear nothing of it.';
comment on column notifications.topic_subscriptions.channels is 'How they are told of it; null for as of anything.';
create index topic_subscriptions_person on notifications.topic_subscriptions (org_id, user_id, created_at);
call migration.tenant_table('notifications.topic_subscriptions', 'topic_subscription', 'entity_id');
create policy own on notifications.topic_subscriptions as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
grant select, delete on notifications.topic_subscriptions to m_notifications;
grant insert (entity_type, entity_id, muted, channels), update (muted, channels, updated_at, version)
  on notifications.topic_subscriptions to m_notifications;
create policy access on notifications.topic_subscriptions for select to cw_access using (true);
grant select on notifications.topic_subscriptions to cw_access;

call migration.event('digest.due', 'notifications');

-- The types of which people are told in this cell, and how those are who say nothing. Where several notices have one
-- type, the first of its module speaks for it.
create function notifications.types() returns table (id uuid, type text, channels jsonb, critical boolean)
language sql stable security definer rows 100
set search_path = ''
as $$
  select distinct on (n.type) md5(n.type)::uuid, n.type, n.rule -> 'channels', (n.rule ->> 'critical')::boolean
  from core.notices n
  order by n.type, n.module, n.place
$$;
grant execute on function notifications.types() to m_notifications;
alter function notifications.types() owner to cw_access;

create function notifications.knows(pattern text) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select pattern = '*' or exists (
    select from core.notices n where n.type = pattern or split_part(n.type, '.', 1) || '.*' = pattern)
$$;
grant execute on function notifications.knows(text) to m_notifications;
alter function notifications.knows(text) owner to cw_access;

-- The type of the things that paths call so; null where the cell has none.
create function notifications.type_called(collection text) returns text
language sql stable security definer
set search_path = ''
as 'select t.type from core.entity_types t where t.collection = type_called.collection';
grant execute on function notifications.type_called(text) to m_notifications;
alter function notifications.type_called(text) owner to cw_access;

-- Whether a member may view a thing. Of a type that has no `view`, the organization's `<type>_view` decides; where
-- there is none either, being a member does.
create function notifications.views(person uuid, thing_type text, thing uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select case
    when exists (select from authz.relations r where r.type = thing_type and r.relation = 'view')
      then authz.allows((select priv.org()), person, thing_type || '.view', thing)
    when exists (select from authz.relations r where r.type = 'organization' and r.relation = thing_type || '_view')
      then authz.allows((select priv.org()), person, thing_type || '.view', null)
    else true
  end
$$;
alter function notifications.views(uuid, text, uuid) owner to cw_access;

-- The type of the things that paths call so, if the actor may view this one; else null.
create function notifications.watchable(collection text, thing uuid) returns text
language sql stable security definer
set search_path = ''
as $$
  select t.type
  from core.entity_types t
  join core.entities e on e.org_id = (select priv.org()) and e.type = t.type and e.id = thing and e.deleted_at is null
  where t.collection = watchable.collection and notifications.views((select priv.actor()), t.type, thing)
$$;
grant execute on function notifications.watchable(text, uuid) to m_notifications;
alter function notifications.watchable(text, uuid) owner to cw_access;

-- Says how often the actor gets mail. What is collected until then is sent at once: the new frequency is for what
-- comes. Answers how it is now.
create function notifications.set_frequency(new_frequency text) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  person constant uuid := priv.actor();
  digest notifications.notification_digests;
begin
  if person is null then
    raise exception 'a digest is a person''s' using errcode = 'CW500';
  end if;
  insert into notifications.notification_digests as d (org_id, user_id, frequency) values (org, person, new_frequency)
  on conflict (org_id, user_id) do update
    set frequency = excluded.frequency, updated_at = cell.now(), version = d.version + 1
  returning d.* into digest;
  if digest.due_event is not null then
    perform api.withdraw(digest.due_event);
    update notifications.notification_digests d
    set next_send_at = cell.now(),
      due_event = api.emit('digest.due', 'digest', person, d.version, jsonb_build_object('user_id', person))
    where d.org_id = org and d.id = digest.id;
  end if;
  return digest.version;
end
$$;
grant execute on function notifications.set_frequency(text) to m_notifications;
alter function notifications.set_frequency(text) owner to cw_access;
grant execute on function api.emit_at(text, text, uuid, bigint, jsonb, timestamptz), api.withdraw(uuid) to cw_access;
