-- Books that were found, in the order of the list.

grant select (created_at, deleted_at) on shelf.books to cw_search;
create function shelf.books_found_in_order(words text, among uuid[], most int) returns table (id uuid, created_at timestamptz)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return query
    select b.id, b.created_at
    from shelf.books b
    where b.org_id = priv.org() and b.deleted_at is null
      and b.id in (select f.id from shelf.books_found(words) f (id))
      and (among is null or b.id = any (among))
    order by b.created_at, b.id
    limit most;
end
$$;
grant execute on function shelf.books_found_in_order(text, uuid[], int) to m_shelf;
grant create on schema shelf to cw_search;
alter function shelf.books_found_in_order(text, uuid[], int) owner to cw_search;
revoke create on schema shelf from cw_search;
