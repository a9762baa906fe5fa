-- A model call that is refused for an allowance or by a breaker, and runs that wait because of it until somebody decides.

-- One row for each refused call. The gateway passes neither words nor marks of a refusal on, only its HTTP status: this is where whoever
-- carries an answer or a run learns why it ended. The model proxy writes it before it answers.
create table model_refusals (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  employee_id uuid,
  message_id uuid,
  run_id uuid,
  plan_id uuid,
  reason text not null check (reason in
    ('company_allowance', 'employee_allowance', 'task_allowance', 'run_rate', 'no_progress', 'not_entitled')),
  -- The cap that refused, what was spent of it, what calls under way hold back; null for breakers.
  cap_micros bigint check (cap_micros >= 0),
  spent_micros bigint check (spent_micros >= 0),
  reserved_micros bigint check (reserved_micros >= 0),
  -- What the call could have cost at most.
  wanted_micros bigint not null default 0 check (wanted_micros >= 0),
  -- For people, of breakers: what was seen ("the same call 12 times").
  said text not null default '' check (char_length(said) <= 400),
  at timestamptz not null default clock_timestamp(),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, message_id) references messages (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  foreign key (company_id, plan_id) references plans (company_id, id)
);
create index model_refusals_run on model_refusals (run_id, at desc) where run_id is not null;
create index model_refusals_message on model_refusals (message_id, at desc) where message_id is not null;
create index model_refusals_plan on model_refusals (plan_id, at desc) where plan_id is not null;
create index model_refusals_company on model_refusals (company_id, at desc);
create index model_refusals_at on model_refusals using brin (at);

grant select on model_refusals to deskhand_app;
grant select, insert, delete on model_refusals to deskhand_orchestrator;
alter table model_refusals enable row level security;
alter table model_refusals force row level security;
create policy model_refusals_own on model_refusals for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy model_refusals_installation on model_refusals for all to deskhand_orchestrator using (true) with check (true);
