-- Who has what, why, and what a change would do.

grant create on schema access to cw_access;
grant select (org_id, id, type, title, deleted_at, created_at, updated_at) on core.entities to m_access;

-- Why a subject may or may not. Of one's own access one is told why one may; all else is for who may see others'
-- access. Endings: invalid (with field and message), no_object, not_yours.
create function access.explain(question jsonb) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  object uuid := (question ->> 'object_id')::uuid;
  subject_type text := coalesce(question #>> '{subject,type}', 'user');
  subject_relation text := question #>> '{subject,relation}';
  subject uuid := coalesce((question #>> '{subject,id}')::uuid, actor);
begin
  select n.field, n.message into field, message
  from access.named(types, namespace, question ->> 'relation', subject_type, subject_relation) n;
  if field is not null then
    ending := 'invalid';
  elsif access.sees(org, actor, types, namespace, object) is not true then
    ending := 'no_object';
  else
    told := authz.explain(
      org, namespace, access.relation(namespace, question ->> 'relation'), object, subject_type, subject, subject_relation,
      coalesce(nullif(question -> 'context', 'null'), '{}'));
    if not access.sees_access(org, actor, types, namespace, object)
      and not (subject_type = 'user' and subject_relation is null and subject = actor and told ->> 'result' = 'true') then
      ending := 'not_yours';
      told := null;
    end if;
  end if;
  return next;
end
$$;
grant execute on function access.explain(jsonb) to m_access;
alter function access.explain(jsonb) owner to cw_access;

-- What a question about others' access to a thing is refused for, or null. Only for other functions.
create function access.refusal(org uuid, actor uuid, types jsonb, question jsonb)
returns table (ending text, field text, message text)
language sql stable
set search_path = ''
as $$
  select
    case
      when n.field is not null then 'invalid'
      when access.sees(org, actor, types, question ->> 'namespace', (question ->> 'object_id')::uuid) is not true then 'no_object'
      when not access.sees_access(org, actor, types, question ->> 'namespace', (question ->> 'object_id')::uuid) then 'not_yours'
    end,
    n.field, n.message
  from access.named(
    types, question ->> 'namespace', coalesce(question ->> 'relation', (
      select r from jsonb_object_keys(types #> array[question ->> 'namespace', 'relations']) r limit 1)),
    coalesce(question ->> 'type', 'user'), null) n
$$;
alter function access.refusal(uuid, uuid, jsonb, jsonb) owner to cw_access;

-- Whom a relation to a thing is made of, one step deep. Endings as of access.explain.
create function access.expand(question jsonb) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  namespace text := question ->> 'namespace';
begin
  select r.ending, r.field, r.message into ending, field, message
  from access.refusal(org, priv.actor(), access.types(), question) r;
  if ending is null then
    told := authz.expand(org, namespace, access.relation(namespace, question ->> 'relation'), (question ->> 'object_id')::uuid);
  end if;
  return next;
end
$$;
grant execute on function access.expand(jsonb) to m_access;
alter function access.expand(jsonb) owner to cw_access;

-- Who has which relation to a thing, directly and through others, with the way; from behind a place on. Endings, in a
-- single row, as of access.explain.
create function access.audit(namespace text, object uuid, after text, most int)
returns table (
  ending text, field text, message text,
  place text, subject_type text, subject uuid, subject_relation text, relation text, inherited boolean, path jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  refusal record;
begin
  select r.* into refusal
  from access.refusal(org, priv.actor(), access.types(), jsonb_build_object('namespace', namespace, 'object_id', object)) r;
  if refusal.ending is not null then
    return query select refusal.ending, refusal.field, refusal.message, null, null, null::uuid, null, null, null::boolean, null::jsonb;
    return;
  end if;
  return query
    select null, null, null, l.place, l.subject_type, l.subject, l.subject_relation, l.relation, l.inherited, jsonb_build_object('steps', l.path)
    from authz.access_list(org, namespace, object, null, after, most) l;
end
$$;
grant execute on function access.audit(text, uuid, text, int) to m_access;
alter function access.audit(text, uuid, text, int) owner to cw_access;

-- The things of a type to which a subject has a relation, as many as asked at most, and whether those are all. Of one's own
-- one is told what one may view; others' are for who may see everybody's access. Endings as of access.explain.
create function access.objects(question jsonb, most int)
returns table (ending text, field text, message text, complete boolean, id uuid)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  subject_type text := coalesce(question #>> '{subject,type}', 'user');
  subject_relation text := question #>> '{subject,relation}';
  subject uuid := coalesce((question #>> '{subject,id}')::uuid, actor);
  own boolean := subject_type = 'user' and subject_relation is null and subject = actor;
  context jsonb := coalesce(nullif(question -> 'context', 'null'), '{}');
  viewing smallint := types #>> array[namespace, 'relations', 'view', 'code'];
  named record;
  everything boolean;
  ids uuid[];
begin
  select n.* into named from access.named(types, namespace, question ->> 'relation', subject_type, subject_relation) n;
  if named.field is not null then
    return query select 'invalid', named.field, named.message, null::boolean, null::uuid;
    return;
  elsif not own and not access.holds(org, actor, types, 'organization', 'permission_view', org) then
    return query select 'not_yours', null, null, null::boolean, null::uuid;
    return;
  end if;
  select r.everything, r.ids into everything, ids
  from authz.reach(org, named.rel, named.sref, subject, context, most + 1) r;
  if everything then
    ids := array(
      select e.id from core.entities e
      where e.org_id = org and e.type = namespace and e.deleted_at is null
      order by e.id limit most + 1);
  elsif ids is null then
    -- Too many to know them all: some of the newest.
    ids := authz.holding(org, named.rel, array(
      select e.id from core.entities e
      where e.org_id = org and e.type = namespace and e.deleted_at is null
      order by e.id desc limit most * 4), named.sref, subject, context);
    complete := false;
  end if;
  complete := coalesce(complete, cardinality(ids) <= most);
  ids := ids[:most];
  if own and viewing is not null then
    ids := authz.holding(org, viewing, ids, named.sref, subject, context);
  end if;
  return query
    select null, null, null, complete, i.id
    from (values (1)) one
    left join unnest(ids) i (id) on true
    order by i.id;
end
$$;
grant execute on function access.objects(jsonb, int) to m_access;
alter function access.objects(jsonb, int) owner to cw_access;

-- The subjects of a type who have a relation to a thing. Endings as of access.explain.
create function access.subjects(question jsonb, most int)
returns table (ending text, field text, message text, complete boolean, type text, id uuid, relation text)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  refusal record;
begin
  select r.* into refusal from access.refusal(org, priv.actor(), types, question) r;
  if refusal.ending is not null then
    return query select refusal.ending, refusal.field, refusal.message, null::boolean, null, null::uuid, null;
    return;
  end if;
  return query
    with found as materialized (
      select s.type, case when s.code > 0 then u.subj end as id, nullif(s.relation, '') as relation
      from authz.list_users(
        org, (types #>> array[namespace, 'relations', access.relation(namespace, question ->> 'relation'), 'code'])::smallint,
        (question ->> 'object_id')::uuid, coalesce(question ->> 'type', 'user'), coalesce(nullif(question -> 'context', 'null'), '{}')) u
      join authz.subjects s on s.code = u.sref
      limit most + 1
    )
    select null, null, null, (select count(*) <= most from found), f.type, f.id, f.relation
    from (values (1)) one
    left join (select * from found order by 1, 2 limit most) f on true;
end
$$;
grant execute on function access.subjects(jsonb, int) to m_access;
alter function access.subjects(jsonb, int) owner to cw_access;

-- What people would gain and lose by changes, none of which is made. For who may see everybody's access. Endings: invalid
-- (with field and message).
create function access.what_if(changes jsonb, permissions text[]) returns table (ending text, field text, message text, told jsonb)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if not api.may('permission.view') then
    raise exception 'only for who may see everybody''s access' using errcode = 'CW403';
  end if;
  select 'invalid', 'permissions[' || p.ordinality - 1 || ']', 'is not a relation of this cell, such as task#view' into ending, field, message
  from unnest(permissions) with ordinality p (name, ordinality)
  where access.types() #> array[split_part(p.name, '#', 1), 'relations', split_part(p.name, '#', 2)] is null
  limit 1;
  if found then
    return next;
    return;
  end if;
  begin
    told := authz.compare(priv.org(), changes, permissions);
  exception when sqlstate 'CW422' then
    ending := 'invalid';
    field := 'changes';
    message := sqlerrm;
  end;
  return next;
end
$$;
grant execute on function access.what_if(jsonb, text[]) to m_access;
alter function access.what_if(jsonb, text[]) owner to cw_access;

-- Adds tuples for the rest of a command that its caller undoes: questions are answered as if they were there. For who may
-- see others' access to all that the tuples and questions name. Endings: invalid (with field and message), no_object,
-- not_yours.
create function access.suppose(questions jsonb, tuples jsonb) returns table (ending text, field text, message text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  supposed record;
begin
  for supposed in
    select t.ordinality - 1 as place, t.value, g.field, g.message
    from jsonb_array_elements(tuples) with ordinality t
    cross join lateral access.grantable(types, t.value) g
  loop
    if supposed.field is not null then
      ending := 'invalid';
      field := 'contextual_tuples[' || supposed.place || '].' || supposed.field;
      message := supposed.message;
      return next;
      return;
    end if;
  end loop;
  select case when access.sees(org, actor, types, n.namespace, n.object) then 'not_yours' else 'no_object' end into ending
  from (
    select distinct x.value ->> 'namespace', (x.value ->> 'object_id')::uuid
    from jsonb_array_elements(questions || tuples) x) n (namespace, object)
  where types ? n.namespace and not access.sees_access(org, actor, types, n.namespace, n.object)
  limit 1;
  if ending is null then
    perform authz.put(
      org, t.value ->> 'namespace', (t.value ->> 'object_id')::uuid, access.relation(t.value ->> 'namespace', t.value ->> 'relation'),
      t.value #>> '{subject,type}', (t.value #>> '{subject,id}')::uuid, t.value #>> '{subject,relation}',
      actor, t.value #>> '{condition,name}', t.value #> '{condition,context}')
    from jsonb_array_elements(tuples) t;
  end if;
  return next;
end
$$;
grant execute on function access.suppose(jsonb, jsonb) to m_access;
alter function access.suppose(jsonb, jsonb) owner to cw_access;

revoke create on schema access from cw_access;
