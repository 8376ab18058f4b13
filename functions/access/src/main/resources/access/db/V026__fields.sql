-- What is wrong with a question is told by the name that the question has for it.

grant create on schema access to cw_access;
set role cw_access;

-- What a question about others' access to a thing is refused for, or null. Only for other functions.
create or replace function access.refusal(org uuid, actor uuid, types jsonb, question jsonb)
returns table (ending text, field text, message text)
language sql stable
set search_path = ''
as $$
  select
    case
      when n.field is not null then 'invalid'
      when access.sees(org, actor, types, question ->> 'namespace', (question ->> 'object_id')::uuid) is not true then 'no_object'
      when not access.sees_access(org, actor, types, question ->> 'namespace', (question ->> 'object_id')::uuid) then 'not_yours'
    end,
    case
      when n.field = 'subject.type' then 'type'
      when n.field = 'relation' and question ->> 'relation' is null then 'namespace'
      else n.field
    end,
    case
      when n.field = 'relation' and question ->> 'relation' is null then 'is a type to whose things nobody is related'
      else n.message
    end
  from access.named(
    types, question ->> 'namespace', coalesce(question ->> 'relation', (
      select r from jsonb_object_keys(types #> array[question ->> 'namespace', 'relations']) r limit 1)),
    coalesce(question ->> 'type', 'user'), null) n
$$;

set role cw_owner;
revoke create on schema access from cw_access;
