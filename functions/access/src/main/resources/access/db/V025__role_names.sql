-- A role is written in one way: each permission once, and a name that no other role has.

grant create on schema access to cw_access;
set role cw_access;

-- A role's permissions in the form `task:edit`, without what is said twice or is part of a `task:*`. Where one means
-- nothing they stay as they are: the place of that one is told.
create function access.tidied(types jsonb, permissions jsonb) returns jsonb
language sql stable
set search_path = ''
as $$
  with meant as materialized (
    select m.place, array_agg(m.rel order by m.rel) as rels, min(m.relation) as relation
    from access.meant(types, permissions) m
    group by m.place
  ), written as materialized (
    select m.place, m.rels, p.word ~ '[.:]\*$' as every,
      case when p.word ~ '[.:]\*$' then regexp_replace(p.word, '[.:]\*$', ':*') else access.permission(types, m.relation) end as permission
    from meant m
    join jsonb_array_elements_text(permissions) with ordinality p (word, number) on p.number - 1 = m.place
  )
  select case
    when exists (select from meant m where m.relation is null) then permissions
    else (
      select coalesce(jsonb_agg(w.permission order by w.place), '[]')
      from written w
      where not exists (
        select from written o
        where o.place <> w.place and w.rels <@ o.rels and o.every >= w.every
          and (o.place < w.place or o.every <> w.every or o.rels <> w.rels)))
  end
$$;

create function access.tidy_role() returns trigger
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  new.permissions := access.tidied(access.types(), new.permissions);
  return new;
end
$$;
grant execute on function access.tidy_role() to cw_owner;

set role cw_owner;
revoke create on schema access from cw_access;

create trigger roles_tidy before insert or update of permissions on authz.roles
  for each row execute function access.tidy_role();

alter table authz.roles add column name_lowered text not null generated always as (lower(name)) stored;
comment on column authz.roles.name_lowered is 'Names that differ in case alone are one. A column, since under row-level security an index can''t lower.';

-- Roles that were named alike, or like a tier or like nothing, before there was this rule.
do $backfill$
declare
  due bigint;
  done bigint;
begin
  set local role cw_migrator;
  with misnamed as (
    select r.org_id, r.id
    from (
      select r.org_id, r.id, r.name, row_number() over (partition by r.org_id, lower(btrim(r.name)) order by r.created_at, r.id) as number
      from authz.roles r
      where r.deleted_at is null) r
    where r.number > 1 or lower(btrim(r.name)) in ('', 'owner', 'admin', 'manager', 'member', 'guest')
  ), renamed as (
    update authz.roles r set name = btrim(left(btrim(r.name), 80) || ' ' || right(r.id::text, 12))
    from misnamed m
    where r.org_id = m.org_id and r.id = m.id
    returning r.id
  )
  select (select count(*) from misnamed), (select count(*) from renamed) into due, done;
  set local role cw_owner;
  call migration.changed('authz.roles.name', due, done);
end
$backfill$;

drop index authz.roles_name;
create unique index roles_name on authz.roles (org_id, name_lowered) where deleted_at is null;
