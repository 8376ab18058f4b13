-- Boards and their columns: where tasks are shown. The view decides how, not what is stored.

call migration.module('tasks');
call migration.calls('m_tasks');

create table tasks.task_boards (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  name       text not null check (char_length(name) between 1 and 200),
  view_type  text not null default 'kanban' check (view_type in ('kanban', 'list', 'calendar', 'gantt')),
  visibility text not null default 'organization' check (visibility in ('organization', 'private')),
  config     jsonb not null default '{}',
  owner_id   uuid default priv.actor(),
  created_by uuid not null default priv.actor(),
  deleted_at timestamptz,
  created_at timestamptz not null default cell.now(),
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  constraint task_boards_owner foreign key (org_id, owner_id) references identity.org_members (org_id, user_id)
    on delete set null (owner_id),
  constraint task_boards_config_size check (octet_length(config::text) <= 16384)
);
comment on table tasks.task_boards is 'A board. Deleted ones keep their row until the trash is emptied.';
comment on column tasks.task_boards.visibility is 'organization: every member works on it; private: whoever is granted it.';
create index task_boards_created on tasks.task_boards (org_id, created_at, id) where deleted_at is null;
create index task_boards_owned on tasks.task_boards (org_id, owner_id, id);
create index task_boards_open on tasks.task_boards (org_id, id) where visibility = 'organization';
call migration.tenant_table('tasks.task_boards', 'board');
call migration.entity('tasks.task_boards', 'board', title => 'name', url => '/boards/{id}');
grant select on tasks.task_boards to m_tasks;
grant insert (id, name, view_type, visibility, config) on tasks.task_boards to m_tasks;
grant update (name, view_type, visibility, config, owner_id, deleted_at, updated_at, version) on tasks.task_boards to m_tasks;
-- Not granted: delete.

create table tasks.task_columns (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  board_id   uuid not null,
  name       text not null check (char_length(name) between 1 and 200),
  position   text collate "C" not null,
  config     jsonb not null default '{}',
  created_at timestamptz not null default cell.now(),
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  constraint task_columns_config_size check (octet_length(config::text) <= 4096),
  constraint task_columns_board unique (org_id, board_id, id),
  constraint task_columns_of_board foreign key (org_id, board_id) references tasks.task_boards (org_id, id)
);
comment on table tasks.task_columns is 'A column of a board, in the order of position.';
create index task_columns_order on tasks.task_columns (org_id, board_id, position, id);
call migration.tenant_table('tasks.task_columns', 'column');
grant select, delete on tasks.task_columns to m_tasks;
grant insert (id, board_id, name, position, config) on tasks.task_columns to m_tasks;
grant update (name, position, config, updated_at, version) on tasks.task_columns to m_tasks;

call migration.event('board.created', 'tasks');
call migration.event('board.updated', 'tasks');
call migration.event('board.deleted', 'tasks');
