-- Whose turn it is to rotate something: one rotation's, or nobody's. By the real clock, like a function's timeout, which
-- ends it where it didn't end itself.
create table if not exists priv.rotation_turn (
  only_one  boolean primary key default true check (only_one),
  holder    uuid not null,
  what      text not null,
  ends_by   timestamptz not null
)
