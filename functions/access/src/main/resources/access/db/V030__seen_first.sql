-- Of others, too, the answer is no about what they can't see, however it is asked.

grant create on schema access to cw_access;
set role cw_access;

-- The relation by which things of a type are seen; null for a type that has none, and for the question whether they are.
create function access.viewing(types jsonb, type text, rel smallint) returns smallint
language sql stable
set search_path = ''
as $$
  select nullif((types #>> array[viewing.type, 'relations', 'view', 'code'])::smallint, rel)
$$;

-- Answers questions in their order, each {namespace, object_id, relation, subject: {type, id, relation}, context}; without
-- a subject it is about the actor. Of what the actor can't see the answer is no, and so it is of what the subject can't.
-- Endings: invalid (with field and message), not_yours for somebody else's access to what the actor sees but doesn't
-- share.
create or replace function access.answers(questions jsonb)
returns table (place int, allowed boolean, ending text, field text, message text)
language sql stable security definer
set search_path = ''
as $$
  with here as materialized (
    select priv.org() as org, priv.actor() as actor, access.types() as types
  ), asked as materialized (
    select
      (q.ordinality - 1)::int as place, n.rel, n.sref, n.field, n.message,
      q.value ->> 'namespace' as namespace, (q.value ->> 'object_id')::uuid as object, s.id as subject,
      s.type = 'user' and s.relation is null and s.id = here.actor as own,
      access.viewing(here.types, q.value ->> 'namespace', n.rel) as viewing,
      coalesce(nullif(q.value -> 'context', 'null'), '{}') as context
    from here
    cross join lateral jsonb_array_elements(questions) with ordinality q
    cross join lateral (
      select coalesce(q.value #>> '{subject,type}', 'user'), q.value #>> '{subject,relation}', coalesce((q.value #>> '{subject,id}')::uuid, here.actor)) as s (type, relation, id)
    cross join lateral access.named(here.types, q.value ->> 'namespace', q.value ->> 'relation', s.type, s.relation) n
  ), things as materialized (
    select a.namespace, array_agg(distinct a.object) as ids, array_agg(distinct a.object) filter (where not a.own) as others
    from asked a where a.field is null group by a.namespace
  ), seen as materialized (
    select t.namespace, i.id
    from here cross join things t
    cross join lateral access.seen(here.org, here.actor, here.types, t.namespace, t.ids) i (id)
  ), shared as materialized (
    select t.namespace, i.id
    from here cross join things t
    cross join lateral unnest(t.others) i (id)
    where access.sees_access(here.org, here.actor, here.types, t.namespace, i.id)
  ), held as materialized (
    select g.rel, g.sref, g.subject, g.context, h.id
    from here
    cross join (
      select a.rel, a.sref, a.subject, a.context, a.own, a.viewing, array_agg(distinct a.object) as ids
      from asked a where a.field is null and a.sref is not null group by 1, 2, 3, 4, 5, 6) g
    cross join lateral (
      select authz.holding(here.org, g.rel, g.ids, g.sref, g.subject, g.context)) done (ids)
    cross join lateral unnest(case
      -- What the actor sees is known by now.
      when g.own or g.viewing is null then done.ids
      else authz.holding(here.org, g.viewing, done.ids, g.sref, g.subject, g.context)
    end) h (id)
  )
  select
    a.place,
    case when a.field is null and (a.own or shared.id is not null or seen.id is null) then seen.id is not null and held.id is not null end,
    case
      when a.field is not null then 'invalid'
      when not a.own and shared.id is null and seen.id is not null then 'not_yours'
    end,
    a.field, a.message
  from asked a
  left join seen on seen.namespace = a.namespace and seen.id = a.object
  left join shared on shared.namespace = a.namespace and shared.id = a.object
  left join held on held.rel = a.rel and held.sref = a.sref and held.subject = a.subject and held.context = a.context and held.id = a.object
  order by a.place
$$;

-- The things of a type to which a subject has a relation, as many as asked at most, and whether those are all: of those
-- that the subject may view. Others' are for who may see everybody's access. Endings as of access.explain.
create or replace function access.objects(question jsonb, most int)
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
  named record;
  viewing smallint;
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
  ids := array(select l.id from access.live(org, namespace, ids) l (id) limit most);
  viewing := access.viewing(types, namespace, named.rel);
  if viewing is not null then
    ids := authz.holding(org, viewing, ids, named.sref, subject, context);
  end if;
  return query
    select null, null, null, complete, i.id
    from (values (1)) one
    left join unnest(ids) i (id) on true
    order by i.id;
end
$$;

-- The subjects of a type who have a relation to a thing that they may view. Endings as of access.explain.
create or replace function access.subjects(question jsonb, most int)
returns table (ending text, field text, message text, complete boolean, type text, id uuid, relation text)
language plpgsql stable security definer
set search_path = ''
as $$
#variable_conflict use_column
declare
  org uuid := priv.org();
  types jsonb := access.types();
  namespace text := question ->> 'namespace';
  word text := access.relation(namespace, question ->> 'relation');
  object uuid := (question ->> 'object_id')::uuid;
  context jsonb := coalesce(nullif(question -> 'context', 'null'), '{}');
  viewing smallint := access.viewing(types, namespace, (types #>> array[namespace, 'relations', word, 'code'])::smallint);
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
      from authz.holders(org, namespace, word, object, coalesce(question ->> 'type', 'user'), context) u
      join authz.subjects s on s.code = u.sref
      where viewing is null or authz.check(org, viewing, object, u.sref, u.subj, context) = 3
      limit most + 1
    )
    select null, null, null, (select count(*) <= most from found), f.type, f.id, f.relation
    from (values (1)) one
    left join (select * from found order by 1, 2 limit most) f on true;
end
$$;

-- Why a subject may or may not. Of one's own access everybody is told, on what they view; others' access is for who may
-- see it. Who would be let, but can't see the thing, is told to lack that. Endings: invalid (with field and message),
-- no_object, not_yours.
create or replace function access.explain(question jsonb) returns table (ending text, field text, message text, told jsonb)
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
  context jsonb := coalesce(nullif(question -> 'context', 'null'), '{}');
  named record;
  unseen jsonb;
  others boolean;
begin
  select n.* into named from access.named(types, namespace, question ->> 'relation', subject_type, subject_relation) n;
  field := named.field;
  message := named.message;
  if field is not null then
    ending := 'invalid';
  elsif access.sees(org, actor, types, namespace, object) is not true then
    ending := 'no_object';
  else
    others := access.sees_access(org, actor, types, namespace, object);
    if not others and not (subject_type = 'user' and subject_relation is null and subject = actor) then
      ending := 'not_yours';
    else
      told := authz.explain(
        org, namespace, access.relation(namespace, question ->> 'relation'), object, subject_type, subject, subject_relation, context);
      if told ->> 'result' = 'true' and access.viewing(types, namespace, named.rel) is not null then
        unseen := authz.explain(org, namespace, 'view', object, subject_type, subject, subject_relation, context);
        if unseen ->> 'result' <> 'true' then
          told := jsonb_build_object(
            'object', told -> 'object', 'relation', told -> 'relation', 'via', 'intersection', 'result', 'false',
            'truncated', unseen -> 'truncated', 'children', jsonb_build_array(unseen - 'truncated'));
        end if;
      end if;
      if not others then
        told := access.own_reasons(org, actor, types, told);
      end if;
    end if;
  end if;
  return next;
end
$$;

set role cw_owner;
revoke create on schema access from cw_access;
