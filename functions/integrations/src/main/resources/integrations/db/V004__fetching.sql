-- Who fetches reads the log of events itself: in its order, and whether or not anything was filed for the webhook yet.

grant execute on function api.event_log(bigint, bigint, text[], timestamptz, int, int) to m_integrations;

-- The id of an event's delivery, the same where it is sent and where it is fetched.
create function integrations.delivery_id(subscription uuid, event uuid) returns uuid
language sql immutable parallel safe
set search_path = ''
as $$
  select encode(substr(sha256(uuid_send(subscription) || uuid_send(event)), 1, 16), 'hex')::uuid
$$;
grant execute on function integrations.delivery_id(uuid, uuid) to m_integrations;

-- Filed when it happened to be: nobody goes by that order any more.
drop index integrations.webhook_deliveries_commits;
alter table integrations.webhook_deliveries drop column xid, drop column position;
