-- Verifying a cell from inside: the chain, the rows under it, and what the bucket holds.

-- What `audit verify --cell` compares with the bucket: some seals, in their order.
create function audit.seals_after(after bigint, most int)
returns table (number bigint, body text, signature text, key_id text, public_key text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform audit.only_for('system');
  return query
    select s.number, s.body, translate(encode(s.signature, 'base64'), E'\n', ''), s.key_id, k.public_key
    from audit.seals s
    join audit.seal_keys k on k.key_id = s.key_id
    where s.number > after
    order by s.number limit most;
end
$$;
grant execute on function audit.seals_after(bigint, int) to m_audit;
alter function audit.seals_after(bigint, int) owner to cw_trail;

-- What is wrong with the batches of a seal: their own chain, the seal's root, and the rows that are there. Rows
-- that were archived and removed can't be looked at here. No row where nothing is.
create function audit.complaints(seal bigint) returns table (complaint text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform audit.only_for('system');
  return query
    with batch as (
      select b.*, b.body::jsonb as said, p.hash as hash_before,
        (select array_agg(audit.leaf(a) order by a.xid, a.id)
         from core.audit_log a
         where a.org_id = b.org_id
           and (a.xid, a.id) between (b.first_xid::text::xid8, b.first_id) and (b.last_xid::text::xid8, b.last_id)) as leaves,
        exists (
          select from audit.archives x
          where x.org_id = b.org_id and b.number between x.first_batch and x.last_batch and x.emptied) as gone
      from audit.batches b
      left join audit.batches p on p.org_id = b.org_id and p.number = b.number - 1
      where b.seal = complaints.seal
    )
    select format('batch %s of %s: %s', b.number, b.org_id, w.what)
    from batch b
    cross join lateral (values
      (b.hash <> sha256('\x02'::bytea || convert_to(b.body, 'UTF8')), 'its text was edited'),
      (b.said ->> 'previous' <> coalesce(encode(b.hash_before, 'hex'), repeat('0', 64)), 'it does not follow the one before it'),
      (not b.gone and coalesce(cardinality(b.leaves), 0) < b.rows, 'rows were deleted'),
      (not b.gone and cardinality(b.leaves) > b.rows, 'rows were inserted'),
      (not b.gone and cardinality(b.leaves) = b.rows and encode(audit.root(b.leaves), 'hex') <> b.said ->> 'root', 'rows were edited or reordered'),
      ((b.said ->> 'number')::bigint <> b.number or (b.said ->> 'organization')::uuid <> b.org_id or (b.said ->> 'rows')::int <> b.rows,
        'its columns do not say what its text says')) w (wrong, what)
    where w.wrong
    union all
    select format('seal %s: %s', s.number, w.what)
    from audit.seals s
    cross join lateral (values
      (s.hash <> sha256('\x03'::bytea || convert_to(s.body, 'UTF8')), 'its text was edited'),
      (encode(audit.root(s.batches), 'hex') <> s.body::jsonb ->> 'root', 'its batches are not those it was made of'),
      (s.batches is distinct from (select array_agg(b.hash order by b.place) from audit.batches b where b.seal = s.number), 'batches are missing or were changed'),
      (s.body::jsonb ->> 'previous' <> coalesce((select encode(p.hash, 'hex') from audit.seals p where p.number = s.number - 1), repeat('0', 64)),
        'it does not follow the one before it')) w (wrong, what)
    where s.number = complaints.seal and w.wrong;
end
$$;
grant execute on function audit.complaints(bigint) to m_audit;
alter function audit.complaints(bigint) owner to cw_trail;
