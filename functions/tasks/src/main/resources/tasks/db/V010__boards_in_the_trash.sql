-- A board in the trash gives nobody access to what is on it: its tasks stay with those who have them otherwise.

create view tasks.tasks_on_boards with (security_invoker) as
  select t.org_id, t.id, t.board_id
  from tasks.tasks t
  join tasks.task_boards b on b.org_id = t.org_id and b.id = t.board_id
  where b.deleted_at is null;
comment on view tasks.tasks_on_boards is 'Which task is on which board that is there. Permissions follow it.';
-- Not granted to m_tasks: it reads the tables.
