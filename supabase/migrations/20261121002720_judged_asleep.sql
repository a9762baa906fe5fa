-- A judge may wait for an allowance for days. Whoever did the work need not stay awake for that long.

alter table runs
  -- False once all that had to be seen at the desk was seen: what is left to judge needs it no more.
  add column judge_needs_desk boolean not null default true;
grant update (judge_needs_desk) on runs to deskhand_orchestrator;

-- As before, and what was seen keeps nobody awake, nor does a task that nobody may begin while a run is parked (lib/run/holds-up.ts).
create or replace function deskhand.has_work(worker_employee uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from public.runs where employee_id = worker_employee and ended_at is null and parked_at is null)
    -- What was made there is being checked there.
    or exists (select from public.tasks task join public.runs run on run.id = task.checking_run_id
      where task.checking_run_id is not null and run.employee_id = worker_employee and run.judge_needs_desk)
    or exists (select from public.tasks task join public.workers worker on worker.employee_id = task.assignee_id
      where task.assignee_id = worker_employee and task.status = 'ready' and task.open_dependencies = 0 and task.parts = 0
        and task.available_at < now() + interval '2 minutes' and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
        and task.requires <@ worker.capabilities and worker.draining_at is null and worker.forgotten_at is null
        and not exists (select from public.runs parked
          where parked.company_id = worker.company_id and parked.parked_at is not null and parked.ended_at is null
            and (parked.parked_reason = 'company_allowance'
              or (parked.parked_reason = 'employee_allowance' and parked.employee_id = worker.employee_id))))
$$;
