-- Teams: members of an organization who work together, and who is in them.

create table identity.teams (
  org_id      uuid not null default priv.org(),
  id          uuid not null,
  name        text not null check (char_length(name) between 1 and 200),
  description text not null default '' check (octet_length(description) <= 4096),
  visibility  text not null default 'public' check (visibility in ('public', 'private')),
  created_by  uuid not null default priv.actor(),
  created_at  timestamptz not null default cell.now(),
  updated_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, id)
);
comment on table identity.teams is 'A team. Every member of the organization sees a public one; a private one is seen by who is in it, and by admins. A team that ended has no row.';
comment on column identity.teams.version is 'Counts the team''s changes, those of its members included, and numbers its events.';
create index teams_name on identity.teams (org_id, name, id);
call migration.tenant_table('identity.teams', 'team');
grant select, delete on identity.teams to m_identity;
grant insert (id, name, description, visibility), update (name, description, visibility, updated_at, version)
  on identity.teams to m_identity;

create table identity.team_members (
  org_id     uuid not null default priv.org(),
  team_id    uuid not null,
  user_id    uuid not null,
  role       text not null default 'member' check (role in ('lead', 'member')),
  joined_at  timestamptz not null default cell.now(),
  updated_at timestamptz not null default cell.now(),
  constraint team_members_key primary key (org_id, team_id, user_id),
  constraint team_members_team foreign key (org_id, team_id) references identity.teams (org_id, id) on delete cascade,
  constraint team_members_member foreign key (org_id, user_id) references identity.org_members (org_id, user_id)
);
comment on table identity.team_members is 'Who is in which team. Only accepted members of the organization are; whoever leaves it is taken out of its teams first.';
create index team_members_person on identity.team_members (org_id, user_id, team_id);
call migration.tenant_table('identity.team_members', 'team_membership', 'team_id');
grant select, delete on identity.team_members to m_identity;
grant insert (team_id, user_id, role), update (role, updated_at) on identity.team_members to m_identity;

call migration.entity(
  'identity.teams', 'team', title => 'name', subtitle => $$nullif(left(description, 200), '')$$, url => '/teams/{id}');

call migration.event('team.created', 'identity');
call migration.event('team.updated', 'identity');
call migration.event('team.deleted', 'identity');
call migration.event('team.member_added', 'identity');
call migration.event('team.member_changed', 'identity');
call migration.event('team.member_removed', 'identity');
