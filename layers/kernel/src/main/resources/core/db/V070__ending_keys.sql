-- A context key that was rotated ends at a time, rather than when the next but one comes.

-- Checks a token and answers its fields. A token that is forged, malformed, expired or signed with a key that
-- ended is an error. Times are by the real clock: a moved cell clock must lengthen none.
set role cw_kernel;
create or replace function priv.verified(token text) returns text[]
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
  where k.kid = fields[2] and (k.good_until is null or k.good_until > clock_timestamp());
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

set role cw_owner;
