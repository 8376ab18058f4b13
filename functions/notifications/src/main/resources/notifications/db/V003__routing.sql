-- Whom an event concerns, and telling them. Called by what the module does behind its queue, in a context of kind
-- system; nobody's request gets in here.

create function notifications.only_behind() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from 'system' or priv.org() is null then
    raise exception 'only for a job of an organization' using errcode = 'CW500';
  end if;
end
$$;
alter function notifications.only_behind() owner to cw_access;

-- The types of events of which anybody is told.
create function notifications.told_events() returns setof text
language sql stable security definer rows 100
set search_path = ''
as 'select distinct n.event from core.notices n';
grant execute on function notifications.told_events() to m_notifications;
alter function notifications.told_events() owner to cw_access;

-- Who some people are, for telling them: also those who aren't in the context's organization. For the functions of
-- cw_access, which say to whom.
create function notifications.profiles(people uuid[])
returns table (user_id uuid, name text, locale text, timezone text, member boolean)
language sql stable security definer rows 100
set search_path = ''
as $$
  select u.id, u.name, u.locale, u.timezone, m.joined_at is not null
  from identity.users u
  left join identity.org_members m on m.org_id = (select priv.org()) and m.user_id = u.id
  where u.id = any (people) and u.deleted_at is null
$$;
grant execute on function notifications.profiles(uuid[]) to cw_access;
grant create on schema notifications to cw_people;
alter function notifications.profiles(uuid[]) owner to cw_people;

create function notifications.organization_name() returns text
language sql stable security definer
set search_path = ''
as 'select o.name from identity.organizations o where o.org_id = (select priv.org())';
grant execute on function notifications.organization_name() to cw_access;
alter function notifications.organization_name() owner to cw_people;
revoke create on schema notifications from cw_people;

-- A path as a notice has it, for #> and #>>.
create function notifications.path(steps jsonb) returns text[]
language sql immutable
set search_path = ''
as 'select coalesce(array_agg(s.step order by s.place), ''{}'') from jsonb_array_elements_text(steps) with ordinality s (step, place)';
alter function notifications.path(jsonb) owner to cw_access;

-- A UUID out of an event's data; null for what is none.
create function notifications.id_in(value text) returns uuid
language sql immutable
set search_path = ''
as $$
  select case when value ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' then value::uuid end
$$;
alter function notifications.id_in(text) owner to cw_access;

-- The people who stand in a relation to a thing; nobody where the model has no such relation.
create function notifications.related(relation text, thing_type text, thing uuid) returns setof uuid
language sql stable
set search_path = ''
as $$
  select u.subj
  from authz.relations r
  cross join lateral authz.list_users((select priv.org()), r.code, thing, 'user', '{}') u
  where r.type = thing_type and r.relation = related.relation and thing is not null
    and u.sref = authz.subject_of('user', '')
$$;
alter function notifications.related(text, text, uuid) owner to cw_access;

-- The people whom one recipient of a notice means.
create function notifications.meant(recipient jsonb, subject_type text, subject uuid, entity uuid, data jsonb) returns setof uuid
language plpgsql stable
set search_path = ''
as $$
declare
  path constant text[] := notifications.path(coalesce(recipient -> 'path', '[]'));
begin
  case recipient ->> 'kind'
    when 'named' then
      return query
        select notifications.id_in(p.value #>> '{}') from jsonb_path_query(data #> path, '$[*]') p (value)
        where notifications.id_in(p.value #>> '{}') is not null;
    when 'related' then
      if cardinality(path) > 0 then
        subject_type := data #>> (path || 'type'::text);
        subject := notifications.id_in(data #>> (path || 'id'::text));
      end if;
      return query select notifications.related(recipient ->> 'relation', subject_type, subject);
    when 'organization' then
      return query select notifications.related(recipient ->> 'relation', 'organization', priv.org());
    when 'watchers' then
      return query
        select w.user_id from notifications.topic_subscriptions w
        where w.org_id = priv.org() and w.entity_type = subject_type and w.entity_id = subject and not w.muted;
    when 'self' then
      return query select entity;
  end case;
end
$$;
alter function notifications.meant(jsonb, text, uuid, uuid, jsonb) owner to cw_access;

-- Whom an event concerns, with all that is needed to decide how each is told: at most so many behind a person, in
-- the order of their ids. Of the notices that mean somebody the first holds. Whether they may view what it is
-- about is asked when they are told.
create function notifications.audience(
  event_type text, entity_type text, entity uuid, event_actor uuid, data jsonb, behind uuid, most int)
returns table (
  user_id uuid, outside boolean, type text, critical boolean, channels jsonb, subject_type text, subject_id uuid,
  title text, body text, url text, actor_name text, entity_title text, organization_name text,
  timezone text, quiet_start int, quiet_end int, frequency text, preferences jsonb, topic jsonb, defaults jsonb)
language plpgsql stable security definer rows 100
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
begin
  perform notifications.only_behind();
  return query
    with rules as materialized (
      select n.type, n.rule, n.texts, row_number() over (order by n.module, n.place) as place, s.subject_type, s.subject_id
      from core.notices n
      cross join lateral (
        select
          case when n.rule ? 'type_path' then data #>> notifications.path(n.rule -> 'type_path') else audience.entity_type end,
          case when n.rule ? 'id_path' then notifications.id_in(data #>> notifications.path(n.rule -> 'id_path')) else entity end
      ) s (subject_type, subject_id)
      where n.event = event_type
        and (not n.rule ? 'when_path' or data #>> notifications.path(n.rule -> 'when_path') = n.rule ->> 'when_value')
    ), meant as (
      select r.place, p.id, bool_or(coalesce((x.recipient ->> 'outside')::boolean, false)) as outside,
        bool_or(x.recipient ->> 'kind' = 'self') as oneself
      from rules r
      cross join lateral jsonb_array_elements(r.rule -> 'recipients') x (recipient)
      cross join lateral notifications.meant(x.recipient, r.subject_type, r.subject_id, entity, data) p (id)
      where p.id > coalesce(behind, '00000000-0000-0000-0000-000000000000')
      group by r.place, p.id
    ), chosen as materialized (
      select distinct on (m.id) m.id, m.place, m.outside
      from meant m
      where m.oneself or m.id is distinct from event_actor
      order by m.id, m.place
    ), people as materialized (
      select c.id, c.place, not p.member as outside, p.locale, p.timezone
      from chosen c
      join notifications.profiles(array(select o.id from chosen o)) p on p.user_id = c.id
      where p.member or c.outside
      order by c.id
      limit most
    )
    select p.id, p.outside, r.type, (r.rule ->> 'critical')::boolean, r.rule -> 'channels', r.subject_type, r.subject_id,
      t.text ->> 'title', t.text ->> 'body', coalesce(r.rule ->> 'url', e.url),
      (select a.name from notifications.profiles(array[event_actor]) a where a.member), e.title,
      notifications.organization_name(),
      coalesce(s.timezone, p.timezone), s.quiet_start, s.quiet_end, coalesce(d.frequency, 'instant'),
      (select coalesce(jsonb_agg(jsonb_build_object('event_type', f.event_type, 'channels', f.channels, 'muted', f.muted)), '[]')
       from notifications.notification_preferences f
       where f.org_id = org and f.user_id = p.id and f.event_type in (r.type, split_part(r.type, '.', 1) || '.*', '*')),
      (select jsonb_build_object('muted', w.muted, 'channels', w.channels)
       from notifications.topic_subscriptions w
       where w.org_id = org and w.entity_type = r.subject_type and w.entity_id = r.subject_id and w.user_id = p.id),
      (select coalesce(jsonb_agg(jsonb_build_object('event_type', f.event_type, 'channels', f.channels, 'muted', f.muted)), '[]')
       from notifications.notification_defaults f
       where f.org_id = org and f.event_type in (r.type, split_part(r.type, '.', 1) || '.*', '*'))
    from people p
    join rules r on r.place = p.place
    cross join lateral (
      select coalesce(r.texts -> p.locale, r.texts -> split_part(p.locale, '-', 1), r.texts -> 'en')) t (text)
    left join core.entities e on e.org_id = org and e.type = r.subject_type and e.id = r.subject_id
    left join notifications.notification_settings s on s.org_id = org and s.user_id = p.id
    left join notifications.notification_digests d on d.org_id = org and d.user_id = p.id
    order by p.id;
end
$$;
grant execute on function notifications.audience(text, text, uuid, uuid, jsonb, uuid, int) to m_notifications;
alter function notifications.audience(text, text, uuid, uuid, jsonb, uuid, int) owner to cw_access;

-- Whether somebody may be told of a thing: they are a member, and may view it if it is of a type that is viewed.
create function notifications.may_hear(person uuid, thing_type text, thing uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
      select from identity.org_members m
      where m.org_id = (select priv.org()) and m.user_id = person and m.joined_at is not null)
    and (
      thing is null or notifications.views(person, thing_type, thing))
$$;
alter function notifications.may_hear(uuid, text, uuid) owner to cw_access;

-- Sees to it that what is collected for somebody is sent.
create function notifications.await_digest(person uuid, next_at timestamptz) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  digest notifications.notification_digests;
begin
  select d.* into digest
  from notifications.notification_digests d
  where d.org_id = priv.org() and d.user_id = person for update;
  if digest.due_event is null then
    update notifications.notification_digests d
    set next_send_at = next_at,
      due_event = api.emit_at('digest.due', 'digest', person, d.version, jsonb_build_object('user_id', person), next_at)
    where d.org_id = priv.org() and d.user_id = person;
  end if;
end
$$;
alter function notifications.await_digest(uuid, timestamptz) owner to cw_access;

-- Publishes what makes a channel do its part. Only for other functions.
create function notifications.hand_over(told notifications.notifications, variables jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  said constant jsonb := jsonb_build_object('user_id', told.user_id, 'notification_id', told.id, 'type', told.type);
begin
  case told.channel
    when 'in_app' then
      perform api.emit('notification.created', 'notification', told.id, told.version, said || jsonb_build_object(
        'title', told.title, 'body', told.body, 'data', told.data, 'created_at', told.created_at,
        'unread', (select i.unread from notifications.inboxes i where i.org_id = told.org_id and i.user_id = told.user_id)));
    when 'webhook' then
      perform api.emit('notification.forwarded', 'notification', told.id, told.version, said || jsonb_build_object(
        'title', told.title, 'body', told.body, 'data', told.data, 'created_at', told.created_at));
    when 'email' then
      if told.status = 'sent' then
        perform api.emit_at('notification.mail_due', 'notification', told.id, told.version,
          said || jsonb_build_object('template', 'notification', 'critical', told.critical, 'variables', variables || jsonb_build_object(
            'title', told.title, 'body', told.body, 'url', told.data ->> 'url', 'type', told.type)),
          told.due_at);
      end if;
    when 'push' then
      perform api.emit_at('notification.push_due', 'notification', told.id, told.version, said, told.due_at);
    when 'sms' then
      perform api.emit_at('notification.sms_due', 'notification', told.id, told.version, said, told.due_at);
  end case;
end
$$;
alter function notifications.hand_over(notifications.notifications, jsonb) owner to cw_access;

-- Tells people of an event, as far as they may view what it is about, and still can be reached so. `plan` is
-- [{id, user_id, channel, type, title, body, data, critical, status, due_at, digest_at, subject_type, subject_id,
-- outside, variables}]. Answers how many were told, in how many ways.
create function notifications.tell(told_event uuid, plan jsonb) returns table (people bigint, ways bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  made notifications.notifications[];
  told notifications.notifications;
  way record;
begin
  perform notifications.only_behind();
  with wanted as materialized (
    select w.*
    from jsonb_to_recordset(plan) as w (
      id uuid, user_id uuid, channel text, type text, title text, body text, data jsonb, critical boolean,
      status text, due_at timestamptz, subject_type text, subject_id uuid, outside boolean)
    where not w.outside
  ), hearing as materialized (
    select p.user_id
    from (select distinct w.user_id, w.subject_type, w.subject_id from wanted w) p
    where notifications.may_hear(p.user_id, p.subject_type, p.subject_id)
  ), filed as (
    insert into notifications.notifications as n (
      org_id, id, user_id, event_id, type, channel, title, body, data, critical, status, due_at, sent_at)
    select org, w.id, w.user_id, told_event, w.type, w.channel, w.title, w.body, w.data, w.critical, w.status, w.due_at,
      case when w.status = 'sent' then w.due_at end
    from wanted w
    where w.user_id in (select h.user_id from hearing h) and notifications.reaches(w.user_id, w.channel)
    order by w.user_id, w.id
    on conflict on constraint notifications_once do nothing
    returning n as told)
  select array_agg(f.told order by (f.told).user_id, (f.told).id) into made from filed f;

  foreach told in array coalesce(made, '{}') loop
    select w.variables, w.digest_at into way
    from jsonb_to_recordset(plan) as w (id uuid, variables jsonb, digest_at timestamptz) where w.id = told.id;
    if told.status = 'collected' then
      perform notifications.await_digest(told.user_id, way.digest_at);
    end if;
    perform notifications.hand_over(told, coalesce(way.variables, '{}'));
  end loop;

  -- Whoever isn't in the organization has nothing there to look at: a mail is all.
  for way in
    select w.* from jsonb_to_recordset(plan) as w (
      id uuid, user_id uuid, type text, title text, body text, critical boolean, outside boolean, variables jsonb)
    where w.outside
  loop
    perform api.emit('notification.mail_due', 'notification', way.id, 1, jsonb_build_object(
      'user_id', way.user_id, 'notification_id', way.id, 'type', way.type, 'template', 'notification',
      'critical', way.critical, 'variables', coalesce(way.variables, '{}') || jsonb_build_object(
        'title', way.title, 'body', way.body, 'type', way.type)));
  end loop;
  return query
    select count(distinct m.user_id), count(*) from unnest(made) m;
end
$$;
grant execute on function notifications.tell(uuid, jsonb) to m_notifications;
alter function notifications.tell(uuid, jsonb) owner to cw_access;

-- Sends what is collected for somebody as one mail, grouped by type, the first 50 of it in words. Answers how much
-- that was.
create function notifications.send_digest(person uuid) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  digest notifications.notification_digests;
  groups jsonb;
  amount bigint;
begin
  perform notifications.only_behind();
  select d.* into digest
  from notifications.notification_digests d
  where d.org_id = org and d.user_id = person for update;
  if not found then
    return 0;
  end if;
  with sent as (
    update notifications.notifications n
    set status = 'sent', sent_at = cell.now(), version = n.version + 1
    where n.org_id = org and n.user_id = person and n.status = 'collected'
    returning n.type, n.title, n.body, n.data, n.created_at, n.id
  ), numbered as (
    select s.*, row_number() over (order by s.created_at desc, s.id) as place from sent s
  ), grouped as (
    select n.type, count(*) as amount,
      coalesce(jsonb_agg(
        jsonb_build_object('title', n.title, 'body', left(n.body, 200), 'url', n.data ->> 'url', 'created_at', n.created_at)
        order by n.place) filter (where n.place <= 50), '[]') as items
    from numbered n
    group by n.type)
  select coalesce(jsonb_agg(jsonb_build_object('type', g.type, 'count', g.amount, 'items', g.items) order by g.type), '[]'),
    coalesce(sum(g.amount), 0)
  into groups, amount
  from grouped g;

  update notifications.notification_digests d
  set next_send_at = null, due_event = null, version = d.version + 1,
    last_sent_at = case when amount > 0 then cell.now() else d.last_sent_at end
  where d.org_id = org and d.id = digest.id
  returning d.* into digest;
  if amount > 0 then
    perform api.emit('notification.mail_due', 'notification', digest.id, digest.version, jsonb_build_object(
      'user_id', person, 'template', 'digest', 'type', 'digest', 'critical', false,
      'variables', jsonb_build_object(
        'frequency', digest.frequency, 'count', amount, 'groups', groups, 'organization', notifications.organization_name())));
  end if;
  return amount;
end
$$;
grant execute on function notifications.send_digest(uuid) to m_notifications;
alter function notifications.send_digest(uuid) owner to cw_access;

-- Files a digest that is overdue once more: its event was lost.
create function notifications.recall_digest(person uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform notifications.only_behind();
  update notifications.notification_digests d
  set due_event = api.emit('digest.due', 'digest', person, d.version, jsonb_build_object('user_id', person))
  where d.org_id = priv.org() and d.user_id = person and d.next_send_at <= cell.now();
  return found;
end
$$;
grant execute on function notifications.recall_digest(uuid) to m_notifications;
alter function notifications.recall_digest(uuid) owner to cw_access;

-- Forgets what is long read, and what nobody will read any more: so much at a time. Answers how much went.
create function notifications.forget_old(most int) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  gone bigint;
begin
  perform notifications.only_behind();
  delete from notifications.notifications n
  using (
    select o.id from notifications.notifications o
    where o.org_id = priv.org() and o.created_at < cell.now() - interval '90 days'
      and (o.read_at is not null or o.channel <> 'in_app' or o.created_at < cell.now() - interval '365 days')
    order by o.created_at limit most) old
  where n.org_id = priv.org() and n.id = old.id;
  get diagnostics gone = row_count;
  return gone;
end
$$;
grant execute on function notifications.forget_old(int) to m_notifications;
alter function notifications.forget_old(int) owner to cw_access;
