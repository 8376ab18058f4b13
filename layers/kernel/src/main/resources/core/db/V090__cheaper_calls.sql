-- A call costs less beside its statement. What is assigned is computed, where what is performed is a query of its own; the
-- clock's plan is kept, where a function in SQL is planned for each query that asks it; and a read takes no workers from others'
-- requests, nor time to plan for some.

create or replace function cell.now() returns timestamptz
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
begin
  return (select now() + o.offset_by from cell.clock_offset o);
end
$$;

-- Begins a call: puts the context on the transaction, refuses a session that ended, and decides
-- whether the actor holds the permission asked, and views the object it is asked on. Who may not view that is told the
-- same as of one that isn't there. Answers the role, or null outside an organization.
--
-- A command's envelope has `holds` {shared, alone}: people whose memberships it holds besides the actor's.
set role cw_kernel;
create or replace function priv.enter(context text, envelope jsonb) returns text
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
  allowed boolean;
  seen boolean;
  wish jsonb := envelope -> 'lease';
  told text;
begin
  told := set_config('cw.context', context, true);
  perform pg_advisory_unlock_all();

  if kind = 'member' and envelope ? 'holds' then
    perform identity.hold(
      org,
      actor || array(select h::uuid from jsonb_array_elements_text(envelope #> '{holds,shared}') h),
      array(select h::uuid from jsonb_array_elements_text(envelope #> '{holds,alone}') h));
  end if;
  if kind in ('person', 'member') then
    select s.live, s.role into live, role from identity.standing(nullif(fields[7], '')::uuid, actor, org) s;
    if live is not true then
      raise exception 'the session has ended' using errcode = 'CW401';
    end if;
    if kind = 'member' and role is null then
      raise exception 'not a member of the organization' using errcode = 'CW404';
    end if;
  end if;

  if asked is not null then
    allowed := kind = 'member' and authz.allows(org, actor, asked, object);
    if kind = 'member' and object is not null then
      -- What has no `view` can't be seen by whoever may not do the rest.
      seen := case
        when asked = object_type || '.view' then allowed
        when exists (select from authz.relations r where r.type = object_type and r.relation = 'view')
          then authz.allows(org, actor, object_type || '.view', object)
        else allowed
      end;
      if not seen then
        raise exception 'no % to be seen', object_type using errcode = 'CW407';
      end if;
    end if;
    if not allowed then
      raise exception 'the actor lacks %', asked using errcode = 'CW403';
    end if;
  end if;

  told := set_config('cw.lease', coalesce(
    case when wish is not null then
      priv.lease(
        coalesce(org, '00000000-0000-0000-0000-000000000000'),
        coalesce(actor, md5(fields[9])::uuid),
        wish ->> 'class', (wish ->> 'wanted')::int, (wish ->> 'per_minute')::int)
    end, ''), true);
  return nullif(set_config('cw.role', coalesce(role, ''), true), '');
end
$$;
set role cw_owner;

-- Reads. The statement sees its parameters as $1 and may not write.
create or replace function api.q(context text, statement text, envelope jsonb) returns setof record
language plpgsql volatile
set search_path = 'pg_catalog'
set row_security = on
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set max_parallel_workers_per_gather = 0
as $$
declare
  told text;
begin
  told := priv.enter(context, envelope);
  if strpos(statement, ';') > 0 then
    raise exception 'one statement at a time' using errcode = 'CW500';
  end if;
  told := set_config('transaction_read_only', 'on', true);
  return query execute statement using envelope -> 'args';
  perform priv.leave();
end
$$;

alter function api.page(text, text, text, jsonb) set max_parallel_workers_per_gather = 0;
