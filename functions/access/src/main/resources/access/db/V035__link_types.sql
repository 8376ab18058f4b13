-- A type that isn't there is told before anything else of a link.

grant create on schema access to cw_access;
set role cw_access;

-- Links two things. Endings: unknown_type, type_without_links, not_found, not_yours, each with the field of the
-- end it is about; to_itself; linked, with the link that is there already; unassignable, not_shared.
create or replace function access.link(link_id uuid, from_end jsonb, to_end jsonb, as_what text)
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
  where u.why is not null and (
    (from_end ->> 'id')::uuid <> (to_end ->> 'id')::uuid or u.why in ('unknown_type', 'type_without_links'))
  order by array_position(array['unknown_type', 'type_without_links', 'not_found', 'not_yours'], u.why), e.place
  limit 1;
  if found then
    return next;
    return;
  end if;

  -- An id is one thing's, whatever type it is said to be of.
  if (from_end ->> 'id')::uuid = (to_end ->> 'id')::uuid then
    ending := 'to_itself';
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

set role cw_owner;
revoke create on schema access from cw_access;
