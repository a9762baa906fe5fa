-- Whoever holds on to the plans it works on must not hold on to one it has just put back for a later try: it would wait for as long as
-- a claim lasts.
alter table plans add column is_postponed boolean not null default false;
grant update (is_postponed) on plans to deskhand_orchestrator;
