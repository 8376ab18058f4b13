-- How often a caller may call: a bucket of tokens for each caller and class. A sandbox takes a lease of
-- several tokens at once, in a call that it makes anyway, and spends them without asking again.

create table core.rate_buckets (
  org_id      uuid not null,
  caller_id   uuid not null,
  class       text not null,
  tokens      double precision not null,
  refilled_at timestamptz not null,
  primary key (org_id, caller_id, class)
);
comment on table core.rate_buckets is 'Tokens left to a caller. Outside an organization the nil organization; without a person, an id made of the address.';
alter table core.rate_buckets enable row level security, force row level security;
create policy kernel on core.rate_buckets to cw_kernel using (true) with check (true);
revoke all on core.rate_buckets from public, cw_owner;
grant select, insert, update on core.rate_buckets to cw_kernel;

-- Takes up to `wanted` tokens, at least one, of a bucket that holds a minute's worth and refills steadily.
-- Answers how many were taken and how many are left; with none to take it refuses the call (CW429).
create function priv.lease(org uuid, caller uuid, class text, wanted int, per_minute int) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  available double precision;
  taken int;
begin
  insert into core.rate_buckets as b (org_id, caller_id, class, tokens, refilled_at)
  values (org, caller, lease.class, per_minute, clock_timestamp())
  on conflict do nothing;
  select least(per_minute, b.tokens + extract(epoch from clock_timestamp() - b.refilled_at) * per_minute / 60.0)
  into available
  from core.rate_buckets b
  where b.org_id = org and b.caller_id = caller and b.class = lease.class
  for update;
  if available < 1 then
    raise exception 'too many requests, retry in % s', ceil((1 - available) * 60.0 / per_minute)::int using errcode = 'CW429';
  end if;
  taken := least(wanted, floor(available)::int);
  update core.rate_buckets b
  set tokens = available - taken, refilled_at = clock_timestamp()
  where b.org_id = org and b.caller_id = caller and b.class = lease.class;
  return taken || ' ' || floor(available - taken)::bigint;
end
$$;
alter function priv.lease(uuid, uuid, text, int, int) owner to cw_kernel;
