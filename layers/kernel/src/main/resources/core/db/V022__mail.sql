-- Mail that modules ask for: what the cell can write, and letters that wait to be sent.

create table core.email_templates (
  slug      text not null check (slug ~ '^[a-z][a-z0-9_]{0,99}$'),
  locale    text not null,
  module    text not null,
  subject   text not null,
  body_html text not null,
  body_text text not null,
  sample    jsonb not null,
  primary key (slug, locale)
);
comment on table core.email_templates is 'The templates that modules bring, in each of their languages. Not a tenant''s data: written by deployments only.';
comment on column core.email_templates.sample is 'Values to show the template with: one for each variable that it may use.';
revoke all on core.email_templates from public;
grant select on core.email_templates to cw_access;

create table core.letters (
  org_id      uuid not null,
  id          uuid not null default gen_random_uuid(),
  module      text not null,
  template    text not null,
  user_id     uuid,
  address     text check (octet_length(address) <= 254),
  locale      text,
  notice      text,
  critical    boolean not null default false,
  variables   jsonb not null check (octet_length(variables::text) <= 32768),
  written_at  timestamptz not null default cell.now(),
  primary key (org_id, id)
);
comment on table core.letters is 'Mail that waits to be sent, with what it says. It goes when the mail is sent or given up: neither events nor the trail have any of it.';
comment on column core.letters.user_id is 'To whom; null where it goes to an address.';
comment on column core.letters.notice is 'Of which type of notification it tells, if of one: the person may stop those.';
alter table core.letters enable row level security, force row level security;
create policy kernel on core.letters for insert to cw_kernel with check (true);
create policy access on core.letters to cw_access using (true) with check (true);
revoke all on core.letters from public, cw_owner;
grant insert on core.letters to cw_kernel;
grant select, update (template), delete on core.letters to cw_access;
-- Not granted to any module: a letter may hold a link that lets somebody in. `update (template)` is for locking a row.

-- Files a letter of the calling module's in the command that runs, and says so to the module that sends mail.
-- `letter` is {template, user_id or address, locale, notice, critical, variables}. Answers its id.
create function api.mail(letter jsonb) returns uuid
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  fields constant text[] := priv.verified(current_setting('cw.context', true));
  org constant uuid := coalesce(nullif(fields[4], ''), '00000000-0000-0000-0000-000000000000');
  letter_id constant uuid := gen_random_uuid();
begin
  if session_user !~ '^m_' or (letter ->> 'user_id' is null) = (letter ->> 'address' is null) then
    raise exception 'a module writes to a person or to an address' using errcode = 'CW500';
  end if;
  insert into core.letters (org_id, id, module, template, user_id, address, locale, notice, critical, variables)
  values (
    org, letter_id, substr(session_user, 3), letter ->> 'template', (letter ->> 'user_id')::uuid, letter ->> 'address',
    letter ->> 'locale', letter ->> 'notice', coalesce((letter ->> 'critical')::boolean, false),
    coalesce(letter -> 'variables', '{}'));
  perform priv.file_event(
    org, gen_random_uuid(), 'email.requested', 1, 'email', letter_id, 1,
    jsonb_build_object('template', letter ->> 'template', 'user_id', letter ->> 'user_id'),
    nullif(fields[5], '')::uuid, nullif(fields[6], '')::uuid, nullif(fields[8], ''),
    nullif(left(current_setting('cw.trace', true), 500), ''), cell.now());
  perform set_config('cw.emitted', 'yes', true);
  return letter_id;
end
$$;
alter function api.mail(jsonb) owner to cw_kernel;

set role cw_kernel;
grant execute on function api.mail(jsonb) to cw_owner with grant option;
set role cw_audit;
grant execute on function priv.seal(uuid, text), priv.unseal(jsonb) to cw_access;
set role cw_owner;

create or replace procedure migration.calls(role text)
language plpgsql
set search_path = ''
as $$
begin
  execute format('grant execute on function api.q(text, text, jsonb), api.page(text, text, text, jsonb), api.cmd(text, jsonb) to %I', role);
  execute format('grant execute on function api.emit(text, text, uuid, bigint, jsonb), api.emit_at(text, text, uuid, bigint, jsonb, timestamptz), api.withdraw(uuid), api.mail(jsonb) to %I', role);
  execute format('grant execute on function priv.enter(text, jsonb), priv.leave(), priv.recall(text, text), priv.keep(text, text, jsonb) to %I', role);
  execute format('grant execute on function priv.accept(jsonb), priv.dealt_with(jsonb, jsonb) to %I', role);
  execute format('grant execute on function api.job_last_due(text), api.begin_job(text, timestamptz, int), api.end_job(uuid, text, jsonb, text, timestamptz) to %I', role);
  execute format('grant execute on function api.may(text, uuid), api.holding(text, uuid[]), api.reach(text, int) to %I', role);
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
    call migration.module(module);
    if has_function_privilege('m_' || module, 'api.cmd(text, jsonb)', 'execute') then
      call migration.calls('m_' || module);
    end if;
  end loop;
end
$$;
