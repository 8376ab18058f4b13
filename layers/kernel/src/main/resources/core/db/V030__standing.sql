-- Who acts stands still while they act. A command holds its actor's membership from before its permission is decided
-- until it has committed, and those of the people that it writes something for: somebody who is removed at the same
-- moment is removed before, and the command finds them gone, or behind, and what it wrote goes with them. Whoever ends
-- or changes a membership holds it alone.
--
-- Locks are taken in one order: memberships by person, all of them here; then the organization's row; then
-- teams by id; then the rest.

-- Begins a call: puts the context on the transaction, refuses a session that ended, and decides
-- whether the actor holds the permission asked. Who may not view the object it is asked on is told the
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
  wish jsonb := envelope -> 'lease';
begin
  perform set_config('cw.context', context, true);
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

create function api.is_member(person uuid) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return priv.field(3) = 'member' and person is not null
    and (select s.role is not null from identity.standing(null, person, priv.org()) s);
end
$$;
comment on function api.is_member(uuid) is 'Whether somebody belongs to the context''s organization: who was added and hasn''t accepted doesn''t.';
revoke execute on function api.is_member(uuid) from public;
grant execute on function api.is_member(uuid) to cw_owner with grant option;
set role cw_owner;

-- Nobody widens their own reach through a custom role: what is given by a role ends with it.

set role cw_access;

-- Whether somebody has a relation for certain, and would have it without the custom roles that they have.
create function authz.holds_without_roles(org uuid, person uuid, type text, relation text, object uuid) returns boolean
language sql stable
set search_path = ''
as $$
  with assignee as (
    select r.code as rel, s.code as sref
    from authz.relations r
    join authz.subjects s on s.type = r.type and s.relation = r.relation
    where r.type = 'role' and r.relation = 'assignee'
  ), given as (
    select t.rel, t.obj, t.sref, t.subj
    from assignee a
    join authz.tuples t on t.org_id = org and t.obj = org and t.sref = a.sref
  ), had as (
    select g.rel, g.obj, g.sref, g.subj
    from given g
    where g.subj = any (
      select unnest(authz.holding(org, a.rel, array(select distinct o.subj from given o), authz.subject_of('user', ''), person, '{}'))
      from assignee a)
  ), without as (
    select coalesce(jsonb_agg(jsonb_build_object(
      'adds', false, 'asked', 'organization#' || r.relation, 'obj', h.obj, 'sref', h.sref, 'subj', h.subj)), '[]') as changes
    from had h
    join authz.relations r on r.code = h.rel
  )
  select coalesce(t.value = 3, false)
  from without w
  cross join lateral authz.trace(
    org, authz.model_types(), holds_without_roles.type, holds_without_roles.relation, object,
    authz.subject_of('user', ''), person, '{}', w.changes, '{}', 1000) t
$$;

-- Whether being in a team gives a role: the team was given one, or a team in which it is nested.
create function authz.gives_role(org uuid, team uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select
    from (
      select distinct t.rel, t.obj, t.sref
      from authz.tuples t
      join authz.relations r on r.code = t.rel and r.type = 'role' and r.relation = 'assignee'
      where t.org_id = org and t.sref = authz.subject_of('team', 'member')) given
    where authz.check(org, given.rel, given.obj, given.sref, team, '{}') = 3)
$$;

-- One after the other, whatever somebody does that could together give themselves a role.
create function authz.settle_reach(org uuid, person uuid) returns void
language sql volatile
set search_path = ''
as $$
  select pg_advisory_xact_lock(hashtextextended('reach' || org::text || person::text, 0))
$$;

create function api.may_without_roles(permission text, object uuid) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
declare
  who record := authz.acting();
begin
  return who.actor is not null and authz.allows(who.org, who.actor, permission, object)
    and authz.holds_without_roles(who.org, who.actor, split_part(permission, '.', 1), split_part(permission, '.', 2), object);
end
$$;
comment on function api.may_without_roles(text, uuid) is 'Whether the actor has a permission on an object, and not by a custom role alone.';

create function api.gives_role(team uuid) returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  who record := authz.acting();
begin
  if who.actor is null then
    return false;
  end if;
  perform authz.settle_reach(who.org, who.actor);
  return authz.gives_role(who.org, team);
end
$$;
comment on function api.gives_role(uuid) is 'Whether whoever is put into a team has a custom role by it. Until the command ends, the actor changes nothing about that elsewhere.';

grant execute on function api.may_without_roles(text, uuid), api.gives_role(uuid) to cw_owner with grant option;
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
