-- Reading the trail: one's organization's, and what it says of oneself.

call migration.module('audit');
call migration.calls('m_audit');
grant usage on schema audit to cw_trail, cw_archive;
grant usage on schema identity, authz to cw_trail;
grant create on schema audit to cw_trail, cw_archive, cw_people;

create policy trail_reading on core.audit_log for select to cw_trail using (true);
grant select on core.audit_log to cw_trail;
grant select on core.audit_log to m_audit;
create index audit_log_action on core.audit_log (org_id, action, timestamp);
-- Not granted to m_audit: insert, which nobody does but the triggers.

create policy trail_reading on identity.org_members for select to cw_trail using (true);
grant select on identity.org_members to cw_trail;

-- Refuses a caller whose context is of another kind than the function was made for.
create function audit.only_for(kind text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if priv.field(3) is distinct from kind then
    raise exception 'only for a caller of the kind %', kind using errcode = 'CW500';
  end if;
end
$$;
alter function audit.only_for(text) owner to cw_trail;
set role cw_kernel;
grant execute on function priv.field(int), priv.verified(text) to cw_trail, cw_archive;
set role cw_trail;
grant execute on function audit.only_for(text) to cw_archive;
set role cw_owner;

-- The name of a person, null where they are gone. Only for other functions: it asks nobody.
create function audit.name_of(person uuid) returns text
language sql stable security definer
set search_path = ''
as $$ select u.name from identity.users u where u.id = person and u.deleted_at is null $$;
grant execute on function audit.name_of(uuid) to cw_trail;
alter function audit.name_of(uuid) owner to cw_people;

-- Whether somebody may see personal values in the context's organization: its admins may.
create function audit.clears(person uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select from identity.org_members m
    where m.org_id = (select priv.org()) and m.user_id = person and m.joined_at is not null and m.role in ('owner', 'admin'))
$$;
alter function audit.clears(uuid) owner to cw_trail;

set role cw_audit;
grant execute on function priv.unseal(jsonb) to cw_trail;
set role cw_owner;

-- A value of the trail as its reader is shown it: a sealed one opened, or said to be sealed or erased.
create function audit.shown_value(value jsonb, open boolean) returns jsonb
language sql stable
set search_path = ''
as $$
  select case
    when jsonb_typeof(value) is distinct from 'object' or not (value ? 'sealed' and value ? 'person') then value
    when not open then '{"sealed": true}'
    else coalesce(to_jsonb(priv.unseal(value)), '{"erased": true}')
  end
$$;
alter function audit.shown_value(jsonb, boolean) owner to cw_trail;

create function audit.shown(changes jsonb, open boolean) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(
    jsonb_object_agg(
      c.key,
      case
        when jsonb_typeof(c.value) = 'object' and c.value ? 'from' and c.value ? 'to' then
          jsonb_build_object('from', audit.shown_value(c.value -> 'from', open), 'to', audit.shown_value(c.value -> 'to', open))
        else audit.shown_value(c.value, open)
      end),
    '{}')
  from jsonb_each(changes) c
$$;
alter function audit.shown(jsonb, boolean) owner to cw_trail;

-- What a row of the context's organization changed, as the actor may see it.
create function audit.changes(entry uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select audit.shown(a.changes, audit.clears((select priv.actor())))
  from core.audit_log a
  where a.org_id = (select priv.org()) and a.id = entry
$$;
grant execute on function audit.changes(uuid) to m_audit;
alter function audit.changes(uuid) owner to cw_trail;

-- Who did what a row of the context's organization tells: a person's name, or a job's.
create function audit.actor_name(entry uuid) returns text
language sql stable security definer
set search_path = ''
as $$
  select coalesce(a.actor_name, audit.name_of(a.actor_id))
  from core.audit_log a
  where a.org_id = (select priv.org()) and a.id = entry
$$;
grant execute on function audit.actor_name(uuid) to m_audit;
alter function audit.actor_name(uuid) owner to cw_trail;

-- What the trail says of the actor outside every organization: their log-ins, their profile, and what they
-- did there. Nobody else's.
create function audit.own()
returns table (
  id uuid, "timestamp" timestamptz, actor_kind text, actor_id uuid, actor_name text, on_behalf_of uuid, session_id uuid,
  action text, entity_type text, entity_id uuid, changes jsonb, ip text, correlation_id text)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  me uuid := priv.actor();
begin
  perform audit.only_for('person');
  return query
    select
      a.id, a.timestamp, a.actor_kind, a.actor_id, coalesce(a.actor_name, audit.name_of(a.actor_id)), a.on_behalf_of, a.session_id,
      a.action, a.entity_type, a.entity_id, audit.shown(a.changes, true), a.ip, a.correlation_id
    from core.audit_log a
    where a.org_id = '00000000-0000-0000-0000-000000000000'
      and ((a.entity_type = 'user' and a.entity_id = me) or (a.actor_id = me and a.entity_type <> 'refresh_token'));
end
$$;
grant execute on function audit.own() to m_audit;
alter function audit.own() owner to cw_trail;
