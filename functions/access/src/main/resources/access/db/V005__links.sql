-- Links between any two things: `contact 7 is associated with document 9`.

grant create on schema access to cw_access;

call migration.event('entity.linked', 'access');
call migration.event('entity.unlinked', 'access');

create table access.entity_links (
  org_id       uuid not null default priv.org(),
  id           uuid not null,
  source_type  text not null,
  source_id    uuid not null,
  target_type  text not null,
  target_id    uuid not null,
  relationship text not null check (relationship ~ '^[a-z][a-z0-9]*(_[a-z0-9]+)*$' and char_length(relationship) <= 50),
  grants       boolean not null default false,
  created_by   uuid not null default priv.actor(),
  created_at   timestamptz not null default cell.now(),
  primary key (org_id, id),
  constraint entity_links_once unique (org_id, source_type, source_id, target_type, target_id, relationship),
  constraint entity_links_source foreign key (org_id, source_type, source_id)
    references core.entities (org_id, type, id) on delete cascade,
  constraint entity_links_target foreign key (org_id, target_type, target_id)
    references core.entities (org_id, type, id) on delete cascade,
  constraint entity_links_apart check (source_id <> target_id)
);
comment on table access.entity_links is 'That one thing is linked to another. Read from both ends. Gone when either of them is.';
comment on column access.entity_links.grants is 'Whether the team at one end sees the other because of this link: the tuple goes with it.';
create index entity_links_target on access.entity_links (org_id, target_type, target_id);
call migration.tenant_table('access.entity_links', 'link');
create policy access on access.entity_links to cw_access using (true) with check (true);
grant select, insert, update (grants), delete on access.entity_links to cw_access;
-- Not granted to m_access: links are written and read by the functions below, which ask about both ends.

-- The entity type that paths call by this name; null where the cell has none.
create function access.type_called(collection text) returns text
language sql stable security definer
set search_path = ''
as 'select t.type from core.entity_types t where t.collection = type_called.collection';
grant execute on function access.type_called(text) to m_access;
alter function access.type_called(text) owner to cw_access;

-- Whether there is a thing for the actor: live, and theirs to view.
create function access.there(type text, id uuid) returns boolean
language sql stable security definer
set search_path = ''
as 'select access.sees(priv.org(), priv.actor(), access.types(), type, id)';
grant execute on function access.there(text, uuid) to m_access;
alter function access.there(text, uuid) owner to cw_access;

-- Why somebody can't link a thing: its type is no entity's, it has no permission `link`, it isn't there
-- for them, or they may see it and not link it. Null where they can.
create function access.unlinkable(org uuid, person uuid, types jsonb, type text, id uuid) returns text
language sql stable
set search_path = ''
as $$
  select case
    when not exists (select from core.entity_types t where t.type = unlinkable.type) then 'unknown_type'
    when types #> array[unlinkable.type, 'relations', 'link'] is null then 'type_without_links'
    when access.sees(org, person, types, unlinkable.type, unlinkable.id) is not true then 'not_found'
    when not access.holds(org, person, types, unlinkable.type, 'link', unlinkable.id) then 'not_yours'
  end
$$;
alter function access.unlinkable(uuid, uuid, jsonb, text, uuid) owner to cw_access;

-- A link as it is answered and told.
create function access.told(link access.entity_links) returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'source', jsonb_build_object('type', link.source_type, 'id', link.source_id),
    'target', jsonb_build_object('type', link.target_type, 'id', link.target_id),
    'relationship', link.relationship)
$$;
alter function access.told(access.entity_links) owner to cw_access;

-- The tuple by which an assigned team sees what it is assigned to; null for a link that assigns no team.
create function access.assignment(link access.entity_links) returns jsonb
language sql immutable
set search_path = ''
as $$
  select jsonb_build_object(
    'namespace', case when source_is_team then link.target_type else link.source_type end,
    'object_id', case when source_is_team then link.target_id else link.source_id end,
    'relation', 'viewer',
    'subject', jsonb_build_object(
      'type', 'team', 'id', case when source_is_team then link.source_id else link.target_id end, 'relation', 'member'))
  from (select link.source_type = 'team') s (source_is_team)
  where link.relationship = 'assigned' and 'team' in (link.source_type, link.target_type)
$$;
alter function access.assignment(access.entity_links) owner to cw_access;

-- Whether a team sees a thing is said by a grant from now on, and no longer by the link that assigns it: somebody
-- granted it, or took it back.
create function access.disown(org uuid, tuple jsonb) returns void
language sql volatile
set search_path = ''
as $$
  update access.entity_links l
  set grants = false
  where l.org_id = org and l.grants
    and tuple ->> 'relation' = 'viewer' and tuple #>> '{subject,type}' = 'team' and tuple #>> '{subject,relation}' = 'member'
    and (l.source_type, l.source_id, l.target_type, l.target_id) in (
      (tuple ->> 'namespace', (tuple ->> 'object_id')::uuid, 'team', (tuple #>> '{subject,id}')::uuid),
      ('team', (tuple #>> '{subject,id}')::uuid, tuple ->> 'namespace', (tuple ->> 'object_id')::uuid))
$$;
alter function access.disown(uuid, jsonb) owner to cw_access;

-- Lets an assigned team see. Answers what stands in the way: the type admits no team, or the actor may not
-- share the thing.
create function access.assign(link access.entity_links) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  types jsonb := access.types();
  tuple jsonb := access.assignment(link);
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  team uuid := (tuple #>> '{subject,id}')::uuid;
begin
  if not authz.knows(namespace, 'viewer', 'team', 'member', null) then
    return 'unassignable';
  elsif not (access.holds(link.org_id, priv.actor(), types, namespace, 'share', object)
    and access.holds(link.org_id, priv.actor(), types, namespace, 'viewer', object)) then
    return 'not_shared';
  end if;
  if authz.put(link.org_id, namespace, object, 'viewer', 'team', team, 'member', priv.actor()) then
    update access.entity_links l set grants = true where l.org_id = link.org_id and l.id = link.id;
    perform access.tell('permission.granted', tuple);
  end if;
  return null;
end
$$;
alter function access.assign(access.entity_links) owner to cw_access;

-- Links two things. Endings: unknown_type, type_without_links, not_found, not_yours, each with the field of the
-- end it is about; linked, with the link that is there already; unassignable, not_shared.
create function access.link(link_id uuid, from_end jsonb, to_end jsonb, as_what text)
returns table (
  ending text, field text, id uuid, source jsonb, target jsonb, relationship text, created_by uuid, created_at timestamptz)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  types jsonb := access.types();
  made access.entity_links;
begin
  -- What is wrong with the request comes before what is not there, and that before what is not allowed.
  select u.why, e.field into ending, field
  from (values (1, 'source', from_end), (2, 'target', to_end)) e (place, field, thing)
  cross join lateral (
    select access.unlinkable(priv.org(), priv.actor(), types, e.thing ->> 'type', (e.thing ->> 'id')::uuid)) u (why)
  where u.why is not null
  order by array_position(array['unknown_type', 'type_without_links', 'not_found', 'not_yours'], u.why), e.place
  limit 1;
  if found then
    return next;
    return;
  end if;

  insert into access.entity_links as l (org_id, id, source_type, source_id, target_type, target_id, relationship)
  values (
    priv.org(), link_id, from_end ->> 'type', (from_end ->> 'id')::uuid, to_end ->> 'type', (to_end ->> 'id')::uuid, as_what)
  on conflict on constraint entity_links_once do nothing
  returning l.* into made;
  if not found then
    ending := 'linked';
    select l.* into made
    from access.entity_links l
    where l.org_id = priv.org() and l.source_type = from_end ->> 'type' and l.source_id = (from_end ->> 'id')::uuid
      and l.target_type = to_end ->> 'type' and l.target_id = (to_end ->> 'id')::uuid and l.relationship = as_what;
  elsif access.assignment(made) is not null then
    ending := access.assign(made);
  end if;

  id := made.id;
  source := from_end;
  target := to_end;
  relationship := as_what;
  created_by := made.created_by;
  created_at := made.created_at;
  if ending is null then
    perform api.emit('entity.linked', 'link', made.id, 1, access.told(made));
  end if;
  return next;
end
$$;
comment on function access.link(uuid, jsonb, jsonb, text) is 'Links two things that the actor may both link.';
grant execute on function access.link(uuid, jsonb, jsonb, text) to m_access;
alter function access.link(uuid, jsonb, jsonb, text) owner to cw_access;

-- Takes away what a link granted, unless another link assigns the same team to the same thing: then that one
-- grants it from now on.
create function access.unassign(link access.entity_links) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  tuple jsonb := access.assignment(link);
begin
  update access.entity_links l
  set grants = true
  where l.org_id = link.org_id and l.source_type = link.target_type and l.source_id = link.target_id
    and l.target_type = link.source_type and l.target_id = link.source_id and l.relationship = link.relationship;
  if not found and authz.take(
    link.org_id, tuple ->> 'namespace', (tuple ->> 'object_id')::uuid, 'viewer',
    'team', (tuple #>> '{subject,id}')::uuid, 'member') then
    perform access.tell('permission.revoked', tuple);
  end if;
end
$$;
alter function access.unassign(access.entity_links) owner to cw_access;

-- Removes a link: for who may link either end. A link that grants takes who shares the thing, or who may link the
-- team: that gives up its own. Endings: not_found for who sees neither end, not_yours.
create function access.unlink(link_id uuid) returns table (ending text)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  gone access.entity_links;
  tuple jsonb;
  why text[];
begin
  select l.* into gone from access.entity_links l where l.org_id = org and l.id = link_id for update;
  if not found then
    ending := 'not_found';
    return next;
    return;
  end if;

  why := array[
    access.unlinkable(org, actor, types, gone.source_type, gone.source_id),
    access.unlinkable(org, actor, types, gone.target_type, gone.target_id)];
  tuple := access.assignment(gone);
  ending := case
    when array_position(why, null) is null then case when 'not_yours' = any (why) then 'not_yours' else 'not_found' end
    when gone.grants
      and access.unlinkable(org, actor, types, 'team', (tuple #>> '{subject,id}')::uuid) is not null
      and not access.holds(org, actor, types, tuple ->> 'namespace', 'share', (tuple ->> 'object_id')::uuid) then 'not_yours'
  end;

  if ending is null then
    delete from access.entity_links l where l.org_id = org and l.id = link_id;
    if gone.grants then
      perform access.unassign(gone);
    end if;
    perform api.emit('entity.unlinked', 'link', gone.id, 2, access.told(gone));
  end if;
  return next;
end
$$;
comment on function access.unlink(uuid) is 'Removes a link of which the actor may link an end.';
grant execute on function access.unlink(uuid) to m_access;
alter function access.unlink(uuid) owner to cw_access;

-- Those of some things of one type that the actor may view. Few are checked together; of many, what the actor
-- reaches is fetched, and only where that is more still are all of them checked.
create function access.viewable(types jsonb, type text, ids uuid[]) returns setof uuid
language plpgsql stable
set search_path = ''
as $$
declare
  org constant uuid := priv.org();
  actor constant uuid := priv.actor();
  view constant smallint := types #>> array[viewable.type, 'relations', 'view', 'code'];
  person constant smallint := authz.subject_of('user', '');
  reached record;
begin
  if view is null then
    return query select i.id from unnest(ids) i (id) where access.sees(org, actor, types, viewable.type, i.id);
    return;
  end if;
  if cardinality(ids) > 100 then
    select r.everything, r.ids into reached from authz.reach(org, view, person, actor, '{}', 1000) r;
    if reached.everything then
      return query select unnest(ids);
      return;
    elsif reached.ids is not null then
      return query select unnest(ids) intersect select unnest(reached.ids);
      return;
    end if;
  end if;
  return query select unnest(authz.holding(org, view, ids, person, actor, '{}'));
end
$$;
alter function access.viewable(jsonb, text, uuid[]) owner to cw_access;

-- The links of a thing, from both ends, each with what is at the other end; only those whose other end the actor
-- may view. Of one type, or of any where that is null. For a thing that isn't there for the actor, none.
create function access.links_of(type text, id uuid, other_type text)
returns table (
  link_id uuid, source jsonb, target jsonb, relationship text, outgoing boolean, created_by uuid, created_at timestamptz,
  other_id uuid, other text, title text, subtitle text, status text, avatar text, url text)
language plpgsql stable security definer rows 50
set search_path = ''
as $$
declare
  types jsonb := access.types();
begin
  if access.there(links_of.type, links_of.id) is not true then
    return;
  end if;
  return query
    with links as materialized (
      select l.id, access.told(l) as told, l.relationship, true as outgoing, l.created_by, l.created_at,
        l.target_type as end_type, l.target_id as end_id
      from access.entity_links l
      where l.org_id = (select priv.org()) and l.source_type = links_of.type and l.source_id = links_of.id
        and l.target_type = coalesce(other_type, l.target_type)
      union all
      select l.id, access.told(l), l.relationship, false, l.created_by, l.created_at, l.source_type, l.source_id
      from access.entity_links l
      where l.org_id = (select priv.org()) and l.target_type = links_of.type and l.target_id = links_of.id
        and l.source_type = coalesce(other_type, l.source_type)
    ), seen as materialized (
      select v.id
      from (
        select e.end_type, array_agg(distinct e.end_id) as ids from links e group by e.end_type) ends
      cross join lateral access.viewable(types, ends.end_type, ends.ids) v (id)
    )
    select l.id, l.told -> 'source', l.told -> 'target', l.relationship, l.outgoing, l.created_by, l.created_at,
      e.id, e.type, e.title, e.subtitle, e.status, e.avatar, e.url
    from links l
    join core.entities e on e.org_id = (select priv.org()) and e.type = l.end_type and e.id = l.end_id
    where e.deleted_at is null and l.end_id in (select s.id from seen s);
end
$$;
comment on function access.links_of(text, uuid, text) is 'What is linked to a thing, as far as the actor may view it.';
grant execute on function access.links_of(text, uuid, text) to m_access;
alter function access.links_of(text, uuid, text) owner to cw_access;

revoke create on schema access from cw_access;
