-- The trail tells what changed by itself: what it was put together from has no caller any more.

set role cw_audit;
drop function priv.audit_changes(jsonb, jsonb, text[], text[], uuid);
drop function priv.audit_value(jsonb, boolean, uuid);
set role cw_owner;
