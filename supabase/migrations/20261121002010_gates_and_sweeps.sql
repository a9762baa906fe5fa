-- The gate of money in SQL: without the right to run no desk begins to, whoever wakes it, and no task is taken. What sweeps do about it
-- looks at the truth once more in the statement that acts.

-- Whoever wakes many wakes the others.
create function deskhand.keep_resting() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  return case when deskhand.may_run(new.company_id) then new end;
end
$$;
create trigger desks_keep_resting before update of desired_state on desks
  for each row when (new.company_id is not null and new.desired_state = 'running' and old.desired_state <> 'running')
  execute function deskhand.keep_resting();

create or replace function deskhand.queue_heads(company uuid, employee uuid, can text[], depth integer)
returns table (task_id uuid, claim_order double precision)
language sql stable security definer set search_path = '' set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off
begin atomic
  select head.id, head.claim_order from public.task_queues queue cross join lateral (
      select task.id, task.claim_order from public.tasks task
      where task.company_id = company and task.claim_key = queue.claim_key and task.status = 'ready' and task.open_dependencies = 0
        and task.parts = 0 and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
        and task.available_at <= clock_timestamp()
      order by task.claim_order limit depth) head
    where queue.company_id = company and (queue.assignee_id is null or queue.assignee_id = employee) and queue.requires <@ can
      and (select deskhand.may_work(company))
    order by head.claim_order limit depth;
end;

create or replace function deskhand.lock_next_task(company uuid, employee uuid, can text[]) returns public.tasks
language plpgsql security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  depth integer;
  candidate uuid;
  next_task public.tasks;
begin
  if not deskhand.may_work(company) then
    return null;
  end if;
  foreach depth in array array[3, 30, 600] loop
    candidate := null;
    for candidate in
      select head.id from public.task_queues queue cross join lateral (
          select task.id, task.claim_order from public.tasks task
          where task.company_id = company and task.claim_key = queue.claim_key and task.status = 'ready' and task.open_dependencies = 0
            and task.parts = 0 and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
            and task.available_at <= clock_timestamp()
          order by task.claim_order limit depth) head
        where queue.company_id = company and (queue.assignee_id is null or queue.assignee_id = employee) and queue.requires <@ can
        order by head.claim_order limit depth
    loop
      select * into next_task from public.tasks
        where id = candidate and status = 'ready' and open_dependencies = 0 and parts = 0
          and (allowance_micros is null or cost_micros < allowance_micros) and available_at <= clock_timestamp()
          and (assignee_id is null or assignee_id = employee) and requires <@ can
        for no key update skip locked;
      if next_task.id is not null then
        return next_task;
      end if;
    end loop;
    -- Without any candidate there is none further down either.
    exit when candidate is null;
  end loop;
  return null;
end
$$;

-- Whether what we have of Stripe is the truth of a moment after `since`: every hint was followed, and it was read since then. Who is no
-- customer there has nothing to be told.
create function deskhand.billing_is_known(company uuid, since timestamptz) returns boolean
language sql stable security definer set search_path = ''
return not exists (select from public.billing_customers customer
  where customer.company_id = company and customer.stripe_customer_id is not null
    and (customer.sync_done < customer.sync_wanted or customer.synced_at is null or customer.synced_at < coalesce(since, '-infinity')));

-- Stops the desks of a company without the right to run, and remembers which ran. Their runs are given back unharmed. Answers with how
-- many desks that were.
create function deskhand.halt_desks(company uuid) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  halted integer;
  held public.runs;
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.seats:' || company::text, 0));
  update public.desks set desired_state = 'stopped', desired_at = now(), halted_at = now()
    from public.companies payer
    where payer.id = company and desks.company_id = company and desks.desired_state = 'running'
      and not deskhand.may_run(company) and (payer.suspended_at is not null or deskhand.billing_is_known(company, payer.entitled_until));
  get diagnostics halted = row_count;
  if halted = 0 then return 0; end if;
  for held in
    select run.* from public.runs run join public.desks desk on desk.employee_id = run.employee_id and desk.halted_at = now()
      where run.company_id = company and run.ended_at is null
  loop
    perform from public.tasks where id = held.task_id and status in ('claimed', 'running') for no key update;
    continue when not found;
    update public.runs set ended_at = clock_timestamp(), outcome = 'released', summary = 'The desk was stopped: nobody pays for it.'
      where id = held.id and ended_at is null;
    continue when not found;
    perform deskhand.note_report(held, 'released', 'The desk was stopped: nobody pays for it.', null);
    update public.tasks set attempts = greatest(attempts - 1, 0) where id = held.task_id;
    perform deskhand.set_ready_again(held.task_id, null, true, interval '0');
  end loop;
  perform deskhand.emit_event(company, 'billing', company, null);
  return halted;
end
$$;

-- A warning from before a suspension is none: while it lasted nothing was to be removed, however long ago the time for it had come. Whoever
-- is let go on is warned anew, and has the days of a warning.
alter table companies add column resumed_at timestamptz;

-- Lets the employees go of a company that nobody has paid for until its homes were to be removed, and who was warned `notice` ago: from
-- here on they leave like everybody who is fired, without a time to undo. A mail server that was away for days holds nothing up for ever.
create function deskhand.remove_homes(company uuid, notice interval) returns table (employee_id uuid, employee_name text)
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.seats:' || company::text, 0));
  return query
    with gone as (
      update public.employees set fired_at = now(), home_kept_until = now()
        from public.companies payer
        where payer.id = company and employees.company_id = company and employees.fired_at is null
          and payer.removal_at <= now() and payer.suspended_at is null and not deskhand.may_run(company)
          and not exists (select from public.subscriptions where company_id = company and status in ('active', 'trialing'))
          and deskhand.billing_is_known(company, payer.removal_at)
          and exists (select from public.mails
            where mails.company_id = company and template = 'removal-warning'
              and created_at >= greatest(coalesce(payer.entitled_until, payer.created_at), payer.resumed_at)
              and coalesce(sent_at, case when skipped is null then created_at + interval '5 days' end) <= now() - notice)
        returning employees.id, employees.name
    ), stopped as (
      update public.desks set desired_state = 'stopped', desired_at = now(), halted_at = null
        from gone where desks.employee_id = gone.id and desired_state in ('running', 'asleep')
    )
    select gone.id, gone.name from gone;
end
$$;

grant execute on function deskhand.billing_is_known(uuid, timestamptz), deskhand.halt_desks(uuid), deskhand.remove_homes(uuid, interval)
  to deskhand_orchestrator;
