-- Allowances: what a model call could cost at most is held back before it goes out, and what it did cost is counted when it has ended.
-- The counters are the truth of the caps; the ledger is the truth of the counters: spent is the sum of ended calls, reserved of open ones.

create table spend (
  company_id uuid not null references companies (id),
  scope text not null check (scope in ('company', 'employee', 'task')),
  subject_id uuid not null,
  -- The first day of a month (UTC). 1970-01-01 is without end: of a task, and of a company until it pays (a trial is one sum).
  period date not null check (extract(day from period) = 1),
  spent_micros bigint not null default 0 check (spent_micros >= 0),
  reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  -- Of employees: what was spent since `pace_from`, which begins anew every few minutes.
  pace_from timestamptz not null default now(),
  pace_micros bigint not null default 0 check (pace_micros >= 0),
  counted_at timestamptz,
  -- How much of the cap, in per cent, people were told of by mail.
  told_percent smallint not null default 0 check (told_percent in (0, 80, 100)),
  primary key (company_id, scope, subject_id, period)
) with (fillfactor = 50);
create index spend_counted on spend (counted_at) where scope <> 'task' and told_percent < 100;

alter table ledger_entries
  -- What is held back of the caps while the call is open, and until when without a sign of life.
  add column reserved_micros bigint not null default 0 check (reserved_micros >= 0),
  add column reserved_until timestamptz not null default now() + interval '30 seconds',
  -- What it has cost at least: always a little more than what the caller has been given. It counts when nobody comes back to settle.
  add column recorded_micros bigint not null default 0 check (recorded_micros >= 0),
  -- Of the tokens written to the cache, those that are kept for an hour.
  add column cache_write_hour_tokens integer not null default 0 check (cache_write_hour_tokens between 0 and cache_write_tokens),
  -- The tasks it counts for: the one it works on, then those that is a part of. And whether it counts for a time before the first payment.
  add column task_ids uuid[] not null default '{}',
  add column counts_for_trial boolean not null default false,
  -- What was asked last and done last, as a digest: the same again and again is no progress.
  add column step_hash bytea check (octet_length(step_hash) = 32);

-- Of an employee whom somebody let go on in spite of a breaker: what was before counts no more.
create table breaker_eases (
  company_id uuid not null,
  employee_id uuid primary key,
  eased_at timestamptz not null default now(),
  foreign key (company_id, employee_id) references employees (company_id, id) on delete cascade
);

-- Lower than what the plan includes, or as much again; never more (caps_of).
grant update (cap_micros) on companies to deskhand_app;
grant select on spend to deskhand_app, deskhand_orchestrator;
grant update (told_percent) on spend to deskhand_orchestrator;
grant select, insert, update on breaker_eases to deskhand_app;
grant select on breaker_eases to deskhand_orchestrator;
alter table spend enable row level security;
alter table spend force row level security;
alter table breaker_eases enable row level security;
alter table breaker_eases force row level security;
create policy spend_own on spend for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy spend_installation on spend for all to deskhand_orchestrator using (true) with check (true);
create policy breaker_eases_own on breaker_eases for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()))
  with check (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));
create policy breaker_eases_installation on breaker_eases for select to deskhand_orchestrator using (true);

create function deskhand.month_of(moment timestamptz) returns date
language sql immutable set search_path = ''
return date_trunc('month', moment at time zone 'UTC')::date;

-- What the ledger knows already.
insert into spend (company_id, scope, subject_id, period, spent_micros)
  select company_id, 'company', company_id, deskhand.month_of(started_at), sum(cost_micros) from ledger_entries group by 1, 3, 4
  union all select company_id, 'company', company_id, '1970-01-01', sum(cost_micros) from ledger_entries group by 1, 3
  union all select company_id, 'employee', employee_id, deskhand.month_of(started_at), sum(cost_micros) from ledger_entries
    where employee_id is not null group by 1, 3, 4;
insert into spend (company_id, scope, subject_id, period, spent_micros)
  with recursive above (company_id, task_id, cost) as (
    select l.company_id, coalesce(r.task_id, p.task_id), l.cost_micros from ledger_entries l
      left join runs r on r.id = l.run_id left join plans p on p.id = l.plan_id
      where coalesce(r.task_id, p.task_id) is not null
    union all
    select above.company_id, tasks.parent_id, above.cost from above join tasks on tasks.id = above.task_id where tasks.parent_id is not null
  )
  select company_id, 'task', task_id, '1970-01-01', sum(cost) from above group by 1, 3;

-- The caps a call counts for, in the order in which their counters are locked: first the company's, so that all calls of a company wait
-- for each other there and nowhere else. `figures`: what holds where nobody said anything (lib/billing/plans.ts). Nothing is without a cap.
-- The time before the first payment counts as one sum, as a trial does, also where a subscription has begun already: nobody spends the model
-- calls of a plan and cancels before its first invoice, or lets that one go unpaid.
create function deskhand.caps_of(company uuid, employee uuid, task_ids uuid[], moment timestamptz, figures jsonb)
  returns table (place bigint, scope text, subject_id uuid, period date, cap_micros bigint)
language plpgsql stable set search_path = '' as $$
begin
  return query
    with payer as (
      select one.id, one.plan_key, least(one.cap_micros, one.included_micros + one.extra_micros) as cap,
        -- As isBeforeFirstPayment in lib/billing/entitlement.ts says.
        exists (select from public.subscriptions s where s.company_id = one.id and s.status not like 'incomplete%' and s.status <> 'trialing'
          and (s.status = 'active' or s.trial_ends_at is null or s.period_started_at is null or s.period_started_at > s.trial_ends_at)) as pays
      from public.companies one where one.id = company
    )
    select 1::bigint, 'company', id, deskhand.month_of(moment), cap from payer
    union all select 2, 'company', id, date '1970-01-01', cap from payer where not pays
    union all select 3, 'employee', one.id, deskhand.month_of(moment),
        coalesce(one.allowance_micros, (figures -> 'plans' ->> payer.plan_key)::bigint, (figures ->> 'employee')::bigint)
      from public.employees one, payer where one.id = employee and one.company_id = company
    union all select 3 + given.place, 'task', task.id, date '1970-01-01', coalesce(task.allowance_micros, (figures ->> 'task')::bigint)
      from unnest(task_ids) with ordinality given (id, place)
      join public.tasks task on task.id = given.id and task.company_id = company;
end
$$;

-- The task that a run or a plan is of, and all that it is a part of.
create function deskhand.tasks_of_call(company uuid, run uuid, plan uuid) returns uuid[]
language plpgsql stable security definer set search_path = '' as $$
begin
  return (
    with recursive above (id, depth) as (
      select task_id, 1 from public.runs where id = run and company_id = company
      union all select task_id, 1 from public.plans where id = plan and company_id = company
      union all select task.parent_id, depth + 1 from above join public.tasks task on task.id = above.id
        where task.parent_id is not null and depth < 20
    )
    select coalesce(array_agg(id order by depth), '{}') from above
  );
end
$$;

-- The counter of a cap, locked until the transaction ends; made when it is the first call.
create function deskhand.lock_counter(company uuid, of_scope text, subject uuid, of_period date) returns public.spend
language plpgsql security definer set search_path = '' as $$
declare counter public.spend;
begin
  loop
    select * into counter from public.spend
      where company_id = company and scope = of_scope and subject_id = subject and period = of_period for update;
    exit when found;
    insert into public.spend (company_id, scope, subject_id, period) values (company, of_scope, subject, of_period) on conflict do nothing;
  end loop;
  return counter;
end
$$;

-- Holds back what a call could cost at most and opens its row in the ledger, or says why not. Where less is left than the whole answer
-- could cost, the answer may be shorter (maxTokens), but not shorter than leastTokens. `call` is as orchestrator/model-proxy/reserve.ts
-- writes it. What is refused for good is written down (the gateway passes no words of it on); isPending: calls under way hold it back, and
-- whoever may wait asks again. With the grant come the facts that breakers judge by.
create function deskhand.reserve_call(call jsonb, figures jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  company uuid := call ->> 'companyId';
  employee uuid := call ->> 'employeeId';
  run uuid := call ->> 'runId';
  message uuid := call ->> 'messageId';
  plan uuid := call ->> 'planId';
  fixed bigint := call ->> 'fixedMicros';
  price numeric := call ->> 'outputPrice';
  most_tokens bigint := call ->> 'maxTokens';
  most bigint := fixed + ceil(most_tokens * price / 1000000);
  least_possible bigint := fixed + ceil((call ->> 'leastTokens')::bigint * price / 1000000);
  of_tasks uuid[] := deskhand.tasks_of_call(company, run, plan);
  is_trial boolean := false;
  cap record;
  counter public.spend;
  scopes text[] := '{}';
  subjects uuid[] := '{}';
  periods date[] := '{}';
  room bigint := most;
  tight jsonb;
  refusal jsonb;
  is_pending boolean := true;
  facts jsonb := '{}';
  eased timestamptz;
  held bigint;
begin
  if not deskhand.may_run(company) then
    is_pending := false;
    refusal := '{"reason": "not_entitled"}';
  else
    select eased_at into eased from public.breaker_eases where employee_id = employee;
    for cap in select * from deskhand.caps_of(company, employee, of_tasks, now(), figures) caps order by caps.place loop
      counter := deskhand.lock_counter(company, cap.scope, cap.subject_id, cap.period);
      scopes := scopes || cap.scope;
      subjects := subjects || cap.subject_id;
      periods := periods || cap.period;
      is_trial := is_trial or cap.scope = 'company' and cap.period = date '1970-01-01';
      if cap.cap_micros - counter.spent_micros - counter.reserved_micros < room then
        room := cap.cap_micros - counter.spent_micros - counter.reserved_micros;
        tight := jsonb_build_object('reason', cap.scope || '_allowance', 'subjectId', cap.subject_id,
          'capMicros', cap.cap_micros, 'spentMicros', counter.spent_micros, 'reservedMicros', counter.reserved_micros);
      end if;
      -- The first one is said: the company's before the employee's, the task's before its whole's.
      if room < least_possible then
        refusal := coalesce(refusal, tight);
        is_pending := is_pending and cap.cap_micros - counter.spent_micros >= least_possible;
      end if;
      if cap.scope = 'employee' then
        facts := jsonb_build_object('capMicros', cap.cap_micros, 'monthMicros', counter.spent_micros, 'paceMicros',
          case when counter.pace_from > now() - interval '5 minutes' and counter.pace_from > coalesce(eased, '-infinity')
            then counter.pace_micros else 0 end);
      end if;
    end loop;
  end if;

  if refusal is not null then
    if not (is_pending and coalesce((call ->> 'mayWait')::boolean, false)) then
      insert into public.model_refusals (company_id, employee_id, message_id, run_id, plan_id, reason, cap_micros, spent_micros,
          reserved_micros, wanted_micros)
        values (company, employee, message, run, plan, refusal ->> 'reason', (refusal ->> 'capMicros')::bigint,
          (refusal ->> 'spentMicros')::bigint, (refusal ->> 'reservedMicros')::bigint, least_possible);
    end if;
    return refusal || jsonb_build_object('granted', false, 'isPending', is_pending);
  end if;

  if room < most then
    most_tokens := floor((room - fixed) * 1000000 / price);
  end if;
  held := fixed + ceil(most_tokens * price / 1000000);
  update public.spend s set reserved_micros = s.reserved_micros + held
    from unnest(scopes, subjects, periods) counted (scope, subject_id, period)
    where s.company_id = company and s.scope = counted.scope and s.subject_id = counted.subject_id and s.period = counted.period;
  -- Of this run or this answer, since somebody last let it go on: how often the same step was taken among the last ones, and how many
  -- calls there were since the run last said something new of itself.
  select facts || jsonb_build_object('sameSteps', count(*) filter (where step_hash = decode(call ->> 'stepHash', 'hex')))
    into facts from (
      select step_hash from public.ledger_entries l
        where (l.run_id = run or (run is null and l.message_id = message)) and l.state in ('settled', 'aborted')
          and l.started_at > coalesce(eased, '-infinity')
        order by l.started_at desc limit 40) lately;
  if run is not null then
    select facts || jsonb_build_object('quietCalls', count(*)) into facts from public.ledger_entries l
      where l.run_id = run and l.employee_id is not null and l.started_at > coalesce(greatest(eased,
        (select progress_at from public.tasks where id = of_tasks[1]), (select max(asked_at) from public.questions q where q.run_id = run)), '-infinity');
  end if;
  insert into public.ledger_entries (id, company_id, employee_id, desk_id, message_id, run_id, plan_id, model, practice,
      reserved_micros, recorded_micros, task_ids, counts_for_trial, step_hash)
    values ((call ->> 'id')::uuid, company, employee, (call ->> 'deskId')::uuid, message, run, plan, call ->> 'model',
      (call ->> 'practice')::boolean, held, least(held, (call ->> 'recordedMicros')::bigint), of_tasks, is_trial,
      decode(call ->> 'stepHash', 'hex'));
  return facts || jsonb_build_object('granted', true, 'maxTokens', most_tokens, 'reservedMicros', held, 'shortenedBy', tight);
end
$$;

-- Adds to every counter of a call: the company's first, as all do.
create function deskhand.count_call(entry public.ledger_entries, spent bigint, freed bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare month date := deskhand.month_of(entry.started_at);
begin
  update public.spend set spent_micros = spent_micros + spent, reserved_micros = reserved_micros - freed, counted_at = now()
    where company_id = entry.company_id and scope = 'company' and subject_id = entry.company_id and period = month;
  update public.spend s set spent_micros = spent_micros + spent, reserved_micros = reserved_micros - freed, counted_at = now(),
      pace_from = case when is_over then now() else pace_from end,
      pace_micros = case when is_over then spent else pace_micros + spent end
    from (
      select 'company' as scope, entry.company_id as id, date '1970-01-01' as period, false as is_over where entry.counts_for_trial
      union all select 'employee', entry.employee_id, month, (
        select pace_from <= greatest(now() - interval '5 minutes', eases.eased_at) from public.spend mine
          left join public.breaker_eases eases on eases.employee_id = entry.employee_id
          where mine.company_id = entry.company_id and mine.scope = 'employee' and mine.subject_id = entry.employee_id
            and mine.period = month)
      union all select 'task', unnest(entry.task_ids), date '1970-01-01', false
    ) counted
    where s.company_id = entry.company_id and s.scope = counted.scope and s.subject_id = counted.id and s.period = counted.period;
end
$$;

-- A sign of life, with what it has cost at least by now. False: the call was ended meanwhile, and nothing is held back for it any more.
create function deskhand.touch_call(entry uuid, so_far jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.ledger_entries set reserved_until = now() + interval '30 seconds',
      recorded_micros = greatest(recorded_micros, (so_far ->> 'recordedMicros')::bigint),
      input_tokens = coalesce((so_far ->> 'inputTokens')::integer, input_tokens),
      output_tokens = coalesce((so_far ->> 'outputTokens')::integer, output_tokens),
      cache_read_tokens = coalesce((so_far ->> 'cacheReadTokens')::integer, cache_read_tokens),
      cache_write_tokens = coalesce((so_far ->> 'cacheWriteTokens')::integer, cache_write_tokens),
      cache_write_hour_tokens = coalesce((so_far ->> 'cacheWriteHourTokens')::integer, cache_write_hour_tokens)
    where id = entry and state = 'open';
  return found;
end
$$;

-- Ends a call: what it cost is counted, the rest of what was held back is free. One that was ended without us is only ever made dearer.
-- Locks the ledger's row, then the run's and the task's (a trigger counts there), then the counters: nobody goes the other way.
create function deskhand.settle_call(entry uuid, outcome jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  before public.ledger_entries;
  cost bigint := outcome ->> 'costMicros';
begin
  select * into before from public.ledger_entries where id = entry for update;
  if not found or (before.state <> 'open' and cost <= before.cost_micros) then return; end if;
  update public.ledger_entries set state = outcome ->> 'state', http_status = (outcome ->> 'httpStatus')::integer,
      first_byte_ms = (outcome ->> 'firstByteMs')::integer, input_tokens = (outcome ->> 'inputTokens')::integer,
      output_tokens = (outcome ->> 'outputTokens')::integer, cache_read_tokens = (outcome ->> 'cacheReadTokens')::integer,
      cache_write_tokens = (outcome ->> 'cacheWriteTokens')::integer,
      cache_write_hour_tokens = (outcome ->> 'cacheWriteHourTokens')::integer,
      cost_micros = cost, settled_at = coalesce(settled_at, now())
    where id = entry;
  perform deskhand.count_call(before, cost - before.cost_micros, case when before.state = 'open' then before.reserved_micros else 0 end);
end
$$;

-- Calls without a sign of life: their process died. What was recorded of them is what they cost.
create function deskhand.sweep_calls() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  before public.ledger_entries;
  swept integer := 0;
begin
  for before in select * from public.ledger_entries where state = 'open' and reserved_until < now()
    order by company_id, started_at limit 200 for update skip locked loop
    update public.ledger_entries set state = 'aborted', cost_micros = before.recorded_micros, settled_at = now() where id = before.id;
    perform deskhand.count_call(before, before.recorded_micros - before.cost_micros, before.reserved_micros);
    swept := swept + 1;
  end loop;
  return swept;
end
$$;

-- Whose desk asks, and what they are at: the first thing every call of a desk needs to know.
create function deskhand.calling_desk(desk uuid) returns table (company_id uuid, employee_id uuid, generation integer, is_at_work boolean,
  message_id uuid, run_ids text[])
language plpgsql stable security definer set search_path = '' as $$
begin
  return query
    select one.company_id, one.employee_id, one.desired_generation, one.desired_state = 'running' and employee.fired_at is null,
      (select id from public.messages where messages.employee_id = one.employee_id and messages.status = 'streaming' limit 1),
      array(select id::text from public.runs where runs.employee_id = one.employee_id and runs.ended_at is null)
    from public.desks one left join public.employees employee on employee.id = one.employee_id
    where one.id = desk and one.desired_state <> 'absent';
end
$$;

grant execute on function deskhand.calling_desk(uuid), deskhand.reserve_call(jsonb, jsonb), deskhand.touch_call(uuid, jsonb), deskhand.settle_call(uuid, jsonb),
  deskhand.sweep_calls() to deskhand_orchestrator;
grant execute on function deskhand.caps_of(uuid, uuid, uuid[], timestamptz, jsonb), deskhand.month_of(timestamptz)
  to deskhand_app, deskhand_orchestrator;
