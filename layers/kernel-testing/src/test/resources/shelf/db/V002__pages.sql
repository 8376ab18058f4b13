-- A backfill, as docs/migrations.md tells it: rows are changed as the migrator, and counted.
alter table shelf.books add column thick boolean;

do $backfill$
declare
  due bigint;
  done bigint;
begin
  set local role cw_migrator;
  select count(*) into due from shelf.books where thick is null;
  update shelf.books set thick = pages > 500 where thick is null;
  get diagnostics done = row_count;
  set local role cw_owner;
  call migration.changed('shelf.books.thick', due, done);
end
$backfill$;

-- Books there already become entities with those to come.
call migration.entity(
  'shelf.books', 'book', title => 'title', subtitle => 'author', status => $$case when lent then 'lent' end$$,
  url => '/books/{id}');
