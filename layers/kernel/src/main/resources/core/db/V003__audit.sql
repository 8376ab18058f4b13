-- The trail: one row for each row that a statement changed, written by triggers that no writer can skip.

create schema core;
comment on schema core is 'What every module shares: the trail, the outbox, commands already done.';
grant usage on schema core to public;

create table core.audit_log (
  org_id         uuid not null,
  id             uuid not null default gen_random_uuid(),
  timestamp      timestamptz not null default cell.now(),
  actor_kind     text not null check (actor_kind in ('anonymous', 'person', 'member', 'system', 'migration')),
  actor_id       uuid,
  actor_name     text,
  on_behalf_of   uuid,
  session_id     uuid,
  action         text not null,
  entity_type    text not null,
  entity_id      uuid not null,
  changes        jsonb not null,
  ip             text,
  correlation_id text,
  written_by     text not null default session_user,
  xid            xid8 not null default pg_current_xact_id(),
  primary key (org_id, id),
  check (actor_name is not null or actor_kind <> 'migration')
);
comment on table core.audit_log is 'Who changed what, when and from where. Append-only: no role may update or delete. Rows of people outside any organization have the nil organization.';
comment on column core.audit_log.actor_name is 'Who it was where it was no person: migration:<module>/<version>.';
comment on column core.audit_log.changes is '{column: {from, to}}; long texts as {sha256, bytes}, personal values as {sealed, person}.';
create index audit_log_entity on core.audit_log (org_id, entity_type, entity_id, timestamp);
create index audit_log_actor on core.audit_log (org_id, actor_id, timestamp);
create index audit_log_time on core.audit_log (org_id, timestamp);
alter table core.audit_log enable row level security, force row level security;
create policy tenant on core.audit_log for select using (org_id = (select priv.org()));
create policy trail on core.audit_log for insert to cw_audit with check (true);
revoke all on core.audit_log from public, cw_owner;
grant insert on core.audit_log to cw_audit;
-- Not granted to anybody: update, delete, truncate. Reading is granted with the module that shows the trail.

create table core.person_keys (
  person_id  uuid primary key,
  key        bytea,
  created_at timestamptz not null default cell.now(),
  erased_at  timestamptz
);
comment on table core.person_keys is 'The key under which a person''s values are sealed in the trail. Destroying it (key null, erased_at set) makes them unreadable and leaves the trail whole.';
alter table core.person_keys enable row level security, force row level security;
create policy trail on core.person_keys to cw_audit using (true) with check (true);
grant select, insert, update (key, erased_at) on core.person_keys to cw_audit;
-- Not granted to anybody: delete. A destroyed key must stay destroyed.


-- Seals a value under its person's key (AES-256 in OpenPGP framing, so with integrity); null once the key is destroyed.
create function priv.seal(person uuid, value text) returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  person_key bytea;
begin
  insert into core.person_keys (person_id, key) values (person, ext.gen_random_bytes(32)) on conflict do nothing;
  select k.key into person_key from core.person_keys k where k.person_id = person;
  return jsonb_build_object(
    'person', person,
    'sealed', case
      when person_key is not null then
        encode(ext.pgp_sym_encrypt(value, encode(person_key, 'hex'), 'cipher-algo=aes256, s2k-mode=0, compress-algo=0'), 'base64')
    end);
end
$$;
alter function priv.seal(uuid, text) owner to cw_audit;

-- Opens a sealed value, or answers null where the person's key is destroyed.
create function priv.unseal(sealed jsonb) returns text
language sql stable security definer
set search_path = ''
as $$
  select ext.pgp_sym_decrypt(decode(sealed ->> 'sealed', 'base64'), encode(k.key, 'hex'))
  from core.person_keys k
  where k.person_id = (sealed ->> 'person')::uuid and k.key is not null
$$;
alter function priv.unseal(jsonb) owner to cw_audit;

-- Destroys a person's key. What was sealed under it can't be read again by anybody.
create function priv.destroy_person_key(person uuid) returns void
language sql volatile security definer
set search_path = ''
as $$
  insert into core.person_keys (person_id, key, erased_at) values (person, null, cell.now())
  on conflict (person_id) do update set key = null, erased_at = cell.now()
$$;
alter function priv.destroy_person_key(uuid) owner to cw_audit;

-- How a value stands in the trail.
create function priv.audit_value(value jsonb, personal boolean, person uuid) returns jsonb
language sql volatile
set search_path = ''
as $$
  select case
    when value is null or value = 'null'::jsonb then 'null'::jsonb
    when personal and person is not null then priv.seal(person, value #>> '{}')
    when octet_length(value #>> '{}') > 1000 then
      jsonb_build_object('sha256', encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex'), 'bytes', octet_length(value #>> '{}'))
    else value
  end
$$;
alter function priv.audit_value(jsonb, boolean, uuid) owner to cw_audit;

-- The columns that differ between two rows, each with both values. Columns named in `hidden` are left out.
create function priv.audit_changes(before jsonb, after jsonb, hidden text[], personal text[], person uuid) returns jsonb
language sql volatile
set search_path = ''
as $$
  select coalesce(
    jsonb_object_agg(
      k.name,
      jsonb_build_object('from', priv.audit_value(before -> k.name, k.name = any (personal), person))
        || jsonb_build_object('to', priv.audit_value(after -> k.name, k.name = any (personal), person))),
    '{}')
  from jsonb_object_keys(coalesce(after, before)) as k (name)
  where coalesce(before -> k.name, 'null') is distinct from coalesce(after -> k.name, 'null')
    and k.name <> all (hidden)
$$;
alter function priv.audit_changes(jsonb, jsonb, text[], text[], uuid) owner to cw_audit;

-- Writes the trail of one statement: by the verified context, or by the migration that runs; whoever has neither changes
-- nothing. Arguments: entity type; the column that names the entity; the
-- primary key's columns; the column that names the person whose personal values the row holds, or '';
-- personal columns; columns that are never told (hashes of secrets); a function that says a row, as JSON, in
-- the words of the trail, or ''. Lists are array literals.
-- A row whose key changed shows as one that went and one that came.
create function priv.audit() returns trigger
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
    'migration:' || migration;
  return null;
end
$$;
alter function priv.audit() owner to cw_audit;

-- Only what owns a function can let the owner of tables put it on them.
set role cw_audit;
grant execute on function priv.audit() to cw_owner;
set role cw_owner;
