-- A command about many things costs one call, and little for each thing.

-- Keys that sort behind another one after the other: for things that are put at an end together.
create function core.keys_behind(last text, many int) returns setof text
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
begin
  for place in 1..many loop
    last := core.key_between(last, null);
    return next last;
  end loop;
end
$$;
comment on function core.keys_behind(text, int) is 'So many keys behind a key, or from the first one on.';
grant execute on function core.keys_behind(text, int) to public;

set role cw_kernel;

-- Publishes an event about each of several entities, of the context's organization, or of none, when the transaction
-- commits. `entities` is [{id, version, event}], each entity once; they happen in this order. Answers how many.
create function api.emit_all(type text, entity_type text, entities jsonb) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields constant text[] := priv.verified(current_setting('cw.context', true));
  org constant uuid := coalesce(nullif(fields[4], '')::uuid, '00000000-0000-0000-0000-000000000000');
  -- Refused where the largest is too large.
  data_version constant int := priv.own_event(emit_all.type, (
    select coalesce(e.value -> 'event', '{}')
    from jsonb_array_elements(entities) e
    order by octet_length((e.value -> 'event')::text) desc nulls last
    limit 1));
  moment constant timestamptz := cell.now();
  told_trace constant text := nullif(left(current_setting('cw.trace', true), 500), '');
  emitted int;
begin
  with told as materialized (
    select e.id, e.version, coalesce(e.event, '{}') as data, e.place
    from rows from (jsonb_to_recordset(entities) as (id uuid, version bigint, event jsonb)) with ordinality as e (id, version, event, place)
  ), numbered as (
    insert into core.entity_counters as c (org_id, entity_type, entity_id, last, turn)
    select org, emit_all.entity_type, t.id, 1, pg_current_xact_id()::text::bigint
    from told t
    order by t.id
    on conflict on constraint entity_counters_pkey do update set last = c.last + 1, turn = greatest(c.turn, excluded.turn)
    returning c.entity_id, c.last, c.turn
  )
  insert into core.outbox (
    org_id, id, type, entity_type, entity_id, entity_number, entity_sequence, data, data_version,
    actor_id, on_behalf_of, correlation_id, trace, occurred_at, turn)
  select
    org, gen_random_uuid(), emit_all.type, emit_all.entity_type, t.id, t.version, n.last, t.data, data_version,
    nullif(fields[5], '')::uuid, nullif(fields[6], '')::uuid, nullif(fields[8], ''), told_trace, moment, n.turn
  from told t
  join numbered n on n.entity_id = t.id
  order by t.place;
  get diagnostics emitted = row_count;
  if emitted > 0 then
    perform set_config('cw.emitted', 'yes', true);
  end if;
  return emitted;
end
$$;
revoke execute on function api.emit_all(text, text, jsonb) from public;
grant execute on function api.emit_all(text, text, jsonb) to cw_owner with grant option;
set role cw_owner;

-- Changes. The envelope also has `steps`: [{sql, args, expect, else}], `trace`, and either `key` and `fingerprint`,
-- or, where it is the effect of an event, `inbox`: see priv.accept.
-- A step sees its parameters as $1 and the rows of the steps before it, a list of lists, as $2. The
-- first wrong row count, the first row with an `ending`, or a violated constraint ends the command: its
-- effects are undone and its ending returned. A column `event` is for the steps alone, and no part of what is
-- returned. `kernel:known` and `kernel:behind` are no step's to say: an event took
-- effect before, or must wait for `behind`. Answers {ending, results, role, replayed, emitted, behind} as text, in
-- pieces that fit a result row; emitted is whether there is an event for the relay to publish now.
create or replace function api.cmd(context text, envelope jsonb) returns setof text
language plpgsql volatile
set search_path = 'pg_catalog'
set row_security = on
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
  role text := priv.enter(context, envelope);
  inbox constant jsonb := envelope -> 'inbox';
  command_key constant text := envelope ->> 'key';
  accepted jsonb;
  result jsonb := case when inbox is null then priv.recall(command_key, envelope ->> 'fingerprint') end;
  -- What the steps see, and what is answered of it.
  results jsonb := '[]';
  answers jsonb := '[]';
  -- Rows are collected in arrays: a list in JSON would be copied for each.
  rows jsonb[];
  shown jsonb[];
  one jsonb;
  ending text;
  constraint_violated text;
  step jsonb;
  found record;
  whole text;
begin
  perform set_config('cw.trace', coalesce(envelope ->> 'trace', ''), true);
  perform set_config('cw.emitted', '', true);
  if result is not null then
    result := result || jsonb_build_object('replayed', true);
  else
    begin
      if inbox is not null then
        accepted := priv.accept(inbox);
        if accepted ->> 'verdict' <> 'new' then
          if accepted ->> 'verdict' <> 'replayed' then
            ending := 'kernel:' || (accepted ->> 'verdict');
          end if;
          raise exception 'nothing is to be done' using errcode = 'CW001';
        end if;
      end if;
      for step in select value from jsonb_array_elements(envelope -> 'steps') loop
        if strpos(step ->> 'sql', ';') > 0 or step ->> 'sql' !~* '^\s*(insert|update|delete|merge|with|select)\s' then
          raise exception 'one statement at a time, and none but changes' using errcode = 'CW500';
        end if;
        rows := '{}';
        shown := '{}';
        for found in execute step ->> 'sql' using step -> 'args', results loop
          one := to_jsonb(found);
          rows := array_append(rows, one);
          shown := array_append(shown, one - 'event');
          ending := coalesce(ending, one ->> 'ending');
        end loop;
        results := results || jsonb_build_array(to_jsonb(rows));
        answers := answers || jsonb_build_array(to_jsonb(shown));
        if ending is null and cardinality(rows) <> (step ->> 'expect')::int then
          ending := step ->> 'else';
        end if;
        if ending is not null then
          if starts_with(ending, 'kernel:') then
            raise exception 'an ending of the kernel''s own' using errcode = 'CW500';
          end if;
          raise exception 'the command ended' using errcode = 'CW001';
        end if;
      end loop;
      if inbox is not null then
        perform priv.dealt_with(inbox, jsonb_build_object(
          'ending', null, 'results', answers, 'emitted', current_setting('cw.emitted') = 'yes'));
      end if;
    exception
      when sqlstate 'CW001' then
        null; -- The steps are undone; `ending` and `answers` remain.
      when unique_violation then
        get stacked diagnostics constraint_violated = constraint_name;
        ending := 'unique:' || constraint_violated;
      when foreign_key_violation then
        get stacked diagnostics constraint_violated = constraint_name;
        ending := 'foreign:' || constraint_violated;
      when check_violation then
        get stacked diagnostics constraint_violated = constraint_name;
        ending := 'check:' || constraint_violated;
    end;
    result := case accepted ->> 'verdict'
      when 'replayed' then accepted -> 'result' || jsonb_build_object('replayed', true)
      else jsonb_build_object(
        'ending', ending, 'results', answers, 'replayed', false, 'emitted', current_setting('cw.emitted') = 'yes')
    end;
    if inbox is null then
      perform priv.keep(command_key, envelope ->> 'fingerprint', result);
    end if;
  end if;

  if accepted -> 'events' is not null then
    result := result || jsonb_build_object('behind', accepted -> 'events');
  end if;
  whole := (result || jsonb_build_object('role', role, 'lease', current_setting('cw.lease')))::text;
  perform priv.leave();
  return query select substr(whole, piece * 15000 + 1, 15000) from generate_series(0, (length(whole) - 1) / 15000) piece;
end
$$;

create or replace procedure migration.calls(role text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('grant execute on function api.q(text, text, jsonb), api.page(text, text, text, jsonb), api.cmd(text, jsonb) to %I', role);
  execute format('grant execute on function api.emit(text, text, uuid, bigint, jsonb), api.emit_all(text, text, jsonb), api.emit_at(text, text, uuid, bigint, jsonb, timestamptz), api.withdraw(uuid), api.mail(jsonb) to %I', role);
  execute format('grant execute on function priv.enter(text, jsonb), priv.leave(), priv.recall(text, text), priv.keep(text, text, jsonb) to %I', role);
  execute format('grant execute on function priv.accept(jsonb), priv.dealt_with(jsonb, jsonb) to %I', role);
  execute format('grant execute on function api.job_last_due(text), api.begin_job(text, timestamptz, int), api.end_job(uuid, text, jsonb, text, timestamptz) to %I', role);
  execute format('grant execute on function api.may(text, uuid), api.holding(text, uuid[]), api.reach(text, int) to %I', role);
  execute format('grant execute on function api.may_without_roles(text, uuid), api.gives_role(uuid), api.is_member(uuid) to %I', role);
  execute format('grant execute on function api.relate(text, uuid, text, text, uuid, text), api.unrelate(text, uuid, text, text, uuid, text) to %I', role);
end
$$;

-- Modules that are there already get what is new.
do $$
declare
  module text;
begin
  for module in
    select n.nspname from pg_catalog.pg_namespace n
    join pg_catalog.pg_roles r on r.rolname = 'm_' || n.nspname
    where n.nspname <> 'relay'
  loop
    if has_function_privilege('m_' || module, 'api.cmd(text, jsonb)', 'execute') then
      call migration.calls('m_' || module);
    end if;
  end loop;
end
$$;
