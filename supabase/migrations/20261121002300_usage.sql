-- Usage is added up from the ledger: by the time calls began, in the order an export follows, and by what they were for.
create index ledger_entries_company_order on ledger_entries (company_id, started_at, id);
drop index ledger_entries_company;
create index ledger_entries_plan on ledger_entries (plan_id) where plan_id is not null;
create index plans_task on plans (task_id);
