-- One clock for the cell. On AWS it is the database's; a local cell may move it.

create schema cell;
comment on schema cell is 'The cell''s clock.';

create table cell.clock_offset (
  singleton boolean primary key default true check (singleton),
  offset_by interval not null default '0'
);
comment on table cell.clock_offset is 'How far the cell''s clock is from the real one. Only a local cell''s host writes it.';
insert into cell.clock_offset default values;
revoke all on cell.clock_offset from public;

create function cell.now() returns timestamptz
language sql stable security definer parallel safe
set search_path = ''
as 'select now() + offset_by from cell.clock_offset';
comment on function cell.now() is 'The time of the transaction by the cell''s clock.';

grant usage on schema cell to public;
grant execute on function cell.now() to public;
