-- What an organization's mail says, where it differs from what the modules bring.

grant create on schema notifications to cw_access;

create table notifications.email_templates (
  org_id     uuid not null default priv.org(),
  id         uuid not null default gen_random_uuid(),
  slug       text not null check (char_length(slug) <= 100),
  locale     text not null check (char_length(locale) <= 35),
  subject    text not null check (char_length(subject) <= 500),
  body_html  text not null check (octet_length(body_html) <= 40000),
  body_text  text check (octet_length(body_text) <= 16000),
  variables  jsonb not null default '[]',
  updated_by uuid not null default priv.actor(),
  updated_at timestamptz not null default cell.now(),
  version    bigint not null default 1,
  primary key (org_id, id),
  constraint email_templates_once unique (org_id, slug, locale)
);
comment on table notifications.email_templates is 'An organization''s own texts for mail, one for each language. Those of the modules are in core.email_templates.';
comment on column notifications.email_templates.body_text is 'Null where it is made from the HTML.';
comment on column notifications.email_templates.variables is 'The names of the variables that the texts use.';
call migration.tenant_table('notifications.email_templates', 'email_template');
grant select, delete, insert (slug, locale, subject, body_html, body_text, variables),
  update (subject, body_html, body_text, variables, updated_by, updated_at, version) on notifications.email_templates to m_notifications;
create policy access on notifications.email_templates for select to cw_access using (true);
grant select on notifications.email_templates to cw_access;

-- The templates that the cell's modules bring. They are nobody's.
create function notifications.system_templates() returns setof core.email_templates
language sql stable security definer rows 50
set search_path = ''
as 'select t.* from core.email_templates t';
grant execute on function notifications.system_templates() to m_notifications;
alter function notifications.system_templates() owner to cw_access;

-- Every template in every language: the organization's own where it has one, else the module's.
create function notifications.templates()
returns table (id uuid, slug text, locale text, module text, overridden boolean, subject text, updated_at timestamptz)
language sql stable security definer rows 50
set search_path = ''
as $$
  select coalesce(o.id, md5(s.slug || ' ' || s.locale)::uuid), s.slug, s.locale, s.module, o.id is not null,
    coalesce(o.subject, s.subject), o.updated_at
  from core.email_templates s
  left join notifications.email_templates o on o.org_id = (select priv.org()) and o.slug = s.slug and o.locale = s.locale
  union all
  select o.id, o.slug, o.locale, s.module, true, o.subject, o.updated_at
  from notifications.email_templates o
  join core.email_templates s on s.slug = o.slug and s.locale = 'en'
  where o.org_id = (select priv.org())
    and not exists (select from core.email_templates e where e.slug = o.slug and e.locale = o.locale)
$$;
grant execute on function notifications.templates() to m_notifications;
alter function notifications.templates() owner to cw_access;
