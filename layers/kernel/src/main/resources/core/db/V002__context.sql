-- Who asks, and for which organization: a token that the kernel signs and only these functions check.
--
-- A token is the fields below joined by '|', and the hex HMAC-SHA256 (RFC 2104) of what stands before
-- it. Fields: version '1', key id, kind, organization, actor, on behalf of, session, correlation id,
-- source address, expiry in seconds since 1970. Kinds: anonymous, person, member, system.


-- A function is callable by whom it is granted to, and by nobody else.
alter default privileges revoke execute on routines from public;

-- Checks a token and answers its fields. A token that is forged, malformed or expired is an error.
-- The expiry is by the real clock: a moved cell clock must not lengthen it.
create function priv.verified(token text) returns text[]
language plpgsql stable security definer parallel safe
set search_path = ''
as $$
declare
  fields text[] := string_to_array(token, '|');
  signed text := left(token, -65);
  good boolean;
begin
  select sha256(k.outer_pad || sha256(k.inner_pad || convert_to(signed, 'UTF8'))) = decode(fields[11], 'hex')
  into good
  from priv.context_keys k
  where k.kid = fields[2];
  if good is not true or cardinality(fields) <> 11 or fields[1] <> '1' then
    raise exception 'the context is not signed by this cell' using errcode = 'CW498';
  end if;
  if fields[10]::bigint < extract(epoch from clock_timestamp()) then
    raise exception 'the context has expired' using errcode = 'CW498';
  end if;
  return fields;
exception
  when invalid_parameter_value or invalid_text_representation then
    raise exception 'the context is malformed' using errcode = 'CW498';
end
$$;
grant execute on function priv.verified(text) to cw_people, cw_search, cw_audit, cw_access;
alter function priv.verified(text) owner to cw_kernel;

-- One field of the transaction's context, or null where there is none. Not for callers.
create function priv.field(n int) returns text
language sql stable security definer parallel safe
set search_path = ''
as $$
  select nullif((priv.verified(c.token))[n], '')
  from (select nullif(current_setting('cw.context', true), '') as token) c
  where c.token is not null
$$;
grant execute on function priv.field(int) to cw_people, cw_search, cw_audit, cw_access;
alter function priv.field(int) owner to cw_kernel;

-- The organization that the transaction may touch; null without a context, and then no row is seen.
create function priv.org() returns uuid
language sql stable security definer parallel safe
set search_path = ''
as 'select priv.field(4)::uuid';
grant execute on function priv.org() to public;
comment on function priv.org() is 'The verified organization of this transaction. Policies compare org_id with (select priv.org()).';
alter function priv.org() owner to cw_kernel;

-- The person, key or job that acts; null for an anonymous context.
create function priv.actor() returns uuid
language sql stable security definer parallel safe
set search_path = ''
as 'select priv.field(5)::uuid';
grant execute on function priv.actor() to public;
comment on function priv.actor() is 'The verified actor of this transaction.';
alter function priv.actor() owner to cw_kernel;

create function priv.session() returns uuid
language sql stable security definer parallel safe
set search_path = ''
as 'select priv.field(7)::uuid';
grant execute on function priv.session() to public;
comment on function priv.session() is 'The verified session of this transaction.';
alter function priv.session() owner to cw_kernel;
