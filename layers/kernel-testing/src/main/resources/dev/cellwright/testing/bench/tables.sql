-- What the bench's model reads: people, folders and documents of many organizations. Ids tell what they
-- are of and grow with time, as UUIDv7 do.

call migration.module('bench');
call migration.calls('m_bench');

create function bench.id(kind int, org int, n bigint) returns uuid
language sql immutable
as $$
  select (lpad(to_hex(n), 8, '0') || lpad(to_hex(org), 4, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8000000000000000')::uuid
$$;
create function bench.organization(n int) returns uuid language sql immutable as 'select bench.id(1, n, n)';
create function bench.person(org int, n bigint) returns uuid language sql immutable as 'select bench.id(2, org, n)';
create function bench.team(org int, n bigint) returns uuid language sql immutable as 'select bench.id(3, org, n)';
create function bench.folder(org int, n bigint) returns uuid language sql immutable as 'select bench.id(4, org, n)';
create function bench.document(org int, n bigint) returns uuid language sql immutable as 'select bench.id(5, org, n)';

create table bench.members (
  org_id  uuid not null default priv.org(),
  user_id uuid not null,
  role    text not null check (role in ('member', 'manager')),
  primary key (org_id, user_id)
);
comment on table bench.members is 'Who belongs to an organization.';
call migration.tenant_table('bench.members', 'member', 'user_id');

create table bench.folders (
  org_id    uuid not null default priv.org(),
  id        uuid not null,
  parent_id uuid,
  primary key (org_id, id)
);
comment on table bench.folders is 'Folders, which lie in folders.';
create index folders_parent on bench.folders (org_id, parent_id);
call migration.tenant_table('bench.folders', 'folder');

create table bench.documents (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  folder_id  uuid,
  owner_id   uuid not null,
  title      text not null,
  created_at timestamptz not null,
  primary key (org_id, id)
);
comment on table bench.documents is 'Documents, in a folder or in none.';
create index documents_created on bench.documents (org_id, created_at, id);
create index documents_folder on bench.documents (org_id, folder_id);
create index documents_owner on bench.documents (org_id, owner_id);
call migration.tenant_table('bench.documents', 'document');
grant select on bench.documents to m_bench;
