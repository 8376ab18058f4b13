-- Stands for the text that a build makes of the modules' models.
insert into authz.models (hash, model, current) values ('of the build', '{}', true) on conflict (hash) do nothing;
