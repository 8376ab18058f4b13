-- The trail of many rows is planned once. It was planned anew for each value: a function in SQL that calls another is.

set role cw_audit;

-- Writes the trail of one statement: by the verified context, or by the migration that runs; whoever has neither
-- changes nothing. A module that does what nobody asked for stands there as system:<module>. Arguments: entity type; the column that names the entity; the
-- primary key's columns; the column that names the person whose personal values the row holds, or '';
-- personal columns; columns that are never told (hashes of secrets); a function that says a row, as JSON, in
-- the words of the trail, or ''. Lists are array literals.
-- A row whose key changed shows as one that went and one that came.
create or replace function priv.audit() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  context text := nullif(current_setting('cw.context', true), '');
  fields text[] := case when context is not null then priv.verified(context) end;
  migration text := case when context is null and session_user = 'cw_migrator' then nullif(current_setting('cw.migration', true), '') end;
  entity text := tg_argv[0];
  key_columns text[] := tg_argv[2];
  -- `offset 0`: else a row would be made into JSON wherever it is named below.
  rows text := format(
    case tg_op
      when 'INSERT' then 'select null::jsonb as before, %1$s(to_jsonb(n)) as after from new_rows n offset 0'
      when 'DELETE' then 'select %1$s(to_jsonb(o)) as before, null::jsonb as after from old_rows o offset 0'
      else 'select %1$s(to_jsonb(o)) as before, %1$s(to_jsonb(n)) as after from old_rows o full join new_rows n using (%2$s) offset 0'
    end,
    tg_argv[6],
    (select string_agg(quote_ident(c), ', ') from unnest(key_columns) as c));
  -- How a value stands in the trail.
  value constant text := $value$
    case
      when %1$s = 'null' then %1$s
      when k.name = any ($8) and coalesce(r.after, r.before) ->> $9 is not null
        then priv.seal((coalesce(r.after, r.before) ->> $9)::uuid, %1$s #>> '{}')
      when octet_length(%1$s #>> '{}') > 1000 then jsonb_build_object(
        'sha256', encode(sha256(convert_to(%1$s #>> '{}', 'UTF8')), 'hex'), 'bytes', octet_length(%1$s #>> '{}'))
      else %1$s
    end$value$;
begin
  if context is null and migration is null then
    raise exception 'nobody changes % without a context', tg_relid::regclass using errcode = 'CW498';
  end if;
  execute format(
    $insert$
    insert into core.audit_log (
      org_id, actor_kind, actor_id, actor_name, on_behalf_of, session_id, action, entity_type, entity_id, changes, ip, correlation_id)
    select
      coalesce((coalesce(r.after, r.before) ->> 'org_id')::uuid, '00000000-0000-0000-0000-000000000000'),
      $1, $2, $12, $3, $4,
      $5 || case
        when r.before is null then '.created'
        when r.after is null then '.erased'
        when r.before ->> 'deleted_at' is null and r.after ->> 'deleted_at' is not null then '.deleted'
        when r.before ->> 'deleted_at' is not null and r.after ->> 'deleted_at' is null then '.restored'
        else '.updated'
      end,
      $5,
      (coalesce(r.after, r.before) ->> $6)::uuid,
      (select coalesce(jsonb_object_agg(k.name, jsonb_build_object('from', %2$s, 'to', %3$s)), '{}')
       from jsonb_object_keys(coalesce(r.after, r.before)) k (name)
       cross join lateral (select coalesce(r.before -> k.name, 'null'), coalesce(r.after -> k.name, 'null')) v (was, becomes)
       where v.was <> v.becomes and k.name <> all ($7)),
      $10, $11
    from (%1$s) r
    $insert$,
    rows, format(value, 'v.was'), format(value, 'v.becomes'))
  using
    coalesce(fields[3], 'migration'),
    nullif(fields[5], '')::uuid,
    nullif(fields[6], '')::uuid,
    nullif(fields[7], '')::uuid,
    entity,
    tg_argv[1],
    tg_argv[5]::text[] || array['search', 'version', 'updated_at'],
    tg_argv[4]::text[],
    nullif(tg_argv[3], ''),
    nullif(fields[9], ''),
    nullif(fields[8], ''),
    case fields[3] when 'system' then 'system:' || substr(session_user, 3) else 'migration:' || migration end;
  return null;
end
$$;
set role cw_owner;
