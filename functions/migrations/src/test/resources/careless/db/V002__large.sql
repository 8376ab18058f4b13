-- Forgets to become the migrator: as the owner it sees no rows, and would change none.
do $$
declare
  done bigint;
begin
  update careless.entries set large = true where large is null;
  get diagnostics done = row_count;
  call migration.changed('careless.entries.large', 1, done);
end
$$;
