-- Answering questions.

-- Answers questions in their order, each {namespace, object_id, relation, subject: {type, id, relation}, context}; without
-- a subject it is about the actor. Of what the actor can't see the answer is no. Endings: invalid (with
-- field and message), not_yours for somebody else's access to what the actor sees but doesn't share.
create function access.answers(questions jsonb)
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
      select a.rel, a.sref, a.subject, a.context, array_agg(distinct a.object) as ids
      from asked a where a.field is null and a.sref is not null group by 1, 2, 3, 4) g
    cross join lateral unnest(authz.holding(here.org, g.rel, g.ids, g.sref, g.subject, g.context)) h (id)
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
comment on function access.answers(jsonb) is 'Whether subjects hold relations, as far as the actor may know.';
grant execute on function access.answers(jsonb) to m_access;
alter function access.answers(jsonb) owner to cw_access;

-- The relations and permissions that the actor holds on an object, as a list of names.
create function access.held(namespace text, object uuid) returns jsonb
language sql stable security definer
set search_path = ''
as $$
  select coalesce(jsonb_agg(r.key order by r.key), '[]')
  from jsonb_each(access.types() -> namespace -> 'relations') r
  where access.holds(priv.org(), priv.actor(), (r.value ->> 'code')::smallint, object)
$$;
comment on function access.held(text, uuid) is 'What the actor holds on an object.';
grant execute on function access.held(text, uuid) to m_access;
alter function access.held(text, uuid) owner to cw_access;
