-- Organizations, which are the tenants, and who belongs to them.

create table identity.organizations (
  org_id           uuid primary key,
  name             text not null,
  slug             text not null,
  plan             text not null,
  logo_url         text,
  default_timezone text not null default 'UTC',
  personal         boolean not null default false,
  created_at       timestamptz not null default cell.now(),
  updated_at       timestamptz not null default cell.now(),
  version          bigint not null default 1
);
comment on table identity.organizations is 'The tenants of the cell.';
comment on column identity.organizations.slug is 'A name for addresses, chosen by the organization. Two organizations may choose the same: a refusal would tell one tenant of another.';
comment on column identity.organizations.personal is 'Made with its owner''s registration.';
comment on column identity.organizations.version is 'Counts the organization''s changes, those of its members included, and numbers its events.';
call migration.tenant_table('identity.organizations', 'organization', 'org_id');
create policy people on identity.organizations for select to cw_people using (true);
create policy founding on identity.organizations for insert to cw_people with check (true);
grant select, insert (org_id, name, slug, plan, personal) on identity.organizations to cw_people;
grant select, update (name, slug, logo_url, default_timezone, updated_at, version) on identity.organizations to m_identity;
-- Not granted to m_identity: insert, which happens outside any tenant; update of plan; delete.

create table identity.org_members (
  org_id     uuid not null default priv.org() references identity.organizations (org_id),
  user_id    uuid not null constraint org_members_user references identity.users (id),
  joined_at  timestamptz,
  role       text not null check (role in ('owner', 'admin', 'manager', 'member', 'guest')),
  updated_at timestamptz not null default cell.now(),
  constraint org_members_key primary key (org_id, user_id),
  constraint org_members_owner_joined check (role <> 'owner' or joined_at is not null)
);
comment on table identity.org_members is 'Who belongs to which organization, in which role. Taking a row away, or changing it, takes effect in the person''s next request.';
comment on column identity.org_members.joined_at is 'When the person accepted; null while the membership is open. An open one gives no role and shows nothing of the person.';
create unique index org_members_owner on identity.org_members (org_id) where role = 'owner';
create index org_members_person on identity.org_members (user_id, org_id);
comment on index identity.org_members_person is 'Leads with the person: only functions of cw_people look across organizations, for one person''s own.';
call migration.tenant_table('identity.org_members', 'membership', 'user_id');
create policy people on identity.org_members for select to cw_people using (true);
create policy founding on identity.org_members for insert to cw_people with check (role = 'owner');
create policy accepting on identity.org_members for update to cw_people
  using (user_id = (select priv.actor())) with check (user_id = (select priv.actor()));
create policy declining on identity.org_members for delete to cw_people
  using (user_id = (select priv.actor()) and joined_at is null);
grant select, insert (org_id, user_id, joined_at, role), update (joined_at, updated_at), delete on identity.org_members to cw_people;
grant select, insert (user_id, role), update (role, updated_at), delete on identity.org_members to m_identity;
-- Not granted to m_identity: joined_at. Only the person accepts.

create policy numbering on identity.organizations for update to cw_people
  using (exists (
    select from identity.org_members m
    where m.org_id = organizations.org_id and m.user_id = (select priv.actor())));
grant update (updated_at, version) on identity.organizations to cw_people;

call migration.event('organization.created', 'identity');
call migration.event('organization.updated', 'identity');
call migration.event('organization.member_added', 'identity');
call migration.event('organization.member_joined', 'identity');
call migration.event('organization.member_changed', 'identity');
call migration.event('organization.member_removed', 'identity');

-- The members of the context's organization, as people. Nobody without such a context. Of somebody who
-- hasn't accepted there is the id alone.
create function identity.members()
returns table (
  user_id uuid, role text, name text, first_name text, last_name text, email text, avatar_url text,
  joined_at timestamptz, updated_at timestamptz)
language sql stable security definer
set search_path = ''
as $$
  select m.user_id, m.role, u.name, u.first_name, u.last_name, u.email, u.avatar_url, m.joined_at, m.updated_at
  from identity.org_members m
  left join identity.users u on u.id = m.user_id and m.joined_at is not null
  where m.org_id = (select priv.org())
$$;
grant execute on function identity.members() to m_identity;
alter function identity.members() owner to cw_people;

-- Whether somebody has this id: an admin may make them a member. Ids tell nothing and can't be guessed.
create function identity.is_person(person uuid) returns boolean
language sql stable security definer
set search_path = ''
as $$
  select exists (select from identity.users u where u.id = person and u.deleted_at is null)
    and (select priv.org()) is not null
$$;
grant execute on function identity.is_person(uuid) to m_identity;
alter function identity.is_person(uuid) owner to cw_people;

-- Makes an organization and its owner, who has accepted by founding it. Only for other functions: it asks nobody.
create function identity.place_organization(owner uuid, org uuid, name text, slug text, plan text, personal boolean) returns bigint
language plpgsql volatile
set search_path = ''
as $$
begin
  insert into identity.organizations (org_id, name, slug, plan, personal) values (org, name, slug, plan, personal);
  insert into identity.org_members (org_id, user_id, joined_at, role) values (org, owner, cell.now(), 'owner');
  return 1;
end
$$;
alter function identity.place_organization(uuid, uuid, text, text, text, boolean) owner to cw_people;

-- Makes an organization of the actor's, and says so. Answers its version.
create function identity.found_organization(org uuid, name text, slug text, plan text) returns bigint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  version bigint;
begin
  perform identity.only_for('person');
  version := identity.place_organization(priv.actor(), org, name, slug, plan, false);
  perform priv.emit_for(
    org, 'organization.created', 'organization', org, version, jsonb_build_object('name', name, 'owner_id', priv.actor()));
  return version;
end
$$;
grant execute on function identity.found_organization(uuid, text, text, text) to m_identity;
alter function identity.found_organization(uuid, text, text, text) owner to cw_people;

-- Counts a change of an organization's members that one of them makes from outside it. Only for other
-- functions: it asks nobody.
create function identity.number_member_change(organization uuid) returns bigint
language sql volatile
set search_path = ''
as $$
  update identity.organizations o
  set version = o.version + 1, updated_at = cell.now()
  where o.org_id = organization
  returning o.version
$$;
alter function identity.number_member_change(uuid) owner to cw_people;

-- Declines the actor's open membership, and says so to the organization. Answers whether there was one.
create function identity.decline_membership(organization uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  declined boolean;
begin
  perform identity.only_for('person');
  perform from identity.org_members m
  where m.org_id = organization and m.user_id = priv.actor() and m.joined_at is null
  for update;
  declined := found;
  if declined then
    -- Counted first: to whom the membership is gone the organization isn't there.
    perform priv.emit_for(
      organization, 'organization.member_removed', 'organization', organization,
      identity.number_member_change(organization), jsonb_build_object('user_id', priv.actor()));
    delete from identity.org_members m where m.org_id = organization and m.user_id = priv.actor();
  end if;
  return declined;
end
$$;
grant execute on function identity.decline_membership(uuid) to m_identity;
alter function identity.decline_membership(uuid) owner to cw_people;
