-- What was heard: a module that listens and runs jobs.

call migration.module('echo');
call migration.calls('m_echo');

create table echo.notes (
  org_id     uuid not null default priv.org(),
  id         uuid not null,
  listener   text not null,
  event_id   uuid not null,
  entity_id  uuid not null,
  sequence   bigint not null,
  number     bigint not null generated always as identity,
  created_at timestamptz not null default cell.now(),
  primary key (org_id, id)
);
comment on table echo.notes is 'That a listener heard an event. Nothing keeps it from being noted twice.';
create index notes_entity on echo.notes (org_id, entity_id, created_at);
call migration.tenant_table('echo.notes', 'note');
call migration.swept('echo.notes', array['org_id', 'id']);
grant select, insert (id, listener, event_id, entity_id, sequence) on echo.notes to m_echo;
-- Not granted: update, delete.

-- The organizations that have notes.
create function echo.organizations() returns setof uuid
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform priv.only_for_sweeps();
  return query select distinct n.org_id from echo.notes n;
end
$$;
grant execute on function echo.organizations() to m_echo;
grant create on schema echo to cw_relay;
alter function echo.organizations() owner to cw_relay;
revoke create on schema echo from cw_relay;

call migration.event('note.taken', 'echo');
call migration.event('note.due', 'echo');
