call migration.module('ledger');

create table ledger.entries (
  org_id uuid not null default priv.org(),
  id     uuid not null,
  amount bigint not null,
  large  boolean,
  note   text,
  primary key (org_id, id)
);
call migration.tenant_table('ledger.entries', 'entry');

do $$
begin
  set local role cw_migrator;
  insert into ledger.entries (org_id, id, amount) select gen_random_uuid(), gen_random_uuid(), n from generate_series(1, 3) n;
end
$$;
