-- People, sessions and memberships, as few columns as the kernel's own tests need.

call migration.module('identity');
call migration.calls('m_identity');
grant usage on schema identity to cw_kernel;

create table identity.users (
  id         uuid primary key,
  email      text not null unique,
  created_at timestamptz not null default cell.now()
);
call migration.people_table('identity.users', 'user', person => 'id', personal => array['email']);
grant select, insert on identity.users to cw_people;

create table identity.sessions (
  id         uuid primary key,
  person_id  uuid not null references identity.users (id),
  ended_at   timestamptz
);
call migration.people_table('identity.sessions', 'session', person => 'person_id');
grant select, insert, update (ended_at) on identity.sessions to cw_people;

create table identity.members (
  org_id    uuid not null default priv.org(),
  person_id uuid not null references identity.users (id),
  role      text not null,
  primary key (org_id, person_id)
);
call migration.tenant_table('identity.members', 'member', entity_id => 'person_id');
create policy people on identity.members to cw_people using (true) with check (true);
grant select, insert on identity.members to cw_people;
grant select, insert (person_id, role), update (role) on identity.members to m_identity;

-- Whether a session is live, and the person's role in an organization. The kernel asks in each call.
create function identity.standing(session uuid, person uuid, org uuid) returns table (live boolean, role text)
language sql stable security definer
set search_path = ''
as $$
  select
    exists (select from identity.sessions s where s.id = session and s.person_id = person and s.ended_at is null),
    (select m.role from identity.members m where m.org_id = org and m.person_id = person)
$$;
grant execute on function identity.standing(uuid, uuid, uuid) to cw_kernel;
grant create on schema identity to cw_people;
alter function identity.standing(uuid, uuid, uuid) owner to cw_people;

create function identity.register(person uuid, email text, org uuid, session uuid) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  if priv.actor() is not null or exists (select from identity.members m where m.org_id = org) then
    raise exception 'somebody is there already' using errcode = 'CW500';
  end if;
  insert into identity.users (id, email) values (person, email);
  insert into identity.members (org_id, person_id, role) values (org, person, 'owner');
  insert into identity.sessions (id, person_id) values (session, person);
  return 1;
end
$$;
grant execute on function identity.register(uuid, text, uuid, uuid) to m_identity;
alter function identity.register(uuid, text, uuid, uuid) owner to cw_people;

create function identity.end_session() returns uuid
language sql volatile security definer
set search_path = ''
as $$
  update identity.sessions set ended_at = cell.now() where id = priv.session() returning id
$$;
grant execute on function identity.end_session() to m_identity;
alter function identity.end_session() owner to cw_people;
revoke create on schema identity from cw_people;
