-- Functions over plain values, which any module's statements may use.

-- A key that sorts between two others in the collation "C": fractional indexing in base 62. Null is
-- before all, or behind all. Keys are an integer part, whose first letter tells its length, and a
-- fraction without trailing zero. The same as OrderKey in Java.
create function core.key_between(after text, before text) returns text
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
declare
  whole text;
  carried text;
begin
  perform core.check_key(after), core.check_key(before);
  if after is not null and before is not null then
    if after = before then
      raise exception 'there is nothing between equal keys' using errcode = '22023';
    elsif after > before collate "C" then
      return core.key_between(before, after);
    end if;
  end if;

  if after is null and before is null then
    return 'a0';
  elsif after is null then
    whole := core.key_integer(before);
    if whole = 'A' || repeat('0', 26) then
      return whole || core.key_midpoint('', substr(before, 28));
    end if;
    return case when length(whole) < length(before) then whole else core.key_step(whole, -1) end;
  end if;

  whole := core.key_integer(after);
  if before is null then
    carried := core.key_step(whole, 1);
    return coalesce(carried, whole || core.key_midpoint(substr(after, length(whole) + 1), null));
  elsif whole = core.key_integer(before) then
    return whole || core.key_midpoint(substr(after, length(whole) + 1), substr(before, length(whole) + 1));
  end if;
  carried := core.key_step(whole, 1);
  return case
    when carried < before collate "C" then carried
    else whole || core.key_midpoint(substr(after, length(whole) + 1), null)
  end;
end
$$;
comment on function core.key_between(text, text) is 'A key between two keys, for order that people drag.';

create function core.key_integer(key text) returns text
language sql immutable parallel safe
set search_path = 'pg_catalog'
as $$
  select left(key, case
    when key ~ '^[a-z]' then ascii(key) - ascii('a') + 2
    when key ~ '^[A-Z]' then ascii('Z') - ascii(key) + 2
  end)
$$;

create function core.check_key(key text) returns void
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
declare
  whole text := core.key_integer(key);
begin
  if key is not null and (
    whole is null or key !~ '^[0-9A-Za-z]+$' or key = 'A' || repeat('0', 26)
    or length(whole) < (case when key ~ '^[a-z]' then ascii(key) - ascii('a') else ascii('Z') - ascii(key) end) + 2
    or (length(key) > length(whole) and right(key, 1) = '0')) then
    raise exception 'not an order key' using errcode = '22023';
  end if;
end
$$;

-- The integer part one up or one down; null where there is none.
create function core.key_step(whole text, step int) returns text
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
declare
  digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  head text := left(whole, 1);
  body text := substr(whole, 2);
  digit int;
begin
  for place in reverse length(body)..1 loop
    digit := strpos(digits, substr(body, place, 1)) - 1 + step;
    body := overlay(body placing substr(digits, (digit + 62) % 62 + 1, 1) from place for 1);
    if digit between 0 and 61 then
      return head || body;
    end if;
  end loop;
  if step = 1 then
    return case
      when head = 'z' then null
      when head = 'Z' then 'a0'
      when head > 'Z' collate "C" then chr(ascii(head) + 1) || body || '0'
      else chr(ascii(head) + 1) || left(body, -1)
    end;
  end if;
  return case
    when head = 'A' then null
    when head = 'a' then 'Zz'
    when head < 'a' collate "C" then chr(ascii(head) - 1) || body || 'z'
    else chr(ascii(head) - 1) || left(body, -1)
  end;
end
$$;

-- A fraction between two; a null bound is one. Neither ends in zero, nor does the answer.
create function core.key_midpoint(low text, high text) returns text
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
declare
  digits constant text := '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  prefix text := '';
  low_digit int;
  high_digit int;
begin
  loop
    while high is not null and coalesce(nullif(left(low, 1), ''), '0') = left(high, 1) loop
      prefix := prefix || left(high, 1);
      low := substr(low, 2);
      high := substr(high, 2);
    end loop;
    low_digit := case when low = '' then 0 else strpos(digits, left(low, 1)) - 1 end;
    high_digit := case when high is null then 62 else strpos(digits, left(high, 1)) - 1 end;
    if high_digit - low_digit > 1 then
      return prefix || substr(digits, (low_digit + high_digit + 1) / 2 + 1, 1);
    elsif length(high) > 1 then
      return prefix || left(high, 1);
    end if;
    prefix := prefix || substr(digits, low_digit + 1, 1);
    low := substr(low, 2);
    high := null;
  end loop;
end
$$;
grant execute on function
  core.key_between(text, text), core.key_integer(text), core.check_key(text), core.key_step(text, int), core.key_midpoint(text, text)
  to public;

-- Applies a JSON Merge Patch (RFC 7396) to a value.
create function core.merge_patch(target jsonb, patch jsonb) returns jsonb
language plpgsql immutable parallel safe
set search_path = 'pg_catalog'
as $$
begin
  if jsonb_typeof(patch) is distinct from 'object' then
    return patch;
  end if;
  return (
    select coalesce(jsonb_object_agg(name, value), '{}')
    from (
      select t.key as name, t.value
      from jsonb_each(case when jsonb_typeof(target) = 'object' then target else '{}' end) t
      where not patch ? t.key
      union all
      select p.key, core.merge_patch(
        case when jsonb_typeof(target) = 'object' then target -> p.key end, p.value)
      from jsonb_each(patch) p
      where p.value <> 'null'
    ) merged);
end
$$;
grant execute on function core.merge_patch(jsonb, jsonb) to public;
