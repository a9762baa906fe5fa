-- Tasks at desks: each employee is a worker, desks stay awake for their tasks, and what runs at them survives the orchestrator.

-- Every employee is a worker as long as they are employed: what they can do follows their role, their skills and where they sit.
create function deskhand.keep_desk_workers() returns integer
language plpgsql security definer set search_path = '' as $$
declare changed integer;
begin
  insert into public.workers as worker (company_id, employee_id, name, executor, capabilities)
    select employee.company_id, employee.id,
      -- Somebody may have called a worker outside just like that.
      left(employee.name, 80) || ' ' || case when exists (select from public.workers other where other.company_id = employee.company_id
          and other.name = left(employee.name, 80) || ' ' || left(employee.id::text, 8) and other.employee_id is distinct from employee.id)
        then employee.id::text else left(employee.id::text, 8) end,
      'openclaw', able.capabilities
    from public.employees employee
    left join public.desks desk on desk.employee_id = employee.id and desk.desired_state <> 'absent'
    left join public.hosts host on host.id = desk.host_id
    cross join lateral (
      select coalesce(array_agg(distinct one order by one), '{}') as capabilities from unnest(
        array['openclaw', employee.role_key] || employee.skills || case when host.runtime <> 'process' then array['browser'] else '{}' end) one
      where one ~ '^[a-z0-9][a-z0-9._-]{0,59}$'
    ) able
    where employee.fired_at is null
    on conflict (employee_id) where employee_id is not null do update
      set name = excluded.name, capabilities = excluded.capabilities, forgotten_at = null
      where (worker.name, worker.capabilities) is distinct from (excluded.name, excluded.capabilities) or worker.forgotten_at is not null;
  get diagnostics changed = row_count;
  update public.workers set forgotten_at = now()
    where forgotten_at is null and employee_id in (select id from public.employees where fired_at is not null);
  return changed;
end
$$;

-- A desk that is ready is a worker that is heard of, whether it works or not.
create function deskhand.see_desk_workers(host text) returns void
language sql security definer set search_path = '' as $$
  update public.workers set seen_at = clock_timestamp()
  where seen_at < clock_timestamp() - interval '10 seconds' and employee_id in (
    select desk.employee_id from public.desks desk join public.hosts on hosts.id = desk.host_id
    where hosts.name = host and desk.observed_state = 'ready' and desk.desired_state = 'running')
$$;

-- Whether an employee has something to do, or will have within two minutes.
create function deskhand.has_work(worker_employee uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.runs where employee_id = worker_employee and ended_at is null)
    -- What was made there is being checked there.
    or exists (select from public.tasks task join public.runs run on run.id = task.checking_run_id
      where task.checking_run_id is not null and run.employee_id = worker_employee)
    or exists (select from public.tasks task join public.workers worker on worker.employee_id = task.assignee_id
      where task.assignee_id = worker_employee and task.status = 'ready' and task.open_dependencies = 0 and task.parts = 0
        and task.available_at < now() + interval '2 minutes' and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
        and task.requires <@ worker.capabilities and worker.draining_at is null and worker.forgotten_at is null)
$$;

-- As before, and nobody falls asleep over a task.
create or replace function deskhand.sleep_idle_desks() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  candidates uuid[];
  put_to_sleep integer;
begin
  select array_agg(candidate.id) into candidates from (
    select desk.id from public.desks desk join public.employees employee on employee.id = desk.employee_id
      where employee.fired_at is null and desk.desired_state = 'running' and desk.observed_state = 'ready'
        and greatest(employee.active_at, desk.desired_at, desk.ready_at) < now() - make_interval(mins => employee.sleep_after_minutes)
      -- By chance: a hundred that somebody watches must not keep the others awake.
      order by random() limit 100 for update of desk skip locked
  ) candidate;
  update public.desks set desired_state = 'asleep', desired_at = now()
    from public.employees employee
    where desks.id = any (candidates) and employee.id = desks.employee_id and employee.fired_at is null
      and desks.desired_state = 'running' and desks.observed_state = 'ready'
      and greatest(employee.active_at, desks.desired_at, desks.ready_at) < now() - make_interval(mins => employee.sleep_after_minutes)
      and not exists (select from public.messages message
        where message.employee_id = employee.id and message.status in ('queued', 'streaming') and message.superseded_at is null)
      and not exists (select from public.desk_sessions session
        where session.desk_id = desks.id and session.closed_at is null and session.seen_at > now() - interval '2 minutes')
      and not exists (select from public.control_leases lease where lease.desk_id = desks.id and lease.expires_at > now())
      and not deskhand.has_work(employee.id);
  get diagnostics put_to_sleep = row_count;
  return put_to_sleep;
end
$$;

-- Whoever sleeps over a task is woken. Answers with how many that were.
create function deskhand.wake_desks_with_tasks() returns integer
language plpgsql security definer set search_path = '' as $$
declare woken integer;
begin
  update public.desks set desired_state = 'running', desired_at = now()
    where desired_state = 'asleep' and employee_id in (select distinct assignee_id from public.tasks
      where assignee_id is not null and status = 'ready' and open_dependencies = 0 and parts = 0)
      and deskhand.has_work(employee_id);
  get diagnostics woken = row_count;
  return woken;
end
$$;

-- A run at a desk whose orchestrator is gone goes on under the next one: a new token, so that the one before is locked out. Null when it
-- has ended meanwhile. The same order of locks as hold_run.
create function deskhand.take_over_run(run uuid, new_lease_hash bytea, lease_seconds integer)
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
    where held.id = run and held.ended_at is null and held.employee_id is not null
    returning held.attempt, held.desk_session into attempt, desk_session;
  if attempt is null then return; end if;
  next_line := coalesce((select max(log.first_line + cardinality(log.lines)) from public.run_logs log where log.run_id = run), 0);
  task := deskhand.claimed_task(work);
  return next;
end
$$;

grant execute on function deskhand.keep_desk_workers(), deskhand.see_desk_workers(text), deskhand.has_work(uuid),
  deskhand.wake_desks_with_tasks(), deskhand.take_over_run(uuid, bytea, integer) to deskhand_orchestrator;
