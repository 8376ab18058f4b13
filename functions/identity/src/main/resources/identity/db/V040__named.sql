-- What access tells of an organization to its members.

grant usage on schema identity to cw_access;
create policy access on identity.organizations for select to cw_access using (org_id = (select priv.org()));
grant select (org_id, name, created_at, updated_at) on identity.organizations to cw_access;
