-- Rooms: what a person's open connections are sent, numbered, and kept for who comes back.

grant usage, create on schema notifications to cw_access;

create table notifications.rooms (
  org_id     uuid not null default priv.org(),
  user_id    uuid not null,
  last       bigint not null default 0,
  floor      bigint not null default 0,
  open_until timestamptz not null,
  told_at    timestamptz,
  primary key (org_id, user_id),
  constraint rooms_member foreign key (org_id, user_id) references identity.org_members (org_id, user_id) on delete cascade
);
comment on table notifications.rooms is 'Where what concerns a person in an organization is gathered while they listen, and for ten minutes after. Who takes the next number holds the row until it commits: numbers have no gaps, and a lower one is there before a higher one.';
comment on column notifications.rooms.last is 'The number of the last entry.';
comment on column notifications.rooms.floor is 'Whoever has less than this missed what happened while the room was closed.';
comment on column notifications.rooms.told_at is 'When the last entry came; null where none is kept.';
alter table notifications.rooms set (fillfactor = 70);
create index rooms_open on notifications.rooms (org_id, open_until);
alter table notifications.rooms enable row level security, force row level security;
create policy tenant on notifications.rooms using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on notifications.rooms to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.rooms to cw_migrator;
create policy access on notifications.rooms to cw_access using (true) with check (true);
grant select, insert, update on notifications.rooms to cw_access;
-- Not granted to m_notifications: anything. The functions below are the way in.
-- Not on the trail: it holds nothing that isn't told elsewhere.

create table notifications.feed (
  org_id   uuid not null default priv.org(),
  user_id  uuid not null,
  sequence bigint not null,
  event_id uuid not null,
  type     text not null check (type in ('notification', 'entity', 'inbox')),
  payload  jsonb not null check (octet_length(payload::text) <= 16000),
  at       timestamptz not null default cell.now(),
  primary key (org_id, user_id, sequence),
  constraint feed_once unique (org_id, user_id, event_id),
  constraint feed_room foreign key (org_id, user_id) references notifications.rooms (org_id, user_id) on delete cascade
);
comment on table notifications.feed is 'What went into a room: its last thousand entries, for a day.';
comment on column notifications.feed.event_id is 'The event that it tells of: however often that is delivered, it is one entry.';
alter table notifications.feed enable row level security, force row level security;
create policy tenant on notifications.feed using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on notifications.feed to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.feed to cw_migrator;
create policy access on notifications.feed to cw_access using (true) with check (true);
grant select, insert, delete on notifications.feed to cw_access;
-- Not granted to m_notifications: anything. Not on the trail: it tells of changes that are.

create table notifications.connections (
  org_id        uuid not null default priv.org(),
  connection_id text not null check (char_length(connection_id) between 1 and 128),
  user_id       uuid not null,
  session_id    uuid not null,
  connected_at  timestamptz not null default cell.now(),
  expires_at    timestamptz not null,
  last_seen     timestamptz not null default cell.now(),
  subscribed    boolean not null default false,
  primary key (org_id, connection_id)
);
comment on table notifications.connections is 'Open WebSocket connections, by the ids that API Gateway gave them. It has no key to the membership: when that ends, what is to be closed must still be known.';
comment on column notifications.connections.expires_at is 'A minute after the access token ends: nothing is sent from then on.';
comment on column notifications.connections.subscribed is 'Whether it knows where in the room it is; what comes before that, it asks for.';
create index connections_person on notifications.connections (org_id, user_id);
create index connections_id on notifications.connections (connection_id);
alter table notifications.connections enable row level security, force row level security;
create policy tenant on notifications.connections using (org_id = (select priv.org())) with check (org_id = (select priv.org()));
create policy migrator on notifications.connections to cw_migrator using (true) with check (true);
grant select, insert, update, delete on notifications.connections to cw_migrator;
create policy access on notifications.connections to cw_access using (true) with check (true);
grant select, insert, update (session_id, expires_at, last_seen, subscribed), delete on notifications.connections to cw_access;
-- Not granted to m_notifications: anything. Not on the trail: who is looking is nobody's business.

set role cw_people;
grant execute on function identity.standing(uuid, uuid, uuid) to cw_access;
set role cw_owner;

-- For what is said over a connection, which itself stands for whoever opened it.
create function notifications.only_over_sockets() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from 'system' or priv.org() is not null then
    raise exception 'only for what comes over a connection' using errcode = 'CW500';
  end if;
end
$$;
alter function notifications.only_over_sockets() owner to cw_access;

-- For what the module does of itself within an organization.
create function notifications.only_for_rooms() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from 'system' or priv.org() is null then
    raise exception 'only for what is done in an organization''s rooms' using errcode = 'CW500';
  end if;
end
$$;
alter function notifications.only_for_rooms() owner to cw_access;

-- Opens the actor's room, or keeps it open. One that was closed meanwhile takes a number for that, so that whoever
-- was in it before finds out. Only for other functions.
create function notifications.enter_room(until timestamptz) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  if priv.org() is null or priv.actor() is null then
    raise exception 'a room is a member''s' using errcode = 'CW500';
  end if;
  insert into notifications.rooms as r (org_id, user_id, open_until)
  values (priv.org(), priv.actor(), until)
  on conflict (org_id, user_id) do update
    set last = case when r.open_until < cell.now() then r.last + 1 else r.last end,
      floor = case when r.open_until < cell.now() then r.last + 1 else r.floor end,
      open_until = greatest(r.open_until, until);
end
$$;
alter function notifications.enter_room(timestamptz) owner to cw_access;

-- Lets a room close ten minutes after its last connection. Only for other functions, which hold the room.
create function notifications.leave_room(org uuid, person uuid) returns void
language sql volatile
set search_path = ''
as $$
  update notifications.rooms r
  set open_until = interval '10 minutes' + coalesce((
    select greatest(max(c.expires_at), (select cell.now()))
    from notifications.connections c where c.org_id = org and c.user_id = person), (select cell.now()))
  where r.org_id = org and r.user_id = person
$$;
alter function notifications.leave_room(uuid, uuid) owner to cw_access;

-- Keeps a connection of the actor's. Ending: too_many, at twenty open ones.
create function notifications.open_connection(connection text, token_ends timestamptz) returns table (ending text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  person constant uuid := priv.actor();
  until constant timestamptz := token_ends + interval '1 minute';
begin
  perform notifications.enter_room(until + interval '10 minutes');
  if 20 <= (
    select count(*) from notifications.connections c
    where c.org_id = org and c.user_id = person and c.expires_at > cell.now())
  then
    ending := 'too_many';
  else
    insert into notifications.connections (org_id, connection_id, user_id, session_id, expires_at)
    values (org, connection, person, priv.session(), until);
  end if;
  return next;
end
$$;
grant execute on function notifications.open_connection(text, timestamptz) to m_notifications;
alter function notifications.open_connection(text, timestamptz) owner to cw_access;

-- Whose a connection is, and how it stands: open, gone, expired, or ended with its session or membership. Only for
-- other functions.
create function notifications.connected(connection text, out org uuid, out person uuid, out state text)
language plpgsql stable
set search_path = ''
as $$
begin
  perform notifications.only_over_sockets();
  select c.org_id, c.user_id, case
      when c.expires_at <= cell.now() then 'expired'
      when s.live is not true or s.role is null then 'ended'
      else 'open'
    end
  into org, person, state
  from notifications.connections c
  cross join lateral identity.standing(c.session_id, c.user_id, c.org_id) s
  where c.connection_id = connection;
  state := coalesce(state, 'gone');
end
$$;
alter function notifications.connected(text) owner to cw_access;

-- Whoever takes a number meanwhile waits for the room, and then sees that the connection is there; what had its
-- number before is behind `last` or asked for. So nothing falls between asking and being sent.
create function notifications.subscribe(connection text) returns table (state text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  found_there record;
begin
  select c.* into found_there from notifications.connected(connection) c;
  if found_there.state = 'open' then
    perform from notifications.rooms r where r.org_id = found_there.org and r.user_id = found_there.person for update;
    update notifications.connections c set subscribed = true, last_seen = cell.now()
    where c.org_id = found_there.org and c.connection_id = connection;
  end if;
  state := found_there.state;
  return next;
end
$$;
grant execute on function notifications.subscribe(text) to m_notifications;
alter function notifications.subscribe(text) owner to cw_access;

-- The entries of a room behind a number, as far as a message takes: one row where there is none. `reset` says that
-- some are not there any more, or that the number is none of this room. Only for other functions.
create function notifications.behind(org uuid, person uuid, after bigint)
returns table (last bigint, reset boolean, open_until timestamptz, sequence bigint, message jsonb)
language sql stable rows 100
set search_path = ''
as $$
  with room as (
    select r.last, r.open_until,
      coalesce(after > r.last or after < r.floor or after < r.last and not exists (
        select from notifications.feed f
        where f.org_id = org and f.user_id = person and f.sequence = after + 1
          and f.at > (select cell.now()) - interval '1 day'), false) as reset
    from notifications.rooms r
    where r.org_id = org and r.user_id = person
  ), entries as (
    select f.sequence, jsonb_build_object('type', f.type, 'sequence', f.sequence) || f.payload as message,
      sum(octet_length(f.payload::text) + 100) over (order by f.sequence) as total
    from (
      select e.* from notifications.feed e
      where e.org_id = org and e.user_id = person and e.sequence > after
      order by e.sequence limit 200) f)
  select r.last, r.reset, r.open_until, e.sequence, e.message
  from room r
  left join entries e on not r.reset and e.total <= 100000 and e.sequence <= r.last
  order by e.sequence
$$;
alter function notifications.behind(uuid, uuid, bigint) owner to cw_access;

-- What a connection missed. Without a number it is told the last one.
create function notifications.missed(connection text, after bigint)
returns table (state text, last bigint, reset boolean, sequence bigint, message jsonb)
language plpgsql stable security definer rows 100
set search_path = ''
as $$
declare
  found_there record;
begin
  select c.* into found_there from notifications.connected(connection) c;
  if found_there.state <> 'open' then
    return query select found_there.state, null::bigint, null::boolean, null::bigint, null::jsonb;
  else
    return query
      select found_there.state, b.last, b.reset, b.sequence, b.message
      from notifications.behind(found_there.org, found_there.person, after) b;
  end if;
end
$$;
grant execute on function notifications.missed(text, bigint) to m_notifications;
alter function notifications.missed(text, bigint) owner to cw_access;

-- Lengthens a connection by a new token's life. Its person and organization stay; the session may be another of
-- theirs. A connection whose session ended lives on with it.
create function notifications.renew(connection text, person uuid, organization uuid, session uuid, token_ends timestamptz)
returns table (state text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  found_there record;
  until constant timestamptz := token_ends + interval '1 minute';
begin
  select c.* into found_there from notifications.connected(connection) c;
  state := case
    when found_there.state in ('gone', 'expired') then found_there.state
    when found_there.person <> renew.person or found_there.org is distinct from organization then 'other'
    when not exists (
      select from identity.standing(session, renew.person, organization) s where s.live and s.role is not null) then 'ended'
    else 'open'
  end;
  if state = 'open' then
    update notifications.rooms r set open_until = greatest(r.open_until, until + interval '10 minutes')
    where r.org_id = organization and r.user_id = renew.person;
    update notifications.connections c
    set session_id = session, expires_at = greatest(c.expires_at, until), last_seen = cell.now()
    where c.org_id = organization and c.connection_id = connection;
  end if;
  return next;
end
$$;
grant execute on function notifications.renew(text, uuid, uuid, uuid, timestamptz) to m_notifications;
alter function notifications.renew(text, uuid, uuid, uuid, timestamptz) owner to cw_access;

-- Forgets a connection that is gone, of whomever it was.
create function notifications.close_connection(connection text) returns table (closed bigint)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  found_there record;
begin
  select c.* into found_there from notifications.connected(connection) c;
  perform from notifications.rooms r where r.org_id = found_there.org and r.user_id = found_there.person for update;
  delete from notifications.connections c where c.org_id = found_there.org and c.connection_id = connection;
  get diagnostics closed = row_count;
  perform notifications.leave_room(found_there.org, found_there.person);
  return next;
end
$$;
grant execute on function notifications.close_connection(text) to m_notifications;
alter function notifications.close_connection(text) owner to cw_access;

-- Forgets connections of the organization that are gone.
create function notifications.forget_connections(gone text[]) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  people uuid[];
  amount bigint;
begin
  perform notifications.only_for_rooms();
  select array_agg(distinct c.user_id order by c.user_id) into people
  from notifications.connections c where c.org_id = org and c.connection_id = any (gone);
  perform from notifications.rooms r where r.org_id = org and r.user_id = any (people) order by r.user_id for update;
  delete from notifications.connections c where c.org_id = org and c.connection_id = any (gone);
  get diagnostics amount = row_count;
  perform notifications.leave_room(org, p.id) from unnest(people) p (id);
  return amount;
end
$$;
grant execute on function notifications.forget_connections(text[]) to m_notifications;
alter function notifications.forget_connections(text[]) owner to cw_access;

-- Whether anybody of the organization listens.
create function notifications.anybody_listens() returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform notifications.only_for_rooms();
  return exists (
    select from notifications.rooms r where r.org_id = priv.org() and r.open_until > cell.now());
end
$$;
grant execute on function notifications.anybody_listens() to m_notifications;
alter function notifications.anybody_listens() owner to cw_access;

-- Puts what an event tells into open rooms: one person's, or those of everybody who may view what it is about.
-- Answers which connections are to be sent it, under which number; again, when the event comes again.
create function notifications.tell_rooms(
  event uuid, kind text, payload jsonb, person uuid, thing_type text, thing uuid)
returns table (connection_id text, sequence bigint)
language plpgsql volatile security definer rows 100
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  moment constant timestamptz := cell.now();
  people uuid[];
begin
  perform notifications.only_for_rooms();
  if person is null and not exists (select from authz.relations r where r.type = thing_type and r.relation = 'view') then
    return;
  end if;
  select array_agg(r.user_id order by r.user_id) into people
  from notifications.rooms r
  where r.org_id = org and r.open_until > moment
    and case when person is null then authz.allows(org, r.user_id, thing_type || '.view', thing) else r.user_id = person end;
  -- In one order, so that no two events wait for each other.
  perform from notifications.rooms r where r.org_id = org and r.user_id = any (people) order by r.user_id for update;

  with numbered as (
    update notifications.rooms r
    set last = r.last + 1, told_at = moment
    where r.org_id = org and r.user_id = any (people) and not exists (
      select from notifications.feed f where f.org_id = org and f.user_id = r.user_id and f.event_id = event)
    returning r.user_id, r.last)
  insert into notifications.feed (org_id, user_id, sequence, event_id, type, payload)
  select org, n.user_id, n.last, event, kind, tell_rooms.payload from numbered n;

  delete from notifications.feed f
  using notifications.rooms r
  where r.org_id = org and r.user_id = any (people)
    and f.org_id = org and f.user_id = r.user_id and f.sequence <= r.last - 1000;
  delete from notifications.feed f
  using unnest(people) p (id)
  cross join lateral (
    select o.sequence from notifications.feed o where o.org_id = org and o.user_id = p.id order by o.sequence limit 3) old
  where f.org_id = org and f.user_id = p.id and f.sequence = old.sequence and f.at < moment - interval '1 day';

  return query
    select c.connection_id, f.sequence
    from notifications.feed f
    join notifications.connections c on c.org_id = org and c.user_id = f.user_id
    cross join lateral identity.standing(c.session_id, c.user_id, org) s
    where f.org_id = org and f.user_id = any (people) and f.event_id = event
      and c.subscribed and c.expires_at > moment and s.live and s.role is not null
    order by c.connection_id
    limit 5000;
end
$$;
grant execute on function notifications.tell_rooms(uuid, text, jsonb, uuid, text, uuid) to m_notifications;
alter function notifications.tell_rooms(uuid, text, jsonb, uuid, text, uuid) owner to cw_access;

-- The actor's own room, for who has no connection.
create function notifications.own_feed(after bigint)
returns table (last bigint, reset boolean, open_until timestamptz, sequence bigint, message jsonb)
language sql stable security definer rows 100
set search_path = ''
as 'select b.* from notifications.behind((select priv.org()), (select priv.actor()), after) b';
grant execute on function notifications.own_feed(bigint) to m_notifications;
alter function notifications.own_feed(bigint) owner to cw_access;

-- Keeps the actor's room open for another quarter of an hour. Answers where it stands.
create function notifications.keep_listening() returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform notifications.enter_room(cell.now() + interval '15 minutes');
  return (select r.last from notifications.rooms r where r.org_id = priv.org() and r.user_id = priv.actor());
end
$$;
grant execute on function notifications.keep_listening() to m_notifications;
alter function notifications.keep_listening() owner to cw_access;

-- The connections of somebody in the organization.
create function notifications.connections_of_member(person uuid) returns setof text
language plpgsql stable security definer rows 20
set search_path = ''
as $$
begin
  perform notifications.only_for_rooms();
  return query select c.connection_id from notifications.connections c where c.org_id = priv.org() and c.user_id = person;
end
$$;
grant execute on function notifications.connections_of_member(uuid) to m_notifications;
alter function notifications.connections_of_member(uuid) owner to cw_access;

-- Forgets what is older than a day in rooms where nothing happened since. Answers in how many.
create function notifications.empty_rooms() returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  quiet uuid[];
begin
  perform notifications.only_for_rooms();
  select array_agg(r.user_id) into quiet from (
    select q.user_id from notifications.rooms q
    where q.org_id = priv.org() and q.told_at < cell.now() - interval '1 day'
    order by q.user_id for update) r;
  delete from notifications.feed f where f.org_id = priv.org() and f.user_id = any (quiet);
  update notifications.rooms r set told_at = null where r.org_id = priv.org() and r.user_id = any (quiet);
  return coalesce(cardinality(quiet), 0);
end
$$;
grant execute on function notifications.empty_rooms() to m_notifications;
alter function notifications.empty_rooms() owner to cw_access;

-- What spans organizations: which connections are to be closed, and where rooms are to be emptied. Ids only.
call migration.swept('notifications.connections', array['org_id', 'connection_id', 'session_id', 'connected_at', 'expires_at']);
call migration.swept('notifications.rooms', array['org_id', 'told_at']);
grant create on schema notifications to cw_relay;
set role cw_kernel;
grant execute on function priv.verified(text), priv.field(int) to cw_relay;
set role cw_owner;

create function notifications.connections_of_session(session uuid) returns table (organization_id uuid, connection_id text)
language sql stable security definer rows 10
set search_path = ''
as $$
  select c.org_id, c.connection_id
  from notifications.connections c
  where c.session_id = session and priv.field(3) = 'system' and priv.field(4) is null
$$;
grant execute on function notifications.connections_of_session(uuid) to m_notifications;
alter function notifications.connections_of_session(uuid) owner to cw_relay;

-- Connections whose token ended, and those that are longer open than API Gateway lets any be.
create function notifications.overdue_connections(most int) returns table (organization_id uuid, connection_id text)
language sql stable security definer rows 100
set search_path = ''
as $$
  select c.org_id, c.connection_id
  from notifications.connections c
  where (c.expires_at <= (select cell.now()) or c.connected_at < (select cell.now()) - interval '130 minutes')
    and priv.field(3) = 'system' and priv.field(4) is null
  order by c.org_id limit most
$$;
grant execute on function notifications.overdue_connections(int) to m_notifications;
alter function notifications.overdue_connections(int) owner to cw_relay;

create function notifications.quiet_rooms(most int) returns table (organization_id uuid)
language sql stable security definer rows 100
set search_path = ''
as $$
  select distinct r.org_id
  from notifications.rooms r
  where r.told_at < (select cell.now()) - interval '1 day' and priv.field(3) = 'system' and priv.field(4) is null
  limit most
$$;
grant execute on function notifications.quiet_rooms(int) to m_notifications;
alter function notifications.quiet_rooms(int) owner to cw_relay;
revoke create on schema notifications from cw_access, cw_relay;
