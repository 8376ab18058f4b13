-- Each question that the trail is asked has its index, and a row of the answer costs little.

-- An id is of one type, so a thing is found by its id alone. What of a type comes by time.
create index audit_log_thing on core.audit_log (org_id, entity_id, timestamp);
create index audit_log_type on core.audit_log (org_id, entity_type, timestamp);
drop index core.audit_log_entity;
create index audit_log_on_behalf on core.audit_log (org_id, on_behalf_of, timestamp) where on_behalf_of is not null;
-- None by correlation_id: it would cost each row that is written a fifth more. Who asks for it says a time as well.

grant create on schema audit to cw_trail;
set role cw_trail;

-- What a row of the context's organization changed, as the actor may see it. Most rows have nothing sealed.
create or replace function audit.changes(entry uuid) returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  told jsonb;
begin
  select a.changes into told from core.audit_log a where a.org_id = priv.org() and a.id = entry;
  if not found or strpos(told::text, '"sealed"') = 0 then
    return told;
  end if;
  return audit.shown(told, audit.clears(priv.actor()));
end
$$;

-- Who did what a row of the context's organization tells: a person's name, or a job's.
create or replace function audit.actor_name(entry uuid) returns text
language plpgsql stable security definer
set search_path = ''
as $$
declare
  name text;
  person uuid;
begin
  select a.actor_name, a.actor_id into name, person from core.audit_log a where a.org_id = priv.org() and a.id = entry;
  return coalesce(name, audit.name_of(person));
end
$$;

set role cw_owner;
revoke create on schema audit from cw_trail;
