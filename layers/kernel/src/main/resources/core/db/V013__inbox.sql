-- What consumers have dealt with: an event takes effect once for each listener, in order where one asks for it.

create table core.listeners (
  module   text not null,
  listener text not null,
  pattern  text not null,
  ordered  boolean not null,
  since    bigint not null,
  primary key (module, listener)
);
comment on table core.listeners is 'The listeners of the cell''s modules. Not a tenant''s data: written when the cell is migrated.';
comment on column core.listeners.since is 'The outbox''s highest sequence when the listener came: it isn''t kept waiting for events from before.';
revoke all on core.listeners from public;
grant select on core.listeners to cw_kernel;

create table core.inbox (
  org_id     uuid not null,
  module     text not null,
  listener   text not null,
  event_id   uuid not null,
  attempt    uuid not null,
  result     jsonb not null,
  handled_at timestamptz not null default cell.now(),
  primary key (org_id, module, listener, event_id)
);
comment on table core.inbox is 'Events that took effect, by listener, written with the effect. Kept longer than any queue keeps a message.';
comment on column core.inbox.attempt is 'The delivery that dealt with it: when it asks again, for want of an answer, it is answered.';
create index inbox_handled on core.inbox (handled_at);
alter table core.inbox enable row level security, force row level security;
create policy kernel on core.inbox to cw_kernel using (true) with check (true);
revoke all on core.inbox from public, cw_owner;
grant select, insert, delete on core.inbox to cw_kernel;

create table core.inbox_positions (
  org_id      uuid not null,
  module      text not null,
  listener    text not null,
  entity_type text not null,
  entity_id   uuid not null,
  sequence    bigint not null,
  primary key (org_id, module, listener, entity_type, entity_id)
);
comment on table core.inbox_positions is 'How far a listener that keeps order has come with an entity.';
alter table core.inbox_positions enable row level security, force row level security;
create policy kernel on core.inbox_positions to cw_kernel using (true) with check (true);
revoke all on core.inbox_positions from public, cw_owner;
grant select, insert, update on core.inbox_positions to cw_kernel;

-- The module whose job or listener calls. Anybody else is refused: contexts of kind system are the kernel's own,
-- for work that nobody asked for.
create function priv.module_at_work() returns text
language plpgsql stable
set search_path = ''
as $$
begin
  if (priv.verified(current_setting('cw.context', true)))[3] <> 'system' then
    raise exception 'this is for what nobody asked for' using errcode = 'CW403';
  end if;
  return substr(session_user, 3);
end
$$;
alter function priv.module_at_work() owner to cw_kernel;

-- Whether an event is to be dealt with now, and holds others off who ask the same until the transaction ends.
-- `inbox` is {listener, event, attempt, entity_type, entity_id, sequence}. Answers {verdict} and more:
--   new       go on
--   known     it took effect before
--   replayed  it took effect in this very attempt: `result` is what that answered
--   behind    of its entity, `events` come first: up to 20 of them
create function priv.accept(inbox jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
as $$
declare
  at_work constant text := priv.module_at_work();
  org constant uuid := coalesce(priv.org(), '00000000-0000-0000-0000-000000000000');
  hearer constant text := inbox ->> 'listener';
  about_type constant text := inbox ->> 'entity_type';
  about_id constant uuid := inbox ->> 'entity_id';
  number constant bigint := inbox ->> 'sequence';
  known record;
  rule record;
  reached bigint;
  missing jsonb;
begin
  select l.pattern, l.ordered, l.since into rule from core.listeners l where l.module = at_work and l.listener = hearer;
  if not found then
    raise exception 'the module % has no listener %', at_work, hearer using errcode = 'CW500';
  end if;
  perform pg_advisory_xact_lock(hashtextextended(
    concat_ws('|', org, at_work, hearer, case when rule.ordered then about_type || about_id else inbox ->> 'event' end), 0));

  select i.attempt, i.result into known
  from core.inbox i
  where i.org_id = org and i.module = at_work and i.listener = hearer and i.event_id = (inbox ->> 'event')::uuid;
  if found then
    return case
      when known.attempt = (inbox ->> 'attempt')::uuid then jsonb_build_object('verdict', 'replayed', 'result', known.result)
      else '{"verdict": "known"}'
    end;
  end if;
  if not rule.ordered then
    return '{"verdict": "new"}';
  end if;

  select p.sequence into reached
  from core.inbox_positions p
  where p.org_id = org and p.module = at_work and p.listener = hearer
    and p.entity_type = about_type and p.entity_id = about_id;
  reached := coalesce(reached, 0);
  if number <= reached then
    return '{"verdict": "known"}';
  end if;
  select jsonb_agg(m.event order by m.entity_sequence) into missing
  from (
    select priv.told_event(o::core.outbox, (select t.module from core.event_types t where t.type = o.type)) as event, o.entity_sequence,
      sum(octet_length(o.data::text) + 1500) over (order by o.entity_sequence) as total,
      row_number() over (order by o.entity_sequence) as place
    from (
      select e.* from core.outbox e
      where e.org_id = org and e.entity_type = about_type and e.entity_id = about_id
        and e.entity_sequence > reached and e.entity_sequence < number
        and e.sequence > rule.since
        and (rule.pattern in ('*', e.type) or rule.pattern = split_part(e.type, '.', 1) || '.*')
      order by e.entity_sequence limit 20) o) m
  where m.total <= 300000 or m.place = 1;
  return case
    when missing is null then '{"verdict": "new"}'
    else jsonb_build_object('verdict', 'behind', 'events', missing)
  end;
end
$$;
alter function priv.accept(jsonb) owner to cw_kernel;

-- Notes that an event that was accepted took effect, with what its command answers.
create function priv.dealt_with(inbox jsonb, result jsonb) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  at_work constant text := priv.module_at_work();
  org constant uuid := coalesce(priv.org(), '00000000-0000-0000-0000-000000000000');
begin
  insert into core.inbox (org_id, module, listener, event_id, attempt, result)
  values (org, at_work, inbox ->> 'listener', (inbox ->> 'event')::uuid, (inbox ->> 'attempt')::uuid, result);
  if (select l.ordered from core.listeners l where l.module = at_work and l.listener = inbox ->> 'listener') then
    insert into core.inbox_positions as p (org_id, module, listener, entity_type, entity_id, sequence)
    values (
      org, at_work, inbox ->> 'listener', inbox ->> 'entity_type', (inbox ->> 'entity_id')::uuid, (inbox ->> 'sequence')::bigint)
    on conflict on constraint inbox_positions_pkey do update set sequence = greatest(p.sequence, excluded.sequence);
  end if;
end
$$;
alter function priv.dealt_with(jsonb, jsonb) owner to cw_kernel;

-- Forgets up to `most` of each kind: events published a fortnight ago, inbox entries a day older, executions of jobs
-- of a quarter. Answers how many went.
create function relay.tidy(most int default 2000) returns int
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  gone int := 0;
  went int;
begin
  delete from core.outbox o
  using (
    select x.org_id, x.id from core.outbox x
    where x.published_at < (select cell.now()) - interval '14 days'
    order by x.published_at limit most for update skip locked) old
  where o.org_id = old.org_id and o.id = old.id;
  get diagnostics went = row_count;
  gone := gone + went;
  delete from core.inbox i
  using (
    select x.org_id, x.module, x.listener, x.event_id from core.inbox x
    where x.handled_at < (select cell.now()) - interval '15 days'
    order by x.handled_at limit most) old
  where i.org_id = old.org_id and i.module = old.module and i.listener = old.listener and i.event_id = old.event_id;
  get diagnostics went = row_count;
  gone := gone + went;
  delete from core.job_executions e
  where e.id in (
    select x.id from core.job_executions x
    where x.started_at < (select cell.now()) - interval '90 days' and x.status <> 'running'
    order by x.started_at limit most for update skip locked);
  get diagnostics went = row_count;
  return gone + went;
end
$$;
grant execute on function relay.tidy(int) to m_relay;
alter function relay.tidy(int) owner to cw_kernel;

-- Changes. The envelope also has `steps`: [{sql, args, expect, else}], `trace`, and either `key` and `fingerprint`,
-- or, where it is the effect of an event, `inbox`: see priv.accept.
-- A step sees its parameters as $1 and the rows of the steps before it, a list of lists, as $2. The
-- first wrong row count, the first row with an `ending`, or a violated constraint ends the command: its
-- effects are undone and its ending returned. `kernel:known` and `kernel:behind` are no step's to say: an event took
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
  results jsonb := '[]';
  rows jsonb;
  found_rows int;
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
          if starts_with(ending, 'kernel:') then
            raise exception 'an ending of the kernel''s own' using errcode = 'CW500';
          end if;
          raise exception 'the command ended' using errcode = 'CW001';
        end if;
      end loop;
      if inbox is not null then
        perform priv.dealt_with(inbox, jsonb_build_object(
          'ending', null, 'results', results, 'emitted', current_setting('cw.emitted') = 'yes'));
      end if;
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
    result := case accepted ->> 'verdict'
      when 'replayed' then accepted -> 'result' || jsonb_build_object('replayed', true)
      else jsonb_build_object(
        'ending', ending, 'results', results, 'replayed', false, 'emitted', current_setting('cw.emitted') = 'yes')
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

-- The trail of what nobody asked for names the module that did it.
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
  rows text := format(
    case tg_op
      when 'INSERT' then 'select null::jsonb as before, %1$s(to_jsonb(n)) as after from new_rows n'
      when 'DELETE' then 'select %1$s(to_jsonb(o)) as before, null::jsonb as after from old_rows o'
      else 'select %1$s(to_jsonb(o)) as before, %1$s(to_jsonb(n)) as after from old_rows o full join new_rows n using (%2$s)'
    end,
    tg_argv[6],
    (select string_agg(quote_ident(c), ', ') from unnest(key_columns) as c));
begin
  if context is null and migration is null then
    raise exception 'nobody changes % without a context', tg_relid::regclass using errcode = 'CW498';
  end if;
  execute 'insert into core.audit_log (
      org_id, actor_kind, actor_id, actor_name, on_behalf_of, session_id, action, entity_type, entity_id, changes, ip, correlation_id)
    select
      coalesce((coalesce(r.after, r.before) ->> ''org_id'')::uuid, ''00000000-0000-0000-0000-000000000000''),
      $1, $2, $12, $3, $4,
      $5 || case
        when r.before is null then ''.created''
        when r.after is null then ''.erased''
        when r.before ->> ''deleted_at'' is null and r.after ->> ''deleted_at'' is not null then ''.deleted''
        when r.before ->> ''deleted_at'' is not null and r.after ->> ''deleted_at'' is null then ''.restored''
        else ''.updated''
      end,
      $5,
      (coalesce(r.after, r.before) ->> $6)::uuid,
      priv.audit_changes(r.before, r.after, $7, $8, (coalesce(r.after, r.before) ->> $9)::uuid),
      $10, $11
    from (' || rows || ') r'
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
