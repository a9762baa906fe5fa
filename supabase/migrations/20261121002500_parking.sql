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

-- ## Parked runs

-- A parked run is alive and holds nothing: no lease, no desk, no place at its worker. It goes on in its own session once it may.
alter table runs
  add column parked_at timestamptz,
  -- model_refusals.reason
  add column parked_reason text check (parked_reason in
    ('company_allowance', 'employee_allowance', 'task_allowance', 'run_rate', 'no_progress', 'not_entitled')),
  -- What the next call may cost at most: without room for it nothing would move.
  add column parked_wanted_micros bigint not null default 0 check (parked_wanted_micros >= 0),
  -- When it last went on: breakers count from there.
  add column resumed_at timestamptz,
  add check ((parked_at is null) = (parked_reason is null));
create index runs_parked on runs (parked_at) where parked_at is not null and ended_at is null;

-- "Ask to continue" is a question of another kind: it is answered with money or with a stop.
alter table questions
  add column kind text not null default 'question' check (kind in ('question', 'allowance')),
  -- lib/wire/task.ts, allowanceAsk: what refused, its figures, and by how much to raise it.
  add column allowance jsonb check (octet_length(allowance::text) <= 4096),
  add check ((kind = 'allowance') = (allowance is not null));
grant update (text, options, allowance) on questions to deskhand_app;

drop trigger runs_event on runs;
create constraint trigger runs_event after update on runs
  deferrable initially deferred for each row
  when (old.ended_at is distinct from new.ended_at or old.parked_at is distinct from new.parked_at)
  execute function deskhand.emit_change('run', 'task_id', '');

-- Lets go of a run that may not go on: its lease is over, its session and its place in the log are kept, and people are asked. `ask` holds
-- the question: id, text, options, allowance.
create function deskhand.park_run(run uuid, token_hash bytea, why text, wanted bigint, notes jsonb, ask jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare held public.runs := deskhand.hold_run(run, token_hash);
begin
  if current_setting('role') <> 'deskhand_orchestrator' then
    raise exception 'only the orchestrator parks runs' using errcode = 'DH002';
  end if;
  perform deskhand.begin_run(held);
  update public.runs set parked_at = clock_timestamp(), parked_reason = why, parked_wanted_micros = wanted, desk_session = notes,
      lease_expires_at = clock_timestamp()
    where id = held.id;
  insert into public.questions (id, company_id, task_id, run_id, employee_id, asker_key, text, options, kind, allowance, asked_at)
    values ((ask ->> 'id')::uuid, held.company_id, held.task_id, held.id, held.employee_id, ask ->> 'id', ask ->> 'text',
      array(select jsonb_array_elements_text(ask -> 'options')), 'allowance', ask -> 'allowance', clock_timestamp());
  perform deskhand.note_task(held.task_id, 'parked', jsonb_build_object('reason', why, 'text', ask ->> 'text'), held.id);
end
$$;

-- The first cap that has no room for a call of this run or plan, or of this employee's chat; no row where all of them have. `figures` as for
-- caps_of. Calls under way count as spent: what they hold back is not there for others.
create function deskhand.refusing_cap(company uuid, employee uuid, run uuid, plan uuid, wanted bigint, figures jsonb)
returns table (scope text, subject_id uuid, cap_micros bigint, spent_micros bigint, reserved_micros bigint)
language sql stable security definer set search_path = '' as $$
  select cap.scope, cap.subject_id, cap.cap_micros, coalesce(counter.spent_micros, 0), coalesce(counter.reserved_micros, 0)
  from deskhand.caps_of(company, employee, deskhand.tasks_of_call(company, run, plan), now(), figures) cap
    left join public.spend counter on counter.company_id = company and counter.scope = cap.scope
      and counter.subject_id = cap.subject_id and counter.period = cap.period
  where (company = deskhand.caller_company_id() or current_setting('role') = 'deskhand_orchestrator')
    and cap.cap_micros - coalesce(counter.spent_micros, 0) - coalesce(counter.reserved_micros, 0) < greatest(wanted, 1)
  order by cap.place limit 1
$$;

-- Runs that may go on do: those whose refusal no longer holds, whoever saw to it; those of a breaker when somebody said so. Who was let go
-- meanwhile has the run back, to be given to somebody else. Answers with how many. Several orchestrators may look at once.
create function deskhand.resume_parked(figures jsonb, at_most integer default 50) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  waiting record;
  resumed integer := 0;
begin
  if current_setting('role') <> 'deskhand_orchestrator' then
    raise exception 'only the orchestrator resumes runs' using errcode = 'DH002';
  end if;
  for waiting in
    select run.id, run.task_id, run.worker_id, run.employee_id, desk.id as desk_id, desk.desired_state
    from public.runs run
    join public.employees employee on employee.id = run.employee_id
    join lateral (select desks.id, desks.desired_state from public.desks where desks.employee_id = run.employee_id
      order by desks.desired_state = 'absent', desks.created_at desc limit 1) desk on true
    where run.parked_at is not null and run.ended_at is null and (
      employee.fired_at is not null or desk.desired_state = 'absent'
      or (desk.desired_state in ('running', 'asleep') and deskhand.may_run(run.company_id)
        and (run.parked_reason not in ('run_rate', 'no_progress') or exists (
          select from public.questions asked where asked.run_id = run.id and asked.kind = 'allowance' and asked.state = 'answered'
            and asked.asked_at >= run.parked_at))
        and not exists (
          select from deskhand.refusing_cap(run.company_id, run.employee_id, run.id, null, run.parked_wanted_micros, figures))))
    order by run.parked_at limit at_most
  loop
    perform from public.tasks where id = waiting.task_id for no key update skip locked;
    continue when not found;
    -- One after the other at a desk.
    continue when exists (select from public.runs other where other.worker_id = waiting.worker_id and other.ended_at is null
      and other.parked_at is null);
    update public.runs set parked_at = null, parked_reason = null, parked_wanted_micros = 0, resumed_at = clock_timestamp(),
        lease_expires_at = clock_timestamp() + interval '2 minutes'
      where id = waiting.id and parked_at is not null and ended_at is null;
    continue when not found;
    update public.questions set state = 'withdrawn' where run_id = waiting.id and kind = 'allowance' and state = 'open';
    update public.desks set desired_state = 'running', desired_at = now() where id = waiting.desk_id and desired_state = 'asleep';
    perform deskhand.note_task(waiting.task_id, 'resumed', '{}', waiting.id);
    resumed := resumed + 1;
  end loop;
  return resumed;
end
$$;

-- A session is kept at a desk for thirty days. Who did not decide for four weeks gets the task back, to be begun anew: no attempt counts.
create function deskhand.end_forgotten_runs() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  late record;
  ended integer := 0;
begin
  for late in select id, task_id from public.runs
    where parked_at is not null and ended_at is null and parked_at < now() - interval '28 days' order by parked_at limit 100
  loop
    perform from public.tasks where id = late.task_id for no key update skip locked;
    continue when not found;
    update public.runs set ended_at = clock_timestamp(), outcome = 'released' where id = late.id and ended_at is null and parked_at is not null;
    continue when not found;
    perform deskhand.note_task(late.task_id, 'reported', jsonb_build_object('outcome', 'released',
      'summary', 'Nobody decided for four weeks whether it goes on.'), late.id);
    update public.tasks set attempts = greatest(attempts - 1, 0) where id = late.task_id;
    perform deskhand.set_ready_again(late.task_id, null, true, interval '0');
    ended := ended + 1;
  end loop;
  return ended;
end
$$;
grant execute on function deskhand.end_forgotten_runs() to deskhand_orchestrator;

grant execute on function deskhand.park_run(uuid, bytea, text, bigint, jsonb, jsonb), deskhand.resume_parked(jsonb, integer)
  to deskhand_orchestrator;
grant execute on function deskhand.refusing_cap(uuid, uuid, uuid, uuid, bigint, jsonb) to deskhand_app, deskhand_orchestrator;

-- As before, and parked runs keep nobody from anything.
create or replace function deskhand.has_work(worker_employee uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.runs where employee_id = worker_employee and ended_at is null and parked_at is null)
    -- What was made there is being checked there.
    or exists (select from public.tasks task join public.runs run on run.id = task.checking_run_id
      where task.checking_run_id is not null and run.employee_id = worker_employee)
    or exists (select from public.tasks task join public.workers worker on worker.employee_id = task.assignee_id
      where task.assignee_id = worker_employee and task.status = 'ready' and task.open_dependencies = 0 and task.parts = 0
        and task.available_at < now() + interval '2 minutes' and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
        and task.requires <@ worker.capabilities and worker.draining_at is null and worker.forgotten_at is null)
$$;

create or replace function deskhand.who_can_claim(workers uuid[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select worker.id from public.workers worker
  where worker.id = any (workers) and current_setting('role') = 'deskhand_orchestrator' and worker.draining_at is null
    and worker.max_concurrent > (select count(*) from public.runs where worker_id = worker.id and ended_at is null and parked_at is null)
    and exists (select from deskhand.queue_heads(worker.company_id, worker.employee_id, worker.capabilities, 1))
$$;

-- One row, or none when there is nothing for this worker now.
create or replace function deskhand.claim_run(worker uuid, new_lease_hash bytea, lease_seconds integer)
returns table (run_id uuid, task_id uuid, company_id uuid, attempt integer, lease_expires_at timestamptz, task jsonb)
language plpgsql security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  claimant public.workers := deskhand.lock_worker(worker);
  chosen public.tasks;
  at timestamptz := clock_timestamp();
begin
  if claimant.seen_at < at - interval '5 seconds' then
    update public.workers set seen_at = at where id = claimant.id;
  end if;
  if claimant.draining_at is not null
      or (select count(*) from public.runs where worker_id = claimant.id and ended_at is null and parked_at is null) >= claimant.max_concurrent
      or (claimant.employee_id is not null
        and exists (select from public.employees where id = claimant.employee_id and fired_at is not null)) then
    return;
  end if;
  chosen := deskhand.lock_next_task(claimant.company_id, claimant.employee_id, claimant.capabilities);
  if chosen.id is null then
    return;
  end if;

  perform set_config('deskhand.quiet', 'on', true);
  run_id := gen_random_uuid();
  task_id := chosen.id;
  company_id := chosen.company_id;
  lease_expires_at := at + make_interval(secs => lease_seconds);
  select coalesce(max(before.attempt), 0) + 1 into attempt from public.runs before where before.task_id = chosen.id;
  -- One statement: each costs more to begin than what it does here.
  with claimed as (
    update public.tasks set status = 'claimed', status_at = at, updated_at = at, queued_at = null, attempts = attempts + 1,
        progress_state = null, progress_note = null, progress_at = null
      where id = chosen.id
  ), begun as (
    insert into public.runs (id, company_id, task_id, worker_id, employee_id, attempt, lease_hash, lease_expires_at, claimed_at)
      values (run_id, company_id, task_id, claimant.id, claimant.employee_id, attempt, new_lease_hash, lease_expires_at, at)
  )
  insert into public.task_timeline (company_id, task_id, run_id, kind, actor_kind, actor_id, data)
    values (company_id, task_id, run_id, 'claimed', case when claimant.employee_id is null then 'worker' else 'employee' end,
      coalesce(claimant.employee_id, claimant.id),
      jsonb_build_object('workerId', claimant.id, 'workerName', claimant.name, 'attempt', attempt));
  task := deskhand.claimed_task(chosen);
  -- The parent tells loudly that it runs now.
  perform set_config('deskhand.quiet', '', true);
  if chosen.parent_id is not null then
    perform deskhand.roll_up(chosen.parent_id);
  end if;
  -- Last: this lock holds up everybody of the company until the commit.
  perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || company_id::text, 0));
  insert into public.events (company_id, kind, subject_id)
    values (company_id, 'task', task_id), (company_id, 'run', task_id), (company_id, 'task.activity', task_id);
  return next;
end
$$;

-- Leases that ran out: the next attempt, or the end. Several orchestrators may sweep at once. A run that is judged has ended already. What a
-- sweep tells of is told at its commit, in the order in which rows were changed, each under a lock of its company: two sweeps of the same
-- companies, in another order each, would wait for each other in a circle. The same goes for wholes, which a part that failed may have to wait for.
create or replace function deskhand.sweep_leases(at_most integer default 100) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  late record;
  swept integer := 0;
  why constant jsonb := jsonb_build_object('code', 'lease_lost', 'text', 'The worker was not heard of any more while it worked on this.',
    'action', 'Look at the log of the last attempt, then try again.');
begin
  for late in
    select overdue.*, worker.name from (
      select id, task_id, company_id, worker_id, attempt, lease_expires_at from public.runs
      where ended_at is null and outcome is null and parked_at is null and lease_expires_at <= clock_timestamp()
      order by lease_expires_at limit at_most) overdue
    join public.workers worker on worker.id = overdue.worker_id
    join public.tasks task on task.id = overdue.task_id
    order by overdue.company_id, task.parent_id, overdue.lease_expires_at
  loop
    perform from public.tasks where id = late.task_id for no key update skip locked;
    continue when not found;
    -- One that cannot be swept holds no other up, of whichever company.
    begin
      update public.runs set ended_at = clock_timestamp(), outcome = 'lost', failure = why
        where id = late.id and ended_at is null and parked_at is null and lease_expires_at <= clock_timestamp();
      continue when not found;
      perform deskhand.note_task(late.task_id, 'lease_lost', jsonb_build_object('attempt', late.attempt, 'workerName', late.name), late.id);
      perform deskhand.set_ready_again(late.task_id, why, true, deskhand.back_off(greatest(attempts, 1)))
        from public.tasks where id = late.task_id;
      swept := swept + 1;
    exception when others then
      raise warning 'the lost run % could not be ended: %', late.id, sqlerrm;
    end;
  end loop;
  return swept;
end
$$;

create or replace function deskhand.take_over_run(run uuid, new_lease_hash bytea, lease_seconds integer)
returns table (attempt integer, desk_session jsonb, next_line integer, task jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare work public.tasks;
begin
  if current_setting('role') <> 'deskhand_orchestrator' then
    raise exception 'only the orchestrator takes runs over' using errcode = 'DH002';
  end if;
  select * into work from public.tasks where id = (select task_id from public.runs where id = run) for no key update;
  update public.runs held set lease_hash = new_lease_hash, lease_expires_at = clock_timestamp() + make_interval(secs => lease_seconds)
    where held.id = run and held.ended_at is null and held.parked_at is null and held.employee_id is not null
    returning held.attempt, held.desk_session into attempt, desk_session;
  if attempt is null then return; end if;
  next_line := coalesce((select max(log.first_line + cardinality(log.lines)) from public.run_logs log where log.run_id = run), 0);
  task := deskhand.claimed_task(work);
  return next;
end
$$;

-- Who may not raise anything asks those who may: a note to each of them, once until they put it away.
alter table notifications drop constraint notifications_kind_check,
  add check (kind in ('question', 'review', 'plan', 'failed', 'mention', 'schedule', 'allowance')),
  add column employee_id uuid,
  add foreign key (company_id, employee_id) references employees (company_id, id);
create unique index notifications_asked_once on notifications (user_id, employee_id, task_id) nulls not distinct
  where kind = 'allowance' and settled_at is null;
grant insert (employee_id, question_id) on notifications to deskhand_app;

-- ## Plans that may not be made for now

-- No try counts, and nobody takes it, until there is room for its call again.
alter table plans
  add column parked_reason text check (parked_reason in
    ('company_allowance', 'employee_allowance', 'task_allowance', 'run_rate', 'no_progress', 'not_entitled')),
  add column parked_wanted_micros bigint not null default 0 check (parked_wanted_micros >= 0),
  add column parked_text text not null default '' check (char_length(parked_text) <= 1000);
create index plans_parked on plans (created_at) where state = 'wanted' and parked_reason is not null;
grant update (parked_reason, parked_wanted_micros, parked_text) on plans to deskhand_orchestrator;

create function deskhand.resume_plans(figures jsonb) returns integer
language plpgsql security definer set search_path = '' as $$
declare resumed integer;
begin
  if current_setting('role') <> 'deskhand_orchestrator' then
    raise exception 'only the orchestrator resumes plans' using errcode = 'DH002';
  end if;
  update public.plans set parked_reason = null, parked_text = '', claimed_until = null
    where id in (
      select plan.id from public.plans plan
      where plan.state = 'wanted' and plan.parked_reason is not null and deskhand.may_run(plan.company_id)
        and not exists (select from deskhand.refusing_cap(plan.company_id, null, null, plan.id, plan.parked_wanted_micros, figures))
      order by plan.created_at limit 50 for update of plan skip locked);
  get diagnostics resumed = row_count;
  return resumed;
end
$$;
grant execute on function deskhand.resume_plans(jsonb) to deskhand_orchestrator;
