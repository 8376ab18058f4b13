-- Verifying by hand: what was compared, and the key of a seal that another run laid.

-- How much lies under the seals behind one, up to another.
create function audit.compared(after bigint, last bigint)
returns table (batches bigint, organizations bigint, rows bigint, archived bigint)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform audit.only_for('system');
  return query
    select count(*), count(distinct b.org_id), coalesce(sum(b.rows), 0)::bigint,
      coalesce(sum(b.rows) filter (where exists (
        select from audit.archives x
        where x.org_id = b.org_id and b.number between x.first_batch and x.last_batch and x.emptied)), 0)::bigint
    from audit.batches b
    where b.seal > after and b.seal <= last;
end
$$;
grant execute on function audit.compared(bigint, bigint) to m_audit;
alter function audit.compared(bigint, bigint) owner to cw_trail;

-- The public half of a key that sealed before; no row for another.
create function audit.key_of_seal(id text) returns table (public_key text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform audit.only_for('system');
  return query select k.public_key from audit.seal_keys k where k.key_id = id;
end
$$;
grant execute on function audit.key_of_seal(text) to m_audit;
alter function audit.key_of_seal(text) owner to cw_trail;
