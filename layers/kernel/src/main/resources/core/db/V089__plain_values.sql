-- What changed is told for less: a value that is neither personal nor long stands in the trail as it is, and needs no call of a
-- function of its own. A row that is made has a dozen of them.

set role cw_audit;

-- The columns that differ between two rows, each with both values. Columns named in `hidden` are left out.
create or replace function priv.audit_changes(before jsonb, after jsonb, hidden text[], personal text[], person uuid) returns jsonb
language sql volatile
set search_path = ''
as $$
  select coalesce(
    jsonb_object_agg(
      k.name,
      jsonb_build_object('from', case
          when (person is null or k.name <> all (personal)) and coalesce(octet_length(before ->> k.name), 0) <= 1000
            then coalesce(before -> k.name, 'null')
          else priv.audit_value(before -> k.name, k.name = any (personal), person)
        end)
        || jsonb_build_object('to', case
          when (person is null or k.name <> all (personal)) and coalesce(octet_length(after ->> k.name), 0) <= 1000
            then coalesce(after -> k.name, 'null')
          else priv.audit_value(after -> k.name, k.name = any (personal), person)
        end)),
    '{}')
  from jsonb_object_keys(coalesce(after, before)) as k (name)
  where coalesce(before -> k.name, 'null') is distinct from coalesce(after -> k.name, 'null')
    and k.name <> all (hidden)
$$;

set role cw_owner;
