-- What spans organizations: where something is overdue. Answers ids only; what is to be done about it is done within
-- each organization.

call migration.swept('notifications.notification_digests', array['org_id', 'user_id', 'next_send_at']);
call migration.swept('notifications.notifications', array['org_id', 'created_at']);
grant create on schema notifications to cw_relay;
set role cw_kernel;
grant execute on function priv.verified(text), priv.field(int) to cw_relay;
set role cw_owner;

-- Digests whose time is over for ten minutes and longer.
create function notifications.overdue_digests(most int) returns table (organization_id uuid, user_id uuid)
language sql stable security definer rows 100
set search_path = ''
as $$
  select d.org_id, d.user_id
  from notifications.notification_digests d
  where d.next_send_at < (select cell.now()) - interval '10 minutes' and priv.field(3) = 'system'
  order by d.next_send_at limit most
$$;
grant execute on function notifications.overdue_digests(int) to m_notifications;
alter function notifications.overdue_digests(int) owner to cw_relay;

-- Organizations that hold more than is kept.
create function notifications.hoarders(most int) returns table (organization_id uuid)
language sql stable security definer rows 100
set search_path = ''
as $$
  select distinct n.org_id
  from notifications.notifications n
  where n.created_at < (select cell.now()) - interval '90 days' and priv.field(3) = 'system'
  limit most
$$;
grant execute on function notifications.hoarders(int) to m_notifications;
alter function notifications.hoarders(int) owner to cw_relay;
revoke create on schema notifications from cw_access, cw_relay;
