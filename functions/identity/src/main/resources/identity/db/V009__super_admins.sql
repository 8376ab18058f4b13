-- Super admins: people who run the cell. They see which organizations there are and change what an
-- organization bought. They belong to no organization by it and may nothing in any.

grant create on schema identity to cw_people;

create table identity.super_admins (
  id           uuid primary key default gen_random_uuid(),
  user_id      uuid not null constraint super_admins_user references identity.users (id),
  appointed_by uuid,
  appointed_at timestamptz not null default cell.now(),
  revoked_at   timestamptz,
  revoked_by   uuid,
  constraint super_admins_revocation check ((revoked_at is null) = (revoked_by is null))
);
comment on table identity.super_admins is 'Who runs the cell, and who did. One row for each appointment.';
comment on column identity.super_admins.appointed_by is 'Another super admin; null where the cell''s operator did.';
create unique index super_admins_standing on identity.super_admins (user_id) where revoked_at is null;
call migration.people_table('identity.super_admins', 'super_admin', 'user_id', '');
grant select, insert (user_id, appointed_by), update (revoked_at, revoked_by) on identity.super_admins to cw_people;

create policy super_admin on identity.organizations for update to cw_people
  using (priv.field(3) = 'person' and exists (
    select from identity.super_admins a where a.user_id = (select priv.actor()) and a.revoked_at is null));
grant update (plan) on identity.organizations to cw_people;

call migration.event('super_admin.appointed', 'identity');
call migration.event('super_admin.dismissed', 'identity');
call migration.event('organization.plan_changed', 'identity');

-- Whether the actor runs the cell. Asked outside every organization, and of nobody else.
create function identity.is_super_admin() returns boolean
language sql stable security definer
set search_path = ''
as $$
  select priv.field(3) = 'person' and exists (
    select from identity.super_admins a where a.user_id = (select priv.actor()) and a.revoked_at is null)
$$;
grant execute on function identity.is_super_admin() to m_identity;
alter function identity.is_super_admin() owner to cw_people;

-- Refuses everybody who doesn't run the cell. Only for other functions.
create function identity.only_for_super_admins() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if identity.is_super_admin() is not true then
    raise exception 'only for super admins' using errcode = 'CW403';
  end if;
end
$$;
alter function identity.only_for_super_admins() owner to cw_people;

-- The organizations of the cell, for super admins: what is there, and nothing of what is in it.
create function identity.organizations_of_cell()
returns table (id uuid, name text, plan text, personal boolean, members bigint, created_at timestamptz, version bigint)
language sql stable security definer
set search_path = ''
as $$
  select o.org_id, o.name, o.plan, o.personal,
    (select count(*) from identity.org_members m where m.org_id = o.org_id and m.joined_at is not null),
    o.created_at, o.version
  from identity.organizations o
  where (select identity.is_super_admin())
$$;
grant execute on function identity.organizations_of_cell() to m_identity;
alter function identity.organizations_of_cell() owner to cw_people;

-- Who runs the cell, for super admins.
create function identity.super_admins_of_cell()
returns table (user_id uuid, name text, email text, appointed_by uuid, appointed_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select a.user_id, u.name, u.email, a.appointed_by, a.appointed_at
  from identity.super_admins a
  join identity.users u on u.id = a.user_id
  where a.revoked_at is null and (select identity.is_super_admin())
$$;
grant execute on function identity.super_admins_of_cell() to m_identity;
alter function identity.super_admins_of_cell() owner to cw_people;

-- The number of an event about a super admin: appointments and dismissals, counted. Only for other functions.
create function identity.super_admin_version(person uuid) returns bigint
language sql stable
set search_path = ''
as $$ select count(*) + count(a.revoked_at) from identity.super_admins a where a.user_id = person $$;
alter function identity.super_admin_version(uuid) owner to cw_people;

-- Appoints a person. Answers an ending, or null.
create function identity.appoint_super_admin(person uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform identity.only_for_super_admins();
  perform from identity.users u where u.id = person and u.deleted_at is null;
  if not found then
    return 'no_such_person';
  end if;
  insert into identity.super_admins (user_id, appointed_by) values (person, priv.actor())
  on conflict (user_id) where revoked_at is null do nothing;
  if not found then
    return 'appointed_already';
  end if;
  perform priv.emit_for(
    '00000000-0000-0000-0000-000000000000', 'super_admin.appointed', 'super_admin', person,
    identity.super_admin_version(person), jsonb_build_object('appointed_by', priv.actor()));
  return null;
end
$$;
grant execute on function identity.appoint_super_admin(uuid) to m_identity;
alter function identity.appoint_super_admin(uuid) owner to cw_people;

-- Dismisses a super admin, unless nobody else would be left. Answers an ending, or null.
create function identity.dismiss_super_admin(person uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  standing uuid[];
begin
  perform identity.only_for_super_admins();
  -- Locked in one order: of two who dismiss each other at once, one stays.
  select array_agg(l.user_id) into standing
  from (select a.user_id from identity.super_admins a where a.revoked_at is null order by a.id for update) l;
  if not priv.actor() = any (standing) then
    raise exception 'only for super admins' using errcode = 'CW403';
  elsif not person = any (standing) then
    return 'not_found';
  elsif cardinality(standing) = 1 then
    return 'last';
  end if;
  update identity.super_admins a set revoked_at = cell.now(), revoked_by = priv.actor()
  where a.user_id = person and a.revoked_at is null;
  perform priv.emit_for(
    '00000000-0000-0000-0000-000000000000', 'super_admin.dismissed', 'super_admin', person,
    identity.super_admin_version(person), jsonb_build_object('dismissed_by', priv.actor()));
  return null;
end
$$;
grant execute on function identity.dismiss_super_admin(uuid) to m_identity;
alter function identity.dismiss_super_admin(uuid) owner to cw_people;

-- Changes what an organization bought. It stands in that organization's own trail, and the organization is
-- told. Answers an ending, or null.
create function identity.change_plan(organization uuid, wanted text) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  before text;
  counted bigint;
begin
  perform identity.only_for_super_admins();
  select o.plan into before from identity.organizations o where o.org_id = organization for no key update;
  if not found then
    return 'not_found';
  elsif before <> wanted then
    update identity.organizations o set plan = wanted, version = o.version + 1, updated_at = cell.now()
    where o.org_id = organization
    returning o.version into counted;
    perform priv.emit_for(
      organization, 'organization.plan_changed', 'organization', organization, counted,
      jsonb_build_object('from_plan', before, 'to_plan', wanted));
  end if;
  return null;
end
$$;
grant execute on function identity.change_plan(uuid, text) to m_identity;
alter function identity.change_plan(uuid, text) owner to cw_people;

-- How the cell's operator appoints, who alone can call it: as the migrator, outside every request. The trail
-- says migration:<name>. Answers whether it changed anything; an address that nobody registered is an error.
create function identity.appoint_by_operator(address text) returns boolean
language plpgsql volatile
set search_path = ''
as $$
declare
  person uuid := (
    select u.id from identity.users u
    where u.email_normalized = normalize(lower(btrim(address)), nfc) and u.deleted_at is null);
begin
  if person is null then
    raise exception 'nobody has registered this address' using errcode = 'no_data_found';
  end if;
  insert into identity.super_admins (user_id) values (person)
  on conflict (user_id) where revoked_at is null do nothing;
  return found;
end
$$;
grant execute on function identity.appoint_by_operator(text) to cw_migrator;

revoke create on schema identity from cw_people;
