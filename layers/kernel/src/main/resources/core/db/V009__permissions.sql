-- Who may do what: tuples of organizations, and the names that their codes stand for. What follows from
-- them is decided by functions that are made from the modules' permissions.fga when a model is installed.
--
-- A decision is a smallint: 0 no, 1 unknown (it would need itself), 2 an error, 3 yes. Only 3 lets pass.

create schema authz;
comment on schema authz is 'Permissions: tuples, custom roles, and the functions that decide.';
grant usage on schema authz to cw_kernel, cw_access, cw_audit, cw_people, cw_search, cw_migrator;
grant create on schema authz, api to cw_access;

set role cw_access;
alter default privileges revoke execute on routines from public;
set role cw_owner;

create table authz.relations (
  code     smallint primary key check (code > 0),
  type     text not null,
  relation text not null,
  unique (type, relation)
);
comment on table authz.relations is 'The codes of relations. A code never changes its meaning and is never given again. Not a tenant''s data: written when a model is installed.';

create table authz.subjects (
  code     smallint primary key,
  type     text not null,
  relation text not null,
  unique (type, relation),
  check ((code < 0) = (relation = '*'))
);
comment on table authz.subjects is 'The codes of kinds of subjects: a type''s objects (no relation), whoever has a relation to one, all of them at once (*, which is the negative of the type''s own code).';

create table authz.conditions (
  code smallint primary key check (code > 0),
  name text not null unique
);
comment on table authz.conditions is 'The codes of conditions; 0 in a tuple is none.';

create table authz.types (
  type   text primary key,
  module text
);
comment on table authz.types is 'The types of the current model, each with the module that owns its objects.';

create table authz.restrictions (
  rel  smallint not null,
  sref smallint not null,
  cond smallint not null,
  primary key (rel, sref, cond)
);
comment on table authz.restrictions is 'Which tuples the current model knows. Others are ignored. Derived relations know none.';

create table authz.models (
  hash         text primary key,
  installed_at timestamptz not null default cell.now(),
  model        jsonb not null,
  current      boolean not null
);
comment on table authz.models is 'The models that were installed; one is current.';
create unique index models_current on authz.models (current) where current;
revoke all on authz.relations, authz.subjects, authz.conditions, authz.types, authz.restrictions, authz.models from public;
grant select on authz.relations, authz.subjects, authz.conditions, authz.types, authz.restrictions, authz.models to cw_access;
grant select on authz.relations to cw_kernel;

create table authz.tuples (
  org_id     uuid not null default priv.org(),
  rel        smallint not null,
  obj        uuid not null,
  sref       smallint not null,
  subj       uuid not null,
  cond       smallint not null default 0,
  cctx       jsonb check (octet_length(cctx::text) <= 4096),
  granted_by uuid,
  created_at timestamptz not null default cell.now(),
  primary key (org_id, rel, obj, sref, subj),
  unique (org_id, sref, subj, rel, obj),
  check ((sref < 0) = (subj = '00000000-0000-0000-0000-000000000000'))
);
comment on table authz.tuples is 'That a subject stands in a relation to an object, by their codes: see authz.relations, authz.subjects and authz.conditions. A subject that is everybody has the nil id.';
comment on column authz.tuples.cctx is 'Values for the condition; they win over the request''s.';

-- A tuple as the trail tells it: by names.
create function authz.told(tuple jsonb) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select jsonb_build_object(
    'org_id', tuple -> 'org_id',
    'namespace', r.type,
    'object_id', tuple -> 'obj',
    'relation', r.relation,
    'subject_ns', s.type,
    'subject_id', case when s.relation is distinct from '*' then tuple -> 'subj' end,
    'subject_rel', nullif(s.relation, ''),
    'condition', (select c.name from authz.conditions c where c.code = (tuple ->> 'cond')::smallint),
    'condition_context', tuple -> 'cctx',
    'granted_by', tuple -> 'granted_by')
  from (values (1)) one
  left join authz.relations r on r.code = (tuple ->> 'rel')::smallint
  left join authz.subjects s on s.code = (tuple ->> 'sref')::smallint
  where tuple is not null
$$;
grant execute on function authz.told(jsonb) to cw_audit;
alter function authz.told(jsonb) owner to cw_access;

call migration.tenant_table('authz.tuples', 'permission', 'object_id', told => 'authz.told');
create policy access on authz.tuples to cw_access using (true) with check (true);
grant select, insert, delete on authz.tuples to cw_access;
-- Not granted to any module: what they may do with tuples is said by the functions below.

create view authz.permission_tuples with (security_invoker) as
  select
    t.org_id, r.type as namespace, t.obj as object_id, r.relation, s.type as subject_ns,
    case when t.sref > 0 then t.subj end as subject_id, nullif(s.relation, '') as subject_rel,
    t.created_at
  from authz.tuples t
  join authz.relations r on r.code = t.rel
  join authz.subjects s on s.code = t.sref;
comment on view authz.permission_tuples is 'Tuples by name.';

create table authz.roles (
  org_id      uuid not null default priv.org(),
  id          uuid not null,
  name        text not null check (char_length(name) between 1 and 100),
  description text check (char_length(description) <= 1000),
  permissions jsonb not null default '[]',
  created_by  uuid not null default priv.actor(),
  deleted_at  timestamptz,
  created_at  timestamptz not null default cell.now(),
  updated_at  timestamptz not null default cell.now(),
  version     bigint not null default 1,
  primary key (org_id, id),
  constraint roles_permissions_size check (jsonb_typeof(permissions) = 'array' and octet_length(permissions::text) <= 16384)
);
comment on table authz.roles is 'An organization''s own roles. What one may do is said by tuples; who has one, too.';
comment on column authz.roles.permissions is 'As they were written: `task:*`, `document:view`.';
create unique index roles_name on authz.roles (org_id, name) where deleted_at is null;
call migration.tenant_table('authz.roles', 'role');

-- The relation that a permission means: of the object's own type where it is asked of an object, of the
-- organization where it is not (organization.edit is its edit, task.create its task_create).
create function authz.relation_of(permission text, on_object boolean) returns smallint
language plpgsql stable
set search_path = ''
as $$
declare
  asked_type constant text := split_part(permission, '.', 1);
  verb constant text := substr(permission, length(asked_type) + 2);
  code smallint;
begin
  if on_object then
    select r.code into code from authz.relations r where r.type = asked_type and r.relation = verb;
  else
    select r.code into code from authz.relations r
    where r.type = 'organization' and r.relation = case asked_type when 'organization' then verb else asked_type || '_' || verb end;
  end if;
  if code is null then
    raise exception 'unknown permission %', permission using errcode = 'CW410';
  end if;
  return code;
end
$$;
alter function authz.relation_of(text, boolean) owner to cw_access;

create function authz.subject_of(subject_type text, subject_relation text) returns smallint
language sql stable
set search_path = ''
as $$
  select s.code from authz.subjects s where s.type = subject_type and s.relation = coalesce(subject_relation, '')
$$;
alter function authz.subject_of(text, text) owner to cw_access;

-- What is asked while no model is installed. Installing one replaces these four; who may call them stays.
create function authz.check(org uuid, rel smallint, obj uuid, sref smallint, subj uuid, ctx jsonb) returns smallint
language plpgsql stable security definer
set search_path = ''
as $$ begin raise exception 'no permission model is installed' using errcode = 'CW500'; end $$;
alter function authz.check(uuid, smallint, uuid, smallint, uuid, jsonb) owner to cw_access;

create function authz.holding(org uuid, rel smallint, objs uuid[], sref smallint, subj uuid, ctx jsonb) returns uuid[]
language plpgsql stable security definer
set search_path = ''
as $$ begin raise exception 'no permission model is installed' using errcode = 'CW500'; end $$;
alter function authz.holding(uuid, smallint, uuid[], smallint, uuid, jsonb) owner to cw_access;

create function authz.reach(org uuid, rel smallint, sref smallint, subj uuid, ctx jsonb, most int, out everything boolean, out ids uuid[])
language plpgsql stable security definer
set search_path = ''
as $$ begin raise exception 'no permission model is installed' using errcode = 'CW500'; end $$;
alter function authz.reach(uuid, smallint, smallint, uuid, jsonb, int) owner to cw_access;

create function authz.list_users(org uuid, rel smallint, obj uuid, type text, ctx jsonb) returns table (sref smallint, subj uuid)
language plpgsql stable security definer
set search_path = ''
as $$ begin raise exception 'no permission model is installed' using errcode = 'CW500'; end $$;
alter function authz.list_users(uuid, smallint, uuid, text, jsonb) owner to cw_access;

-- Decides as if further tuples were there, by their codes: [{rel, obj, sref, subj, cond, cctx}]. They win over
-- those that are there. Nothing stays.
create function authz.check_with(org uuid, rel smallint, obj uuid, sref smallint, subj uuid, ctx jsonb, tuples jsonb) returns smallint
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  answer smallint;
begin
  begin
    delete from authz.tuples t
    using jsonb_to_recordset(tuples) as w (rel smallint, obj uuid, sref smallint, subj uuid)
    where t.org_id = org and (t.rel, t.obj, t.sref, t.subj) = (w.rel, w.obj, w.sref, w.subj);
    insert into authz.tuples (org_id, rel, obj, sref, subj, cond, cctx)
    select distinct on (w.rel, w.obj, w.sref, w.subj) org, w.rel, w.obj, w.sref, w.subj, coalesce(w.cond, 0), w.cctx
    from jsonb_to_recordset(tuples) as w (rel smallint, obj uuid, sref smallint, subj uuid, cond smallint, cctx jsonb);
    answer := authz.check(org, rel, obj, sref, subj, ctx);
    raise exception 'undone' using errcode = 'CW001';
  exception
    when sqlstate 'CW001' then
      null; -- The tuples are gone; the answer remains.
  end;
  return answer;
end
$$;
alter function authz.check_with(uuid, smallint, uuid, smallint, uuid, jsonb, jsonb) owner to cw_access;

-- The user who acts as a member of the context's organization, or nulls: nobody else holds permissions.
create function authz.acting(out org uuid, out actor uuid)
language plpgsql stable
set search_path = ''
as $$
declare
  token constant text := nullif(current_setting('cw.context', true), '');
  fields text[];
begin
  if token is not null then
    fields := priv.verified(token);
    if fields[3] = 'member' then
      org := nullif(fields[4], '')::uuid;
      actor := nullif(fields[5], '')::uuid;
    end if;
  end if;
end
$$;
alter function authz.acting() owner to cw_access;

-- Whether a user has a permission on an object, or, where there is none, in the whole organization.
create function authz.allows(org uuid, actor uuid, permission text, object uuid) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return org is not null and actor is not null and 3 = authz.check(
    org, authz.relation_of(permission, object is not null), coalesce(object, org),
    authz.subject_of('user', ''), actor, '{}');
end
$$;
alter function authz.allows(uuid, uuid, text, uuid) owner to cw_access;

create function api.may(permission text, object uuid default null) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
declare
  who record := authz.acting();
begin
  return authz.allows(who.org, who.actor, permission, object);
end
$$;
comment on function api.may(text, uuid) is 'Whether the actor has a permission on an object, or, without one, in the whole organization.';
alter function api.may(text, uuid) owner to cw_access;

create function api.holding(permission text, ids uuid[]) returns setof uuid
language plpgsql stable security definer rows 100
set search_path = ''
as $$
declare
  who record := authz.acting();
begin
  if who.actor is not null then
    return query select h.id from unnest(authz.holding(
      who.org, authz.relation_of(permission, true), ids, authz.subject_of('user', ''), who.actor, '{}')) h (id);
  end if;
end
$$;
comment on function api.holding(text, uuid[]) is 'Those of the objects on which the actor has a permission.';
alter function api.holding(text, uuid[]) owner to cw_access;

create function api.reach(permission text, most int, out everything boolean, out ids uuid[])
language plpgsql stable security definer
set search_path = ''
as $$
declare
  who record := authz.acting();
begin
  everything := false;
  ids := '{}';
  if who.actor is not null then
    select r.everything, r.ids into everything, ids
    from authz.reach(who.org, authz.relation_of(permission, true), authz.subject_of('user', ''), who.actor, '{}', most) r;
  end if;
end
$$;
comment on function api.reach(text, int) is 'All objects on which the actor has a permission: everything of the type, or these ids; no ids where there are more than `most`.';
alter function api.reach(text, int) owner to cw_access;

-- Whether the model knows tuples of this kind, with this condition (null: without).
create function authz.knows(object_type text, relation text, subject_type text, subject_relation text, condition text) returns boolean
language sql stable
set search_path = ''
as $$
  select exists (
    select
    from authz.relations r
    join authz.restrictions x on x.rel = r.code
    where r.type = object_type and r.relation = knows.relation
      and x.sref = authz.subject_of(subject_type, subject_relation)
      and x.cond = case when condition is null then 0 else (select c.code from authz.conditions c where c.name = condition) end)
$$;
alter function authz.knows(text, text, text, text, text) owner to cw_access;

-- Writes a tuple; false where it is there already. Only for other functions: it asks nobody.
create function authz.put(
  org uuid, object_type text, object uuid, relation text, subject_type text, subject uuid, subject_relation text,
  granted_by uuid, condition text default null, condition_context jsonb default null)
returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  if not authz.knows(object_type, relation, subject_type, subject_relation, condition) then
    raise exception 'the model relates no % as % of a %', concat_ws('#', subject_type, subject_relation), relation, object_type
      using errcode = 'CW500';
  end if;
  insert into authz.tuples (org_id, rel, obj, sref, subj, cond, cctx, granted_by)
  values (
    org,
    (select r.code from authz.relations r where r.type = object_type and r.relation = put.relation),
    object,
    authz.subject_of(subject_type, subject_relation),
    case when subject_relation = '*' then '00000000-0000-0000-0000-000000000000' else subject end,
    coalesce((select c.code from authz.conditions c where c.name = condition), 0),
    condition_context,
    put.granted_by)
  on conflict do nothing;
  return found;
end
$$;
alter function authz.put(uuid, text, uuid, text, text, uuid, text, uuid, text, jsonb) owner to cw_access;

-- Takes a tuple away; false where there is none. Only for other functions: it asks nobody.
create function authz.take(
  org uuid, object_type text, object uuid, relation text, subject_type text, subject uuid, subject_relation text)
returns boolean
language plpgsql volatile
set search_path = ''
as $$
begin
  delete from authz.tuples t
  where t.org_id = org
    and t.rel = (select r.code from authz.relations r where r.type = object_type and r.relation = take.relation)
    and t.obj = object
    and t.sref = authz.subject_of(subject_type, subject_relation)
    and t.subj = case when subject_relation = '*' then '00000000-0000-0000-0000-000000000000' else subject end;
  return found;
end
$$;
alter function authz.take(uuid, text, uuid, text, text, uuid, text) owner to cw_access;

-- Refuses a caller whose module doesn't own a type's objects.
create function authz.only_for_owner_of(object_type text) returns void
language plpgsql stable
set search_path = ''
as $$
begin
  perform from authz.types t where t.type = object_type and 'm_' || t.module = session_user;
  if not found then
    raise exception '% may not relate anything to a %', session_user, object_type using errcode = 'CW500';
  end if;
end
$$;
alter function authz.only_for_owner_of(text) owner to cw_access;

create function api.relate(
  object_type text, object uuid, relation text, subject_type text, subject uuid, subject_relation text default null)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform authz.only_for_owner_of(object_type);
  return authz.put(priv.org(), object_type, object, relation, subject_type, subject, subject_relation, priv.actor());
end
$$;
comment on function api.relate(text, uuid, text, text, uuid, text) is 'Relates a subject to an object of the calling module. Whether they are there is for the caller to know. False where they are related already.';
alter function api.relate(text, uuid, text, text, uuid, text) owner to cw_access;

create function api.unrelate(
  object_type text, object uuid, relation text, subject_type text, subject uuid, subject_relation text default null)
returns boolean
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform authz.only_for_owner_of(object_type);
  return authz.take(priv.org(), object_type, object, relation, subject_type, subject, subject_relation);
end
$$;
comment on function api.unrelate(text, uuid, text, text, uuid, text) is 'Takes away what api.relate wrote, or a grant. False where there is none.';
alter function api.unrelate(text, uuid, text, text, uuid, text) owner to cw_access;

-- Takes away every tuple of the context's organization that names this object or subject, as when it is gone.
create function authz.forget(type text, id uuid) returns void
language sql volatile security definer
set search_path = ''
as $$
  delete from authz.tuples t
  where t.org_id = (select priv.org())
    and t.rel = any (array(select r.code from authz.relations r where r.type = forget.type)) and t.obj = id;
  delete from authz.tuples t
  where t.org_id = (select priv.org())
    and t.sref = any (array(select s.code from authz.subjects s where s.type = forget.type)) and t.subj = id;
$$;
alter function authz.forget(text, uuid) owner to cw_access;

-- Who may call: modules through migration.calls, the kernel when a call begins. The owner passes on the rest.
set role cw_access;
grant execute on function
  api.may(text, uuid), api.holding(text, uuid[]), api.reach(text, int),
  api.relate(text, uuid, text, text, uuid, text), api.unrelate(text, uuid, text, text, uuid, text)
  to cw_owner with grant option;
grant execute on function
  authz.check(uuid, smallint, uuid, smallint, uuid, jsonb),
  authz.holding(uuid, smallint, uuid[], smallint, uuid, jsonb),
  authz.reach(uuid, smallint, smallint, uuid, jsonb, int),
  authz.list_users(uuid, smallint, uuid, text, jsonb),
  authz.check_with(uuid, smallint, uuid, smallint, uuid, jsonb, jsonb),
  authz.allows(uuid, uuid, text, uuid), authz.relation_of(text, boolean), authz.subject_of(text, text),
  authz.forget(text, uuid)
  to cw_owner with grant option;
grant execute on function authz.allows(uuid, uuid, text, uuid), authz.check(uuid, smallint, uuid, smallint, uuid, jsonb) to cw_kernel;
set role cw_owner;
