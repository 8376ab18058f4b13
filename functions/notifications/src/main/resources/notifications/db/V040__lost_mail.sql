-- Mail whose message was lost on the way: it ended among the dead letters, or nowhere. Nothing else would ever say
-- what became of it.

call migration.swept('core.letters', array['org_id', 'written_at']);

-- Organizations with letters that wait for longer than any mail is tried.
grant create on schema notifications to cw_relay;
create function notifications.with_lost_mail(most int) returns table (organization_id uuid)
language sql stable security definer rows 100
set search_path = ''
as $$
  select distinct l.org_id
  from core.letters l
  where l.written_at < (select cell.now()) - interval '1 day' and priv.field(3) = 'system'
  limit most
$$;
grant execute on function notifications.with_lost_mail(int) to m_notifications;
alter function notifications.with_lost_mail(int) owner to cw_relay;
revoke create on schema notifications from cw_relay;

-- Gives up letters that wait for a day: so many at a time. What is being sent just now is left alone; a message that
-- comes back later finds nothing to send. Answers how many.
grant create on schema notifications to cw_access;
create function notifications.give_up_mail(most int) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := notifications.only_unasked();
  lost core.letters;
  given_up bigint := 0;
begin
  for lost in
    select l.*
    from core.letters l
    where l.org_id = org and l.written_at < cell.now() - interval '1 day'
      and not exists (
        select from notifications.email_log e where e.org_id = org and e.id = l.id and e.leased_until > cell.now())
    order by l.written_at, l.id
    limit most
    for update of l skip locked
  loop
    insert into notifications.email_log as e (org_id, id, user_id, to_address, template_slug, locale, notice, status, error)
    values (
      org, lost.id, lost.user_id, coalesce(lost.address, (select m.email from notifications.mail_to(lost.user_id) m)),
      lost.template, lost.locale, lost.notice, 'failed', 'given up after a day: what was to send it was lost')
    on conflict on constraint email_log_pkey do update
      set status = 'failed', version = e.version + 1, leased_until = null,
        error = concat_ws('; ', 'given up after a day: what was to send it was lost', e.error)
      where e.status = 'queued';
    delete from core.letters l where l.org_id = org and l.id = lost.id;
    given_up := given_up + 1;
  end loop;
  return given_up;
end
$$;
grant execute on function notifications.give_up_mail(int) to m_notifications;
alter function notifications.give_up_mail(int) owner to cw_access;
revoke create on schema notifications from cw_access;
