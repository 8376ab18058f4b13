-- Who is told of which events: what modules declare, made into rows by a deployment.

create table core.notices (
  event  text not null,
  module text not null,
  place  int not null,
  type   text not null check (type ~ '^[a-z][a-z_]*\.[a-z_]+$' and char_length(type) <= 100),
  rule   jsonb not null,
  texts  jsonb not null,
  primary key (event, module, place)
);
comment on table core.notices is 'Who is told of an event, and in which words. Not a tenant''s data: written by deployments only.';
comment on column core.notices.rule is '{recipients, channels, critical, type_path, id_path, when_path, when_value, url}';
comment on column core.notices.texts is '{language: {title, body}}; English is always there.';
create index notices_type on core.notices (type);
revoke all on core.notices from public;
grant select on core.notices to cw_access;
-- Not granted to any module: the function that finds whom to tell reads it.
