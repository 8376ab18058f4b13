-- Runs a statement again and again, and tells how long each time took in the database.

create function bench.time_statement(statement text, parameters text[], rounds int) returns table (ms double precision)
language plpgsql
as $$
declare
  started timestamptz;
begin
  for round in 1..rounds loop
    started := clock_timestamp();
    execute statement using parameters[1], parameters[2], parameters[3], parameters[4];
    ms := extract(epoch from clock_timestamp() - started) * 1000;
    return next;
  end loop;
end
$$;
