-- A reader of zh-Hant-TW gets texts in zh-Hant too, not in zh-Hant-TW and zh alone; and whoever wrote ZH-hant-tw, as well.

grant create on schema notifications to cw_access;
set role cw_access;

-- Takes a letter to send it: logged the first time, and leased for two minutes, so that nobody else sends it
-- meanwhile. `state` is taken, leased, or done where there is nothing to send (any more); then what it says is null.
create or replace function notifications.take_email(letter_id uuid) returns table (
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
         where s.slug = letter.template and (s.locale = 'en' or starts_with(lower(entry.locale) || '-', lower(s.locale) || '-'))
         union all
         select jsonb_build_object(
           'locale', o.locale, 'own', true, 'subject', o.subject, 'body_html', o.body_html, 'body_text', o.body_text)
         from notifications.email_templates o
         where o.org_id = org and o.slug = letter.template
           and (o.locale = 'en' or starts_with(lower(entry.locale) || '-', lower(o.locale) || '-'))) t);
end
$$;

set role cw_owner;
revoke create on schema notifications from cw_access;
