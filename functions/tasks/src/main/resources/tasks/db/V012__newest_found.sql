-- A search for the newest, which is what a list asks for unless told otherwise, reads no task beside those it shows.

grant select (created_at, deleted_at) on tasks.tasks to cw_search;

-- The words differ from call to call, and so does what is the best way to them: for a rare one by the index of words,
-- for a frequent one from the newest task on.
create function tasks.newest_found(words text, among uuid[], most int) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = 'pg_catalog'
set plan_cache_mode = force_custom_plan
as $$
declare
  org constant uuid := priv.org();
  wanted constant tsquery := (
    select string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery
    from unnest(to_tsvector('simple', words)));
begin
  return query
    select t.id, t.created_at
    from tasks.tasks t
    where t.org_id = org and t.deleted_at is null and t.search @@ wanted and (among is null or t.id = any (among))
    order by t.created_at desc, t.id desc
    limit most;
end
$$;
comment on function tasks.newest_found(text, uuid[], int) is 'Up to so many tasks that hold all the words, whole or as prefix: the newest first, of all that aren''t deleted or of those among them.';
grant execute on function tasks.newest_found(text, uuid[], int) to m_tasks;
grant create on schema tasks to cw_search;
alter function tasks.newest_found(text, uuid[], int) owner to cw_search;
revoke create on schema tasks from cw_search;
