-- One row per model call, opened before the call goes out and settled from what the model reported.

create table ledger_entries (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  employee_id uuid not null,
  desk_id uuid not null,
  message_id uuid,
  model text not null check (char_length(model) between 1 and 120),
  practice boolean not null,
  state text not null default 'open' check (state in ('open', 'settled', 'aborted', 'failed')),
  input_tokens integer not null default 0 check (input_tokens >= 0),
  output_tokens integer not null default 0 check (output_tokens >= 0),
  cache_read_tokens integer not null default 0 check (cache_read_tokens >= 0),
  cache_write_tokens integer not null default 0 check (cache_write_tokens >= 0),
  cost_micros bigint not null default 0 check (cost_micros >= 0),
  http_status integer check (http_status between 100 and 599),
  first_byte_ms integer check (first_byte_ms >= 0),
  started_at timestamptz not null default now(),
  settled_at timestamptz,
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, desk_id) references desks (company_id, id),
  foreign key (company_id, message_id) references messages (company_id, id),
  check ((state = 'open') = (settled_at is null)),
  check (state <> 'settled' or http_status is not null)
);
create index ledger_entries_company on ledger_entries (company_id, started_at);
create index ledger_entries_employee on ledger_entries (employee_id, started_at);
create index ledger_entries_message on ledger_entries (message_id);
create index ledger_entries_open on ledger_entries (started_at) where state = 'open';

grant select on ledger_entries to deskhand_app;
grant select, insert, update on ledger_entries to deskhand_orchestrator;
alter table ledger_entries enable row level security;
alter table ledger_entries force row level security;
create policy ledger_entries_own on ledger_entries for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy ledger_entries_installation on ledger_entries for all to deskhand_orchestrator using (true) with check (true);
