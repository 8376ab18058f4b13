-- What people were told, and how many of it waits to be read.

call migration.module('notifications');
call migration.calls('m_notifications');
grant usage, create on schema notifications to cw_access;

create table notifications.notifications (
  org_id      uuid not null default priv.org(),
  id          uuid not null,
  user_id     uuid not null,
  event_id    uuid not null,
  type        text not null check (char_length(type) <= 100),
  channel     text not null check (channel in ('in_app', 'email', 'push', 'sms', 'webhook')),
  title       text not null check (char_length(title) between 1 and 200),
  body        text check (octet_length(body) <= 4096),
  data        jsonb not null default '{}' check (octet_length(data::text) <= 4096),
  critical    boolean not null default false,
  status      text not null check (status in ('waiting', 'collected', 'sending', 'sent', 'failed')),
  due_at      timestamptz not null,
  attempts    int not null default 0,
  leased_until timestamptz,
  delivered   jsonb not null default '[]',
  sent_at     timestamptz,
  read_at     timestamptz,
  seen_at     timestamptz,
  created_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, id),
  constraint notifications_once unique (org_id, user_id, event_id, channel),
  constraint notifications_member foreign key (org_id, user_id) references identity.org_members (org_id, user_id)
    on delete cascade
);
comment on table notifications.notifications is 'That a person was told of an event: a row for each channel. Theirs alone, and gone with their membership.';
comment on column notifications.notifications.data is '{entityType, entityId, url}';
comment on column notifications.notifications.status is 'waiting to be sent, collected for a digest, being sent under a lease, sent, or given up. What is in the app is sent.';
comment on column notifications.notifications.delivered is 'The devices that have a push already.';
create index notifications_inbox on notifications.notifications (org_id, user_id, created_at, id) where channel = 'in_app';
create index notifications_of_type on notifications.notifications (org_id, user_id, type, created_at, id) where channel = 'in_app';
create index notifications_unread on notifications.notifications (org_id, user_id, created_at, id) where channel = 'in_app' and read_at is null;
create index notifications_unseen on notifications.notifications (org_id, user_id, id) where channel = 'in_app' and seen_at is null;
create index notifications_collected on notifications.notifications (org_id, user_id, created_at, id) where status = 'collected';
create index notifications_age on notifications.notifications (org_id, created_at);
alter table notifications.notifications enable row level security, force row level security;
create policy tenant on notifications.notifications using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy own on notifications.notifications as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
create policy migrator on notifications.notifications to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.notifications to cw_migrator;
create policy access on notifications.notifications to cw_access using (true) with check (true);
grant select, insert, update, delete on notifications.notifications to cw_access;
grant select, update (read_at, seen_at, version), delete on notifications.notifications to m_notifications;
-- Not granted to m_notifications: insert. People are told by notifications.tell, which asks what they may view.
-- Not on the trail: what a person was told of is, and that they read it is nobody's business.

create table notifications.inboxes (
  org_id  uuid not null default priv.org(),
  user_id uuid not null,
  unread  bigint not null default 0 check (unread >= 0),
  unseen  bigint not null default 0 check (unseen >= 0),
  version bigint not null default 1,
  primary key (org_id, user_id),
  constraint inboxes_member foreign key (org_id, user_id) references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.inboxes is 'How much of what is in the app a person has not read, and not seen: kept by triggers, so that a badge costs one row however much there is.';
alter table notifications.inboxes enable row level security, force row level security;
create policy tenant on notifications.inboxes using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy own on notifications.inboxes as restrictive to m_notifications
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
create policy migrator on notifications.inboxes to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.inboxes to cw_migrator;
create policy access on notifications.inboxes to cw_access using (true) with check (true);
grant select, insert, update on notifications.inboxes to cw_access;
grant select on notifications.inboxes to m_notifications;

-- Counts one statement's changes, person after person in the same order, so that two statements never wait for
-- each other.
create function notifications.count_unread() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  changed record;
begin
  for changed in execute format(
    'select r.org_id, r.user_id, sum(r.sign) filter (where r.read_at is null) as unread, sum(r.sign) filter (where r.seen_at is null) as unseen
     from (%s) r (org_id, user_id, channel, read_at, seen_at, sign)
     where r.channel = ''in_app''
     group by r.org_id, r.user_id
     having coalesce(sum(r.sign) filter (where r.read_at is null), 0) <> 0 or coalesce(sum(r.sign) filter (where r.seen_at is null), 0) <> 0
     order by r.org_id, r.user_id',
    concat_ws(
      ' union all ',
      case when tg_op <> 'DELETE' then 'select org_id, user_id, channel, read_at, seen_at, 1 from new_rows' end,
      case when tg_op <> 'INSERT' then 'select org_id, user_id, channel, read_at, seen_at, -1 from old_rows' end))
  loop
    update notifications.inboxes i
    set unread = i.unread + coalesce(changed.unread, 0), unseen = i.unseen + coalesce(changed.unseen, 0), version = i.version + 1
    where i.org_id = changed.org_id and i.user_id = changed.user_id;
    -- Whose membership ends has no inbox any more, and needs none.
    if not found and changed.unread >= 0 then
      insert into notifications.inboxes as i (org_id, user_id, unread, unseen)
      values (changed.org_id, changed.user_id, coalesce(changed.unread, 0), coalesce(changed.unseen, 0))
      on conflict (org_id, user_id) do update
        set unread = i.unread + excluded.unread, unseen = i.unseen + excluded.unseen, version = i.version + 1;
    end if;
  end loop;
  return null;
end
$$;
alter function notifications.count_unread() owner to cw_access;
set role cw_access;
grant execute on function notifications.count_unread() to cw_owner;
set role cw_owner;
create trigger count_insert after insert on notifications.notifications
  referencing new table as new_rows for each statement execute function notifications.count_unread();
create trigger count_update after update on notifications.notifications
  referencing old table as old_rows new table as new_rows for each statement execute function notifications.count_unread();
create trigger count_delete after delete on notifications.notifications
  referencing old table as old_rows for each statement execute function notifications.count_unread();

call migration.event('notification.created', 'notifications');
call migration.event('notification.forwarded', 'notifications');
call migration.event('notification.mail_due', 'notifications');
call migration.event('notification.push_due', 'notifications');
call migration.event('notification.sms_due', 'notifications');
call migration.event('notification.routing_due', 'notifications');
call migration.event('inbox.changed', 'notifications');
