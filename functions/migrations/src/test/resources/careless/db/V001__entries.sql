call migration.module('careless');

create table careless.entries (
  org_id uuid not null default priv.org(),
  id     uuid not null,
  large  boolean,
  primary key (org_id, id)
);
call migration.tenant_table('careless.entries', 'entry');

do $$
begin
  set local role cw_migrator;
  insert into careless.entries (org_id, id) values (gen_random_uuid(), gen_random_uuid());
end
$$;
