-- Answering questions.

-- Answers questions in their order, each {namespace, object_id, relation, subject: {type, id, relation}, context}; without
-- a subject it is about the actor. Of what the actor can't see the answer is no. Endings: invalid (with
-- field and message), not_yours for somebody else's access to what the actor sees but doesn't share.
create function access.answers(questions jsonb)
returns table (place int, allowed boolean, ending text, field text, message text)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  asked record;
begin
  for asked in
    select
      (q.ordinality - 1)::int as place, n.rel, n.sref, n.field, n.message,
      q.value ->> 'namespace' as namespace,
      (q.value ->> 'object_id')::uuid as object,
      coalesce((q.value #>> '{subject,id}')::uuid, actor) as subject,
      s.type = 'user' and s.relation is null and coalesce((q.value #>> '{subject,id}')::uuid, actor) = actor as own,
      coalesce(nullif(q.value -> 'context', 'null'), '{}') as context
    from jsonb_array_elements(questions) with ordinality q
    cross join lateral (select coalesce(q.value #>> '{subject,type}', 'user'), q.value #>> '{subject,relation}') as s (type, relation)
    cross join lateral access.named(types, q.value ->> 'namespace', q.value ->> 'relation', s.type, s.relation) n
  loop
    place := asked.place;
    field := asked.field;
    message := asked.message;
    allowed := null;
    ending := case
      when asked.field is not null then 'invalid'
      when not (asked.own or access.sees_access(org, actor, types, asked.namespace, asked.object))
        and access.sees(org, actor, types, asked.namespace, asked.object) then 'not_yours'
    end;
    if ending is null then
      allowed := coalesce(
        authz.check(org, asked.rel, asked.object, asked.sref, asked.subject, asked.context) = 3
          and access.sees(org, actor, types, asked.namespace, asked.object),
        false);
    end if;
    return next;
  end loop;
end
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
