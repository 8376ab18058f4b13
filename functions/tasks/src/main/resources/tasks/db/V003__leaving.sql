-- Someone who leaves the organization leaves no task and no board behind without an owner: what they owned
-- is the organization's owner's from then on. That is a change like any other, so it is counted, and on the
-- trail under whoever made the person leave.

create policy leaving on tasks.tasks to cw_people using (true) with check (true);
grant select (org_id, id, owner_id, version), update (owner_id, updated_at, version) on tasks.tasks to cw_people;
create policy leaving on tasks.task_boards to cw_people using (true) with check (true);
grant select (org_id, id, owner_id, version), update (owner_id, updated_at, version) on tasks.task_boards to cw_people;

create function tasks.inherit() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  heir uuid := (
    select m.user_id from identity.org_members m
    where m.org_id = old.org_id and m.role = 'owner' and m.user_id <> old.user_id);
begin
  update tasks.tasks t
  set owner_id = heir, version = t.version + 1, updated_at = cell.now()
  where t.org_id = old.org_id and t.owner_id = old.user_id;
  update tasks.task_boards b
  set owner_id = heir, version = b.version + 1, updated_at = cell.now()
  where b.org_id = old.org_id and b.owner_id = old.user_id;
  return old;
end
$$;
comment on function tasks.inherit() is 'Before the member goes: afterwards the foreign key has emptied the column.';
create trigger tasks_inherit before delete on identity.org_members
  for each row execute function tasks.inherit();
grant create on schema tasks to cw_people;
alter function tasks.inherit() owner to cw_people;
revoke create on schema tasks from cw_people;
