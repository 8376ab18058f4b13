-- Mail on its way, and what became of it.

create table notifications.email_log (
  org_id              uuid not null default priv.org(),
  id                  uuid not null,
  user_id             uuid,
  to_address          text check (octet_length(to_address) <= 254),
  template_slug       text not null,
  locale              text,
  subject             text,
  notice              text,
  status              text not null default 'queued'
    check (status in ('queued', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'suppressed')),
  provider            text,
  provider_message_id text,
  error               text,
  missing             jsonb not null default '[]',
  attempts            int not null default 0,
  soft_bounces        int not null default 0,
  leased_until        timestamptz,
  stop_key            uuid not null default gen_random_uuid(),
  sent_at             timestamptz,
  created_at          timestamptz not null default cell.now(),
  version             bigint not null default 1,
  primary key (org_id, id)
);
comment on table notifications.email_log is 'Every mail that was asked for, and what became of it. Kept for 180 days. Mail that concerns no organization has the nil organization.';
comment on column notifications.email_log.id is 'The letter''s: it is in core.letters while the mail waits.';
comment on column notifications.email_log.to_address is 'Here and nowhere else: the log is not on the trail. Empty where the person is gone.';
comment on column notifications.email_log.missing is 'The variables that the template uses and was not given.';
comment on column notifications.email_log.leased_until is 'Until when nobody else sends it: one process does.';
comment on column notifications.email_log.stop_key is '122 random bits, in the mail''s link that stops more of its kind.';
create index email_log_made on notifications.email_log (org_id, created_at, id);
create index email_log_status on notifications.email_log (org_id, status, created_at, id);
create index email_log_template on notifications.email_log (org_id, template_slug, created_at, id);
create index email_log_address on notifications.email_log (org_id, to_address, created_at, id);
alter table notifications.email_log enable row level security, force row level security;
create policy tenant on notifications.email_log using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on notifications.email_log to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.email_log to cw_migrator;
create policy access on notifications.email_log to cw_access using (true) with check (true);
grant select, insert, update, delete on notifications.email_log to cw_access;
grant select (
    org_id, id, user_id, to_address, template_slug, locale, subject, notice, status, provider, provider_message_id, error,
    missing, attempts, soft_bounces, sent_at, created_at, version)
  on notifications.email_log to m_notifications;
-- Not granted to m_notifications: stop_key, and any change.

create table notifications.email_suppressions (
  org_id       uuid not null default priv.org(),
  id           uuid not null default gen_random_uuid(),
  user_id      uuid,
  sealed_for   uuid not null,
  address      jsonb not null,
  address_hash bytea not null,
  reason       text not null check (reason in ('bounce', 'complaint')),
  email_id     uuid not null,
  created_at   timestamptz not null default cell.now(),
  version      bigint not null default 1,
  primary key (org_id, id),
  constraint email_suppressions_address unique (org_id, address_hash)
);
comment on table notifications.email_suppressions is 'Addresses to which an organization sends nothing any more, because they do not exist or complained. An organization''s own: whom another writes to is nobody''s business.';
comment on column notifications.email_suppressions.address is 'Sealed under sealed_for, the person''s key or the row''s own: it is unreadable once that is destroyed.';
comment on column notifications.email_suppressions.address_hash is 'SHA-256 of the organization and the address in lower case: by it mail is stopped, also when the address can''t be read any more.';
create index email_suppressions_made on notifications.email_suppressions (org_id, created_at, id);
call migration.tenant_table('notifications.email_suppressions', 'email_suppression', hidden => '{address, address_hash}');
create policy access on notifications.email_suppressions to cw_access using (true) with check (true);
grant select, insert, update on notifications.email_suppressions to cw_access;
grant select (org_id, id), delete on notifications.email_suppressions to m_notifications;

call migration.event('email.requested', 'notifications');
call migration.event('email.due', 'notifications');
call migration.event('email.bounced', 'notifications');

-- Where somebody gets mail, and in which language; no row for whoever is gone.
create function notifications.mail_to(person uuid) returns table (email text, name text, locale text, member boolean)
language sql stable security definer
set search_path = ''
as $$
  select u.email, u.name, u.locale, exists (
    select from identity.org_members m where m.org_id = (select priv.org()) and m.user_id = u.id and m.joined_at is not null)
  from identity.users u where u.id = person and u.deleted_at is null
$$;
grant execute on function notifications.mail_to(uuid) to cw_access;
grant create on schema notifications to cw_people;
alter function notifications.mail_to(uuid) owner to cw_people;
revoke create on schema notifications from cw_people;

create function notifications.only_unasked() returns uuid
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from 'system' then
    raise exception 'only for what nobody asked for' using errcode = 'CW500';
  end if;
  return coalesce(priv.org(), '00000000-0000-0000-0000-000000000000');
end
$$;
alter function notifications.only_unasked() owner to cw_access;

create function notifications.address_hash(org uuid, address text) returns bytea
language sql immutable
set search_path = ''
as $$ select sha256(convert_to(org::text || ' ' || lower(address), 'UTF8')) $$;
alter function notifications.address_hash(uuid, text) owner to cw_access;

-- Takes a letter to send it: logged the first time, and leased for two minutes, so that nobody else sends it
-- meanwhile. `state` is taken, leased, or done where there is nothing to send (any more); then what it says is null.
create function notifications.take_email(letter_id uuid) returns table (
  state text, template text, address text, name text, locale text, notice text, critical boolean, variables jsonb,
  organization text, stop_link text, texts jsonb)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := notifications.only_unasked();
  letter core.letters;
  entry notifications.email_log;
  person record;
  refused text;
begin
  select l.* into letter from core.letters l where l.org_id = org and l.id = letter_id for update;
  if not found then
    return query select 'done', null, null, null, null, null, null::boolean, null::jsonb, null, null, null::jsonb;
    return;
  end if;
  select m.* into person from notifications.mail_to(letter.user_id) m;
  insert into notifications.email_log as e (org_id, id, user_id, to_address, template_slug, locale, notice)
  values (
    org, letter_id, letter.user_id, coalesce(letter.address, person.email), letter.template,
    coalesce(person.locale, letter.locale, 'en'), letter.notice)
  on conflict on constraint email_log_pkey do update set locale = excluded.locale
  returning e.* into entry;
  if entry.status = 'queued' and entry.leased_until > cell.now() then
    return query select 'leased', null, null, null, null, null, null::boolean, null::jsonb, null, null, null::jsonb;
    return;
  end if;

  refused := case
    when entry.status <> 'queued' then entry.status
    when entry.to_address is null then 'failed'
    when exists (
        select from notifications.email_suppressions s
        where s.org_id = org and s.address_hash = notifications.address_hash(org, entry.to_address)) then 'suppressed'
  end;
  if refused is not null then
    update notifications.email_log e
    set status = refused, version = e.version + 1, leased_until = null,
      error = case when entry.to_address is null then 'nobody has this id' else e.error end
    where e.org_id = org and e.id = letter_id;
    delete from core.letters l where l.org_id = org and l.id = letter_id;
    return query select 'done', null, null, null, null, null, null::boolean, null::jsonb, null, null, null::jsonb;
    return;
  end if;

  update notifications.email_log e
  set leased_until = cell.now() + interval '2 minutes', attempts = e.attempts + 1, version = e.version + 1
  where e.org_id = org and e.id = letter_id;
  return query
    select 'taken', letter.template, entry.to_address, person.name, entry.locale, letter.notice, letter.critical, letter.variables,
      notifications.organization_name(),
      case when letter.notice is not null and not letter.critical and person.member
        then concat_ws('.', org, letter_id, entry.stop_key) end,
      (select coalesce(jsonb_agg(t.text), '[]') from (
         select jsonb_build_object(
           'locale', s.locale, 'own', false, 'subject', s.subject, 'body_html', s.body_html, 'body_text', s.body_text) as text
         from core.email_templates s
         where s.slug = letter.template and s.locale in (entry.locale, split_part(entry.locale, '-', 1), 'en')
         union all
         select jsonb_build_object(
           'locale', o.locale, 'own', true, 'subject', o.subject, 'body_html', o.body_html, 'body_text', o.body_text)
         from notifications.email_templates o
         where o.org_id = org and o.slug = letter.template
           and o.locale in (entry.locale, split_part(entry.locale, '-', 1), 'en')) t);
end
$$;
grant execute on function notifications.take_email(uuid) to m_notifications;
alter function notifications.take_email(uuid) owner to cw_access;

-- Notes how sending came out: `sent`; `again`, after 1, 5, 30 and 120 minutes, then not any more; or `failed`. What SES
-- told of the mail meanwhile stays. Answers the status.
create function notifications.settle_email(
  letter_id uuid, result text, message_id text, said_subject text, said_locale text, not_given jsonb, reason text)
returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := notifications.only_unasked();
  entry notifications.email_log;
begin
  select e.* into entry from notifications.email_log e where e.org_id = org and e.id = letter_id for update;
  if not found then
    return 'done';
  end if;
  update notifications.email_log e
  set leased_until = null, version = e.version + 1, missing = not_given, error = reason,
    subject = coalesce(left(said_subject, 500), e.subject), locale = coalesce(said_locale, e.locale),
    provider = case when message_id is not null then 'ses' else e.provider end,
    provider_message_id = coalesce(message_id, e.provider_message_id),
    sent_at = case when result = 'sent' then cell.now() else e.sent_at end,
    status = case
      when e.status <> 'queued' then e.status
      when result = 'sent' then 'sent'
      when result = 'again' and e.attempts <= 4 then 'queued'
      else 'failed'
    end
  where e.org_id = org and e.id = letter_id
  returning e.* into entry;
  if entry.status = 'queued' then
    perform api.emit_at('email.due', 'email', letter_id, entry.version, '{}',
      cell.now() + (array[1, 5, 30, 120])[entry.attempts] * interval '1 minute');
  else
    delete from core.letters l where l.org_id = org and l.id = letter_id;
  end if;
  return entry.status;
end
$$;
grant execute on function notifications.settle_email(uuid, text, text, text, text, jsonb, text) to m_notifications;
alter function notifications.settle_email(uuid, text, text, text, text, jsonb, text) owner to cw_access;

-- Notes what SES told of a mail: delivered, soft (a bounce that may pass), bounced, complained, or failed. An address
-- that bounced or complained gets nothing any more from this organization, and its person is told in the app.
-- Answers whether there is such a mail.
create function notifications.note_email(email uuid, message_id text, what text, reason text) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := notifications.only_unasked();
  entry notifications.email_log;
  sealer uuid;
begin
  update notifications.email_log e
  set provider = 'ses', provider_message_id = coalesce(e.provider_message_id, message_id), version = e.version + 1,
    soft_bounces = e.soft_bounces + (what = 'soft')::int,
    error = case when what = 'delivered' then e.error else coalesce(left(reason, 500), e.error) end,
    status = case
      when what = 'soft' or e.status in ('complained', 'suppressed') then e.status
      when what = 'delivered' and e.status not in ('queued', 'sent') then e.status
      else what
    end
  where e.org_id = org and e.id = email
  returning e.* into entry;
  if not found then
    return false;
  end if;
  if what in ('bounced', 'complained') and entry.to_address is not null then
    sealer := coalesce(entry.user_id, entry.id);
    insert into notifications.email_suppressions (org_id, user_id, sealed_for, address, address_hash, reason, email_id)
    values (
      org, entry.user_id, sealer, priv.seal(sealer, entry.to_address), notifications.address_hash(org, entry.to_address),
      case what when 'bounced' then 'bounce' else 'complaint' end, entry.id)
    on conflict on constraint email_suppressions_address do nothing;
    if found and entry.user_id is not null then
      perform api.emit('email.bounced', 'email', entry.id, entry.version, jsonb_build_object(
        'user_id', entry.user_id, 'reason', case what when 'bounced' then 'bounce' else 'complaint' end));
    end if;
  end if;
  return true;
end
$$;
grant execute on function notifications.note_email(uuid, text, text, text) to m_notifications;
alter function notifications.note_email(uuid, text, text, text) owner to cw_access;

-- The addresses to which the organization sends nothing, to be read.
create function notifications.suppressions()
returns table (id uuid, user_id uuid, address text, reason text, email_id uuid, created_at timestamptz)
language sql stable security definer rows 100
set search_path = ''
as $$
  select s.id, s.user_id, priv.unseal(s.address), s.reason, s.email_id, s.created_at
  from notifications.email_suppressions s
  where s.org_id = (select priv.org())
$$;
grant execute on function notifications.suppressions() to m_notifications;
alter function notifications.suppressions() owner to cw_access;

create policy stopping on notifications.notification_preferences to cw_access using (true) with check (true);
grant insert, update on notifications.notification_preferences to cw_access;

-- Stops mail of one kind for whoever holds the key in such a mail: no such notices by mail, or after a digest none at
-- all. Said once more it changes nothing. Endings: not_found.
create function notifications.unsubscribe(organization uuid, email uuid, key uuid) returns table (ending text, notice text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  entry notifications.email_log;
  pattern text;
begin
  select e.* into entry
  from notifications.email_log e
  where e.org_id = organization and e.id = email and e.stop_key = key and e.notice is not null;
  if not found or not exists (
      select from identity.org_members m
      where m.org_id = organization and m.user_id = entry.user_id and m.joined_at is not null) then
    return query select 'not_found', null;
    return;
  end if;
  pattern := case entry.notice when 'digest' then '*' else entry.notice end;
  insert into notifications.notification_preferences as p (org_id, user_id, event_type, channels)
  select organization, entry.user_id, pattern, coalesce(
    (select q.channels from notifications.notification_preferences q
     where q.org_id = organization and q.user_id = entry.user_id
       and q.event_type in (split_part(pattern, '.', 1) || '.*', '*')
     order by length(q.event_type) desc limit 1),
    (select d.channels from notifications.notification_defaults d
     where d.org_id = organization and d.event_type in (pattern, split_part(pattern, '.', 1) || '.*', '*')
     order by (d.event_type = pattern) desc, length(d.event_type) desc limit 1),
    (select n.rule -> 'channels' from core.notices n where n.type = pattern limit 1),
    '["in_app"]') - 'email'
  on conflict on constraint notification_preferences_once do update
    set channels = p.channels - 'email', updated_at = cell.now(), version = p.version + 1
    where p.channels ? 'email';
  if entry.notice = 'digest' then
    update notifications.notification_preferences p
    set channels = p.channels - 'email', updated_at = cell.now(), version = p.version + 1
    where p.org_id = organization and p.user_id = entry.user_id and p.channels ? 'email';
  end if;
  return query select null::text, entry.notice;
end
$$;
grant execute on function notifications.unsubscribe(uuid, uuid, uuid) to m_notifications;
alter function notifications.unsubscribe(uuid, uuid, uuid) owner to cw_access;

-- Forgets mail of half a year ago: so much at a time. Answers how much went.
create function notifications.forget_email(most int) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := notifications.only_unasked();
  gone bigint;
begin
  delete from notifications.email_log e
  using (
    select o.id from notifications.email_log o
    where o.org_id = org and o.created_at < cell.now() - interval '180 days'
    order by o.created_at limit most) old
  where e.org_id = org and e.id = old.id;
  get diagnostics gone = row_count;
  return gone;
end
$$;
grant execute on function notifications.forget_email(int) to m_notifications;
alter function notifications.forget_email(int) owner to cw_access;
revoke create on schema notifications from cw_access;

-- Organizations that hold mail of more than half a year ago.
call migration.swept('notifications.email_log', array['org_id', 'created_at']);
grant create on schema notifications to cw_relay;
create function notifications.email_hoarders(most int) returns table (organization_id uuid)
language sql stable security definer rows 100
set search_path = ''
as $$
  select distinct e.org_id
  from notifications.email_log e
  where e.created_at < (select cell.now()) - interval '180 days' and priv.field(3) = 'system'
  limit most
$$;
grant execute on function notifications.email_hoarders(int) to m_notifications;
alter function notifications.email_hoarders(int) owner to cw_relay;
revoke create on schema notifications from cw_relay;
