-- The backfill of docs/migrations.md.
do $backfill$
declare
  due bigint;
  done bigint;
begin
  set local role cw_migrator;
  select count(*) into due from ledger.entries where large is null;
  update ledger.entries set large = amount > 2 where large is null;
  get diagnostics done = row_count;
  set local role cw_owner;
  call migration.changed('ledger.entries.large', due, done);
end
$backfill$;

alter table ledger.entries
  alter column large set default false,
  alter column large set not null;
