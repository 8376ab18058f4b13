-- The three calls of the kernel: api.q reads, api.page reads a page of what the actor may see, api.cmd
-- changes. Each is one statement of the Data API.
--
-- All take a signed context and an envelope:
--   ask   {permission, object}: what the route asks, and on what; absent where it asks nothing of an
--         organization, without object where it asks it of the organization as a whole
--   args  the parameters, which the statement sees as $1
--   lease {class, wanted, per_minute}: tokens of the caller's rate bucket, when the sandbox has none left
-- A refusal is an error whose SQLSTATE the kernel knows: CW401 no longer logged in, CW403 not allowed,
-- CW404 no member of the organization, CW407 not even to be seen, CW410 no permission of the model in force, CW409 the same command is running, CW422 the key was used for another body, CW429 too many requests, CW498 bad context,
-- CW500 a fault in the function's own statement.

create table core.commands (
  org_id      uuid not null,
  actor_id    uuid not null,
  key         text not null,
  fingerprint text not null,
  result      jsonb not null,
  created_at  timestamptz not null default clock_timestamp(),
  primary key (org_id, actor_id, key)
);
comment on table core.commands is 'What a command answered, without secrets, so that a repeated one is answered and not run again. Kept for a day. Commands outside an organization have the nil organization.';
create index commands_age on core.commands (org_id, created_at);
alter table core.commands enable row level security, force row level security;
create policy kernel on core.commands to cw_kernel using (true) with check (true);
revoke all on core.commands from public, cw_owner;
grant select, insert, delete on core.commands to cw_kernel;

-- Begins a call: puts the context on the transaction, refuses a session that ended, and decides
-- whether the actor holds the permission asked. Who may not view the object it is asked on is told the
-- same as of one that isn't there. Answers the role, or null outside an organization.
create function priv.enter(context text, envelope jsonb) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields text[] := priv.verified(context);
  kind text := fields[3];
  org uuid := nullif(fields[4], '')::uuid;
  actor uuid := nullif(fields[5], '')::uuid;
  live boolean;
  role text;
  asked text := envelope -> 'ask' ->> 'permission';
  object uuid := envelope -> 'ask' ->> 'object';
  object_type text := split_part(asked, '.', 1);
  wish jsonb := envelope -> 'lease';
begin
  perform set_config('cw.context', context, true);
  perform pg_advisory_unlock_all();

  if kind in ('person', 'member') then
    select s.live, s.role into live, role from identity.standing(nullif(fields[7], '')::uuid, actor, org) s;
    if live is not true then
      raise exception 'the session has ended' using errcode = 'CW401';
    end if;
    if kind = 'member' and role is null then
      raise exception 'not a member of the organization' using errcode = 'CW404';
    end if;
  end if;

  if asked is not null and (kind <> 'member' or not authz.allows(org, actor, asked, object)) then
    -- What has no `view` can't be seen by whoever may not do the rest.
    if kind = 'member' and object is not null and not (
      exists (select from authz.relations r where r.type = object_type and r.relation = 'view')
      and authz.allows(org, actor, object_type || '.view', object)) then
      raise exception 'no % to be seen', object_type using errcode = 'CW407';
    end if;
    raise exception 'the actor lacks %', asked using errcode = 'CW403';
  end if;

  perform set_config('cw.lease', coalesce(
    case when wish is not null then
      priv.lease(
        coalesce(org, '00000000-0000-0000-0000-000000000000'),
        coalesce(actor, md5(fields[9])::uuid),
        wish ->> 'class', (wish ->> 'wanted')::int, (wish ->> 'per_minute')::int)
    end, ''), true);
  perform set_config('cw.role', coalesce(role, ''), true);
  return nullif(current_setting('cw.role', true), '');
end
$$;
alter function priv.enter(text, jsonb) owner to cw_kernel;

-- Ends a call: what its statement set or locked for the session would meet the connection's next caller.
create function priv.leave() returns void
language plpgsql volatile
as $$
begin
  reset all;
  perform pg_catalog.pg_advisory_unlock_all();
end
$$;

-- Reads. The statement sees its parameters as $1 and may not write.
create function api.q(context text, statement text, envelope jsonb) returns setof record
language plpgsql volatile
set search_path = 'pg_catalog'
set row_security = on
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
begin
  perform priv.enter(context, envelope);
  if strpos(statement, ';') > 0 then
    raise exception 'one statement at a time' using errcode = 'CW500';
  end if;
  perform set_config('transaction_read_only', 'on', true);
  return query execute statement using envelope -> 'args';
  perform priv.leave();
end
$$;

-- Reads a page of a list that holds exactly what the actor holds a permission on. The envelope also has
-- `visible` {permission, few, work, wanted, skip}. The statement sees its parameters as $1, the ids that
-- the page may hold as $2 (null: any), and as $3 what a walk found out (null: there was none).
--
-- No single plan wins. Whoever may see everything gets the plain list, whoever may see up to `few` a list
-- driven from those ids. Else the candidates are walked in their order and checked in growing chunks,
-- until the page has the `wanted` rows behind the `skip` first, or `work` candidates were checked; then
-- `beyond` tells where to go on, so that a short page is no last one.
create function api.page(context text, statement text, candidates text, envelope jsonb) returns setof record
language plpgsql volatile
set search_path = 'pg_catalog'
set row_security = on
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
  args jsonb := envelope -> 'args';
  permission text := envelope -> 'visible' ->> 'permission';
  work int := envelope -> 'visible' ->> 'work';
  wanted int := envelope -> 'visible' ->> 'wanted';
  skip int := envelope -> 'visible' ->> 'skip';
  everything boolean;
  ids uuid[];
  walked jsonb;
  walk refcursor;
  candidate uuid;
  place jsonb;
  ended boolean := false;
  chunk uuid[];
  chunk_size int := least(greatest(skip + wanted, 50), 1000);
  checked int := 0;
  seen int := 0;
begin
  perform priv.enter(context, envelope);
  if strpos(statement || candidates, ';') > 0 then
    raise exception 'one statement at a time' using errcode = 'CW500';
  end if;
  perform set_config('transaction_read_only', 'on', true);

  select r.everything, r.ids into everything, ids from api.reach(permission, (envelope -> 'visible' ->> 'few')::int) r;
  if everything then
    ids := null;
  elsif ids is null then
    ids := '{}';
    open walk no scroll for execute candidates using args;
    loop
      chunk := '{}';
      while cardinality(chunk) < chunk_size and checked < work loop
        fetch walk into candidate, place;
        ended := not found;
        exit when ended;
        checked := checked + 1;
        chunk := chunk || candidate;
      end loop;
      select array_agg(c.id order by c.place) into chunk
      from unnest(chunk) with ordinality c (id, place)
      where c.id in (select h.id from api.holding(permission, chunk) as h (id));
      seen := seen + coalesce(cardinality(chunk), 0);
      ids := ids || chunk[skip + 1:];
      skip := greatest(skip - coalesce(cardinality(chunk), 0), 0);
      exit when ended or checked >= work or cardinality(ids) >= wanted;
      chunk_size := least(chunk_size * 2, 1000);
    end loop;
    close walk;
    walked := jsonb_build_object('seen', seen, 'ended', ended, 'beyond', case
      when not ended and cardinality(ids) < wanted then jsonb_build_object('v', place, 'skip', skip)
    end);
    args := args || '{"offset": 0}';
  end if;
  return query execute statement using args, ids, walked;
  perform priv.leave();
end
$$;

-- Looks a command up by its key and locks the key until the transaction ends. Answers its stored result.
create function priv.recall(command_key text, fingerprint text) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := coalesce(priv.org(), '00000000-0000-0000-0000-000000000000');
  actor uuid := coalesce(priv.actor(), '00000000-0000-0000-0000-000000000000');
  stored record;
begin
  if not pg_try_advisory_xact_lock(hashtextextended(org::text || actor::text || command_key, 0)) then
    raise exception 'the same command is running' using errcode = 'CW409';
  end if;
  select c.fingerprint, c.result into stored
  from core.commands c
  where c.org_id = org and c.actor_id = actor and c.key = command_key
    and c.created_at > clock_timestamp() - interval '1 day';
  if not found then
    return null;
  end if;
  if stored.fingerprint <> recall.fingerprint then
    raise exception 'the key was used for another command' using errcode = 'CW422';
  end if;
  return stored.result;
end
$$;
alter function priv.recall(text, text) owner to cw_kernel;

-- Keeps a command's result, and forgets two that are older than a day.
create function priv.keep(command_key text, fingerprint text, result jsonb) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := coalesce(priv.org(), '00000000-0000-0000-0000-000000000000');
  actor uuid := coalesce(priv.actor(), '00000000-0000-0000-0000-000000000000');
begin
  delete from core.commands c
  using (
    select o.actor_id, o.key from core.commands o
    where o.org_id = org and o.created_at < clock_timestamp() - interval '1 day'
    order by o.created_at limit 2 for update skip locked) old
  where c.org_id = org and c.actor_id = old.actor_id and c.key = old.key;
  insert into core.commands (org_id, actor_id, key, fingerprint, result)
  values (org, actor, command_key, fingerprint, result)
  on conflict (org_id, actor_id, key) do update
    set fingerprint = excluded.fingerprint, result = excluded.result, created_at = excluded.created_at;
end
$$;
alter function priv.keep(text, text, jsonb) owner to cw_kernel;
grant update on core.commands to cw_kernel;

-- Changes. The envelope also has `key` and `fingerprint`, and `steps`: [{sql, args, expect, else}].
-- A step sees its parameters as $1 and the rows of the steps before it, a list of lists, as $2. The
-- first wrong row count, the first row with an `ending`, or a violated constraint ends the command: its
-- effects are undone and its ending returned. Answers {ending, results, role, replayed} as text, in
-- pieces that fit a result row.
create function api.cmd(context text, envelope jsonb) returns setof text
language plpgsql volatile
set search_path = 'pg_catalog'
set row_security = on
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
as $$
declare
  role text := priv.enter(context, envelope);
  command_key text := envelope ->> 'key';
  result jsonb := priv.recall(command_key, envelope ->> 'fingerprint');
  results jsonb := '[]';
  rows jsonb;
  found_rows int;
  ending text;
  constraint_violated text;
  step jsonb;
  found record;
  whole text;
begin
  if result is not null then
    result := result || jsonb_build_object('replayed', true);
  else
    begin
      for step in select value from jsonb_array_elements(envelope -> 'steps') loop
        if strpos(step ->> 'sql', ';') > 0 or step ->> 'sql' !~* '^\s*(insert|update|delete|merge|with|select)\s' then
          raise exception 'one statement at a time, and none but changes' using errcode = 'CW500';
        end if;
        rows := '[]';
        found_rows := 0;
        for found in execute step ->> 'sql' using step -> 'args', results loop
          found_rows := found_rows + 1;
          rows := rows || to_jsonb(found);
        end loop;
        results := results || jsonb_build_array(rows);
        select e.value ->> 'ending' into ending
        from jsonb_array_elements(rows) e where e.value ->> 'ending' is not null limit 1;
        if ending is null and found_rows <> (step ->> 'expect')::int then
          ending := step ->> 'else';
        end if;
        if ending is not null then
          raise exception 'the command ended' using errcode = 'CW001';
        end if;
      end loop;
    exception
      when sqlstate 'CW001' then
        null; -- The steps are undone; `ending` and `results` remain.
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
    result := jsonb_build_object('ending', ending, 'results', results, 'replayed', false);
    perform priv.keep(command_key, envelope ->> 'fingerprint', result);
  end if;

  whole := (result || jsonb_build_object('role', role, 'lease', current_setting('cw.lease')))::text;
  perform priv.leave();
  return query select substr(whole, piece * 15000 + 1, 15000) from generate_series(0, (length(whole) - 1) / 15000) piece;
end
$$;

set role cw_kernel;
grant execute on function api.emit(text, text, uuid, bigint, jsonb), priv.enter(text, jsonb), priv.recall(text, text), priv.keep(text, text, jsonb)
  to cw_owner with grant option;
set role cw_owner;

-- Lets a module's role make the calls.
create procedure migration.calls(role text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('grant execute on function api.q(text, text, jsonb), api.page(text, text, text, jsonb), api.cmd(text, jsonb), api.emit(text, text, uuid, bigint, jsonb) to %I', role);
  execute format('grant execute on function priv.enter(text, jsonb), priv.leave(), priv.recall(text, text), priv.keep(text, text, jsonb) to %I', role);
  execute format('grant execute on function api.may(text, uuid), api.holding(text, uuid[]), api.reach(text, int) to %I', role);
  execute format('grant execute on function api.relate(text, uuid, text, text, uuid, text), api.unrelate(text, uuid, text, text, uuid, text) to %I', role);
end
$$;
grant execute on procedure migration.calls(text) to cw_migrator;
