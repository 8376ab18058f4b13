-- Tasks, and how they are searched.

create table tasks.tasks (
  org_id       uuid not null default priv.org(),
  id           uuid not null,
  title        text not null check (char_length(title) between 1 and 500),
  description  text check (octet_length(description) <= 32768),
  status       text not null default 'todo' check (status in ('todo', 'in_progress', 'in_review', 'blocked', 'done', 'cancelled')),
  priority     text check (priority in ('urgent', 'high', 'medium', 'low')),
  due_date     timestamptz,
  start_date   timestamptz,
  board_id     uuid,
  column_id    uuid,
  position     text collate "C",
  parent_id    uuid,
  metadata     jsonb not null default '{}',
  owner_id     uuid default priv.actor(),
  assignee_id  uuid,
  completed_at timestamptz,
  completed_by uuid,
  created_by   uuid not null default priv.actor(),
  deleted_at   timestamptz,
  created_at   timestamptz not null default cell.now(),
  updated_at   timestamptz not null default cell.now(),
  version      bigint not null default 1,
  search       tsvector generated always as (to_tsvector('simple', title || ' ' || coalesce(description, ''))) stored,
  primary key (org_id, id),
  constraint tasks_board foreign key (org_id, board_id) references tasks.task_boards (org_id, id),
  constraint tasks_column foreign key (org_id, board_id, column_id) references tasks.task_columns (org_id, board_id, id),
  constraint tasks_parent foreign key (org_id, parent_id) references tasks.tasks (org_id, id),
  constraint tasks_owner foreign key (org_id, owner_id) references identity.org_members (org_id, user_id)
    on delete set null (owner_id),
  constraint tasks_assignee foreign key (org_id, assignee_id) references identity.org_members (org_id, user_id)
    on delete set null (assignee_id),
  constraint tasks_metadata_size check (octet_length(metadata::text) <= 16384),
  constraint tasks_completion check ((status = 'done') = (completed_at is not null)),
  constraint tasks_place check ((column_id is null) = (position is null) and (column_id is null or board_id is not null))
);
comment on table tasks.tasks is 'A task. It is done exactly when it has a time of completion, and has a position exactly when it stands in a column.';
create index tasks_created on tasks.tasks (org_id, created_at, id) where deleted_at is null;
create index tasks_updated on tasks.tasks (org_id, updated_at, id) where deleted_at is null;
create index tasks_due on tasks.tasks (org_id, due_date, id) where deleted_at is null;
create index tasks_status on tasks.tasks (org_id, status, created_at, id) where deleted_at is null;
create index tasks_owned on tasks.tasks (org_id, owner_id, created_at, id);
create index tasks_assigned on tasks.tasks (org_id, assignee_id, created_at, id);
create index tasks_order on tasks.tasks (org_id, column_id, position, id) where deleted_at is null;
create index tasks_on_board on tasks.tasks (org_id, board_id, created_at, id);
create index tasks_children on tasks.tasks (org_id, parent_id) where parent_id is not null;
create index tasks_search on tasks.tasks using gin (org_id, search);
call migration.tenant_table('tasks.tasks', 'task');
call migration.entity('tasks.tasks', 'task', title => 'title', status => 'status', url => '/tasks/{id}');
grant select on tasks.tasks to m_tasks;
grant insert (id, title, description, status, priority, due_date, start_date, board_id, column_id, position, parent_id, metadata, assignee_id, completed_at, completed_by)
  on tasks.tasks to m_tasks;
grant update (title, description, status, priority, due_date, start_date, board_id, column_id, position, parent_id, metadata, owner_id, assignee_id, completed_at, completed_by, deleted_at, updated_at, version)
  on tasks.tasks to m_tasks;
-- Not granted: delete; and update of created_by or created_at.

-- Someone who leaves the organization is taken off their tasks by the database itself. That is a change
-- like any other, so it is counted.
create function tasks.count_unassignment() returns trigger
language plpgsql
set search_path = 'pg_catalog'
as $$
begin
  new.version := old.version + 1;
  new.updated_at := cell.now();
  return new;
end
$$;
create trigger count_unassignment before update on tasks.tasks
  for each row
  when (old.assignee_id is not null and new.assignee_id is null and new.version = old.version)
  execute function tasks.count_unassignment();

-- Full text can't use its index under a policy: `@@` isn't leakproof. So it is searched by a role with
-- its own policy, which takes the organization from the verified context and tells ids only.
create policy search on tasks.tasks for select to cw_search using (true);
grant select (org_id, id, search) on tasks.tasks to cw_search;

create function tasks.search(words text) returns setof uuid
language plpgsql stable security definer
set search_path = 'pg_catalog'
as $$
declare
  wanted tsquery := (
    select string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery
    from unnest(to_tsvector('simple', words)));
begin
  return query
    select t.id from tasks.tasks t where t.org_id = priv.org() and t.search @@ wanted;
end
$$;
comment on function tasks.search(text) is 'Ids of the tasks that hold all the words, whole or as prefix.';
grant execute on function tasks.search(text) to m_tasks;
grant create on schema tasks to cw_search;
alter function tasks.search(text) owner to cw_search;
revoke create on schema tasks from cw_search;

call migration.event('task.created', 'tasks');
call migration.event('task.updated', 'tasks');
call migration.event('task.moved', 'tasks');
call migration.event('task.completed', 'tasks');
call migration.event('task.reopened', 'tasks');
call migration.event('task.deleted', 'tasks');
