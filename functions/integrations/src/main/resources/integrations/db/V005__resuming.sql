-- A webhook that is made active again is sent what came meanwhile.

alter table integrations.webhook_subscriptions add column inactive_since timestamptz;
comment on column integrations.webhook_subscriptions.inactive_since is 'Since when it has been inactive: what was held since then is sent when it is active again.';
grant insert (inactive_since), update (inactive_since) on integrations.webhook_subscriptions to m_integrations;

do $backfill$
declare
  due bigint;
  done bigint;
begin
  set local role cw_migrator;
  select count(*) into due from integrations.webhook_subscriptions w where not w.active;
  update integrations.webhook_subscriptions w set inactive_since = coalesce(w.disabled_at, w.updated_at) where not w.active;
  get diagnostics done = row_count;
  set local role cw_owner;
  call migration.changed('integrations.webhook_subscriptions.inactive_since', due, done);
end
$backfill$;
