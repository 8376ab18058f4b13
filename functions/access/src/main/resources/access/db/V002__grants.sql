-- Granting and revoking.

create table access.objects (
  org_id  uuid not null,
  id      uuid not null,
  changes bigint not null,
  primary key (org_id, id)
);
comment on table access.objects is 'How often what is granted on a thing was changed: numbers its permission events. Outlives the thing, so that no number comes twice.';
alter table access.objects enable row level security, force row level security;
create policy access on access.objects to cw_access using (true) with check (true);
grant select, insert, update (changes) on access.objects to cw_access;
-- Not granted to m_access, and not on the trail: the tuples are.

-- What a grant names, as codes; or which field the model doesn't allow, and why.
--
-- `tuple` is {namespace, object_id, relation, subject: {type, id, relation}, condition: {name, context}}.
create function access.grantable(types jsonb, tuple jsonb)
returns table (rel smallint, sref smallint, nests boolean, field text, message text)
language plpgsql stable
set search_path = ''
as $$
declare
  namespace text := tuple ->> 'namespace';
  relation text := access.relation(namespace, tuple ->> 'relation');
  subject_type text := tuple #>> '{subject,type}';
  subject_relation text := coalesce(tuple #>> '{subject,relation}', '');
  condition text := coalesce(tuple #>> '{condition,name}', '');
  defined jsonb := types #> array[namespace, 'relations', relation];
  admitted jsonb;
begin
  select n.rel, n.sref, n.field, n.message into rel, sref, field, message
  from access.named(types, namespace, relation, subject_type, nullif(subject_relation, '')) n;
  if field is not null then
    return next;
    return;
  end if;

  if jsonb_array_length(coalesce(defined -> 'restrictions', '[]')) = 0 then
    field := 'relation';
    message := 'follows from other relations and can''t be granted';
  elsif coalesce(defined -> 'derived', 'null') <> 'null' then
    field := 'relation';
    message := 'is read from the ' || namespace || ' itself and can''t be granted';
  elsif namespace = 'organization' and subject_type = 'role' then
    field := 'relation';
    message := 'is given to a role by changing the role';
  end if;
  if field is not null then
    return next;
    return;
  end if;

  select jsonb_agg(r) into admitted
  from jsonb_array_elements(defined -> 'restrictions') r
  where r ->> 'type' = subject_type and coalesce(r ->> 'relation', '') = subject_relation
    and not coalesce((r ->> 'wildcard')::boolean, false);
  if admitted is null then
    field := case
      when exists (select from jsonb_array_elements(defined -> 'restrictions') r where r ->> 'type' = subject_type) then 'subject.relation'
      else 'subject.type'
    end;
    message := 'doesn''t fit: the relation admits ' || (
      select string_agg(r ->> 'type' || coalesce('#' || nullif(r ->> 'relation', ''), ''), ', ')
      from jsonb_array_elements(defined -> 'restrictions') r
      where not coalesce((r ->> 'wildcard')::boolean, false));
  elsif not exists (select from jsonb_array_elements(admitted) r where coalesce(r ->> 'condition', '') = condition) then
    field := 'condition';
    message := case
      when exists (select from jsonb_array_elements(admitted) r where coalesce(r ->> 'condition', '') <> '') then
        'must be ' || (select string_agg(coalesce(nullif(r ->> 'condition', ''), 'absent'), ' or ') from jsonb_array_elements(admitted) r)
      else 'must be absent: the relation has none for this subject'
    end;
  else
    nests := subject_type = namespace and subject_relation = relation;
  end if;
  return next;
end
$$;
alter function access.grantable(jsonb, jsonb) owner to cw_access;

-- Whether somebody holds everything that a role gives: nobody appoints others to more than they may themselves.
create function access.holds_all_of(org uuid, person uuid, role uuid) returns boolean
language sql stable
set search_path = ''
as $$
  select not exists (
    select from authz.tuples t
    join authz.subjects s on s.code = t.sref and s.type = 'role' and s.relation = 'assignee'
    where t.org_id = org and t.subj = role and not access.holds(org, person, t.rel, t.obj))
$$;
alter function access.holds_all_of(uuid, uuid, uuid) owner to cw_access;

-- Tells what was changed, numbered among the changes of the same thing.
create function access.tell(type text, tuple jsonb) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  object uuid := (tuple ->> 'object_id')::uuid;
  number bigint;
begin
  insert into access.objects as o (org_id, id, changes) values (priv.org(), object, 1)
  on conflict (org_id, id) do update set changes = o.changes + 1
  returning o.changes into number;
  perform api.emit(type, 'permission', object, number, tuple - 'condition');
end
$$;
grant execute on function api.emit(text, text, uuid, bigint, jsonb) to cw_access;
alter function access.tell(text, jsonb) owner to cw_access;

-- Grants, if the actor holds what is granted and may pass it on. A grant that is there already is left as it
-- is. Endings: invalid (with field and message), no_object, no_subject, not_yours, to_oneself, cycle.
create function access.grant(tuple jsonb) returns table (ending text, field text, message text, changed boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject_type text := tuple #>> '{subject,type}';
  subject uuid := (tuple #>> '{subject,id}')::uuid;
  named record;
begin
  select g.* into named from access.grantable(types, tuple) g;
  changed := false;
  if named.field is not null then
    ending := 'invalid';
    field := named.field;
    message := named.message;
  elsif access.sees(org, actor, types, namespace, object) is not true then
    ending := 'no_object';
  elsif access.sees(org, actor, types, subject_type, subject) is not true then
    ending := 'no_subject';
  elsif namespace = 'role' then
    ending := case
      when not access.holds(org, actor, types, 'organization', 'role_assign', org) then 'not_yours'
      when subject_type = 'user' and subject = actor then 'to_oneself'
      when not access.holds_all_of(org, actor, object) then 'not_yours'
    end;
  elsif not access.holds(org, actor, types, namespace, 'share', object)
    or not (named.nests or access.holds(org, actor, named.rel, object)) then
    ending := 'not_yours';
  end if;

  if ending is null and named.nests then
    -- Two grants may make a cycle together: one waits for the other, then sees it.
    perform pg_advisory_xact_lock(hashtextextended(org::text || named.rel::text, 0));
    if authz.check(org, named.rel, subject, named.sref, object, '{}') = 3 then
      ending := 'cycle';
    end if;
  end if;

  if ending is null then
    -- One that is there under another condition is replaced.
    delete from authz.tuples t
    where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject
      and (t.cctx is distinct from tuple #> '{condition,context}'
        or t.cond <> coalesce((select c.code from authz.conditions c where c.name = tuple #>> '{condition,name}'), 0));
    changed := authz.put(
      org, namespace, object, access.relation(namespace, tuple ->> 'relation'),
      subject_type, subject, tuple #>> '{subject,relation}',
      actor, tuple #>> '{condition,name}', tuple #> '{condition,context}');
    perform access.disown(org, tuple);
    if changed then
      perform access.tell('permission.granted', tuple);
    end if;
  end if;
  return next;
end
$$;
comment on function access.grant(jsonb) is 'Passes on what the actor holds and may share.';
grant execute on function access.grant(jsonb) to m_access;
alter function access.grant(jsonb) owner to cw_access;

-- Revokes. One may take back what one granted and give up what one was granted; besides, who shares the thing may
-- revoke, who assigns roles may take them back, and who may revoke anybody's grant. Endings: invalid,
-- no_object, not_yours.
create function access.revoke(tuple jsonb) returns table (ending text, field text, message text, changed boolean)
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  org uuid := priv.org();
  actor uuid := priv.actor();
  types jsonb := access.types();
  namespace text := tuple ->> 'namespace';
  object uuid := (tuple ->> 'object_id')::uuid;
  subject uuid := (tuple #>> '{subject,id}')::uuid;
  named record;
  granted_by uuid;
begin
  select g.* into named from access.grantable(types, tuple) g;
  changed := false;
  if named.field is not null and named.field <> 'condition' then
    ending := 'invalid';
    field := named.field;
    message := named.message;
    return next;
    return;
  end if;

  select t.granted_by into granted_by
  from authz.tuples t
  where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject;
  if not (found and coalesce(granted_by = actor or (tuple #>> '{subject,type}' = 'user' and subject = actor), false)) then
    ending := case
      when access.holds(org, actor, types, 'organization', 'permission_revoke', org) and found then null
      when access.sees(org, actor, types, namespace, object) is not true then 'no_object'
      when not access.holds(org, actor, types, 'organization', 'permission_revoke', org)
        and not case namespace
          when 'role' then access.holds(org, actor, types, 'organization', 'role_assign', org)
          else access.holds(org, actor, types, namespace, 'share', object)
        end then 'not_yours'
    end;
  end if;

  if ending is null then
    delete from authz.tuples t
    where t.org_id = org and t.rel = named.rel and t.obj = object and t.sref = named.sref and t.subj = subject;
    changed := found;
    perform access.disown(org, tuple);
    if changed then
      perform access.tell('permission.revoked', tuple);
    end if;
  end if;
  return next;
end
$$;
comment on function access.revoke(jsonb) is 'Takes back what was granted.';
grant execute on function access.revoke(jsonb) to m_access;
alter function access.revoke(jsonb) owner to cw_access;
