-- Which events anybody is told of, and which of them concern nobody but those whom their data names.

create function notifications.told() returns table (event text, paths jsonb)
language sql stable security definer rows 100
set search_path = ''
as $$
  select
    n.event,
    case when bool_and(x.recipient ->> 'kind' = 'named')
      then jsonb_agg(distinct array_to_string(notifications.path(x.recipient -> 'path'), '.'))
    end
  from core.notices n
  cross join lateral jsonb_array_elements(n.rule -> 'recipients') x (recipient)
  group by n.event
$$;
comment on function notifications.told() is 'The types of events of which people are told, each with the paths of its data that name them, or with null where it is told to others too.';
grant execute on function notifications.told() to m_notifications;
grant create on schema notifications to cw_access;
alter function notifications.told() owner to cw_access;
revoke create on schema notifications from cw_access;
