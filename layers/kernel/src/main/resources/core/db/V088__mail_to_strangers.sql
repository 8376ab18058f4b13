-- Mail that goes to people who aren't here yet.

alter table core.email_templates add column to_strangers boolean not null default false;
comment on column core.email_templates.to_strangers is 'Whether it goes to addresses that nobody is known by. No organization puts its own text in its place, or whoever makes one could write anything to anybody in the cell''s name.';
