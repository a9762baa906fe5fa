-- Claims that arrive at one moment are taken in one statement: what a statement begins with and what a commit waits for is paid once for all.

-- claim_run_as for several callers. Each is looked up by its own key and gets what its own company and worker allow; `answer` is `claimed`,
-- `nothing` (for this worker now) or `alone`: to be asked for with claim_run_as, which waits or refuses. Here nobody is refused and nothing is
-- waited for: neither a worker that somebody holds nor a task, nor the events of a company unless all claims are that company's. So no
-- company holds up another, and no circle of locks closes. Only the app's own sign-in may call this.
create function deskhand.claim_runs_as(as_companies uuid[], as_keys uuid[], askers uuid[], lease_hashes bytea[], lease_seconds integer[])
returns table (place integer, answer text, run_id uuid, company_id uuid, attempt integer, lease_expires_at timestamptz, task jsonb)
language plpgsql security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  at timestamptz := clock_timestamp();
  company uuid;
  claimant record;
  alive integer;
  depth integer;
  candidate uuid;
  chosen uuid;
  whole uuid;
  -- Our own locks are not skipped.
  held uuid[] := '{}';
  seen uuid[] := '{}';
  of_places integer[] := '{}';
  of_tasks uuid[] := '{}';
  of_workers uuid[] := '{}';
  of_companies uuid[] := '{}';
  told uuid[];
begin
  perform set_config('deskhand.user_id', '', true), set_config('deskhand.email', '', true);
  for nth in 1 .. cardinality(askers) loop
    place := nth;
    answer := 'alone';
    perform set_config('deskhand.company_id', as_companies[nth]::text, true), set_config('deskhand.api_key_id', as_keys[nth]::text, true);
    company := deskhand.caller_company_id();
    -- As lock_worker.
    select id, max_concurrent, capabilities, draining_at, seen_at into claimant from public.workers
      where id = askers[nth] and forgotten_at is null and company_id = company and employee_id is null
      for no key update skip locked;
    if claimant.id is null then
      return next;
      continue;
    end if;
    answer := 'nothing';
    if claimant.seen_at < at - interval '5 seconds' then
      seen := seen || claimant.id;
    end if;
    select count(*) into alive from public.runs where worker_id = claimant.id and ended_at is null and parked_at is null;
    if claimant.draining_at is not null or alive + cardinality(array_positions(of_workers, claimant.id)) >= claimant.max_concurrent
        or not deskhand.may_work(company) then
      return next;
      continue;
    end if;
    -- As lock_next_task, for a worker of nobody's desk.
    chosen := null;
    whole := null;
    <<looking>>
    foreach depth in array array[3, 30, 600] loop
      candidate := null;
      for candidate in
        select head.id from public.task_queues queue cross join lateral (
            select task.id, task.claim_order from public.tasks task
            where task.company_id = company and task.claim_key = queue.claim_key and task.status = 'ready' and task.open_dependencies = 0
              and task.parts = 0 and (task.allowance_micros is null or task.cost_micros < task.allowance_micros)
              and task.available_at <= clock_timestamp() and task.id <> all (held)
            order by task.claim_order limit depth) head
          where queue.company_id = company and queue.assignee_id is null and queue.requires <@ claimant.capabilities
          order by head.claim_order limit depth
      loop
        select id, parent_id into chosen, whole from public.tasks
          where id = candidate and status = 'ready' and open_dependencies = 0 and parts = 0
            and (allowance_micros is null or cost_micros < allowance_micros) and available_at <= clock_timestamp()
            and assignee_id is null and requires <@ claimant.capabilities
          for no key update skip locked;
        exit looking when chosen is not null;
      end loop;
      -- Without any candidate there is none further down either.
      exit when candidate is null;
    end loop;
    if chosen is null then
      return next;
      continue;
    end if;
    held := held || chosen;
    -- A part moves its whole, for which it might have to wait.
    if whole is not null then
      answer := 'alone';
      return next;
      continue;
    end if;
    of_places := of_places || nth;
    of_tasks := of_tasks || chosen;
    of_workers := of_workers || claimant.id;
    of_companies := of_companies || company;
  end loop;
  -- From here on nobody in particular acts.
  perform set_config('deskhand.company_id', '', true), set_config('deskhand.api_key_id', '', true);
  if cardinality(seen) > 0 then
    update public.workers set seen_at = at where id = any (seen);
  end if;
  if cardinality(of_tasks) = 0 then
    return;
  end if;

  -- Last: this lock holds up everybody of the company until the commit.
  if of_companies[1] = all (of_companies) then
    perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || of_companies[1]::text, 0));
    told := of_companies[1:1];
  else
    select array_agg(one.id) into told from (select distinct id from unnest(of_companies) id) one
      where pg_try_advisory_xact_lock(hashtextextended('deskhand.events:' || one.id::text, 0));
  end if;
  -- What claim_run writes for one.
  perform set_config('deskhand.quiet', 'on', true);
  return query
  with chosen as (
    select one.*, one.company_id = any (coalesce(told, '{}')) as is_told, gen_random_uuid() as new_run, worker.name as worker_name,
      at + make_interval(secs => lease_seconds[one.place]) as leased_until,
      (select coalesce(max(before.attempt), 0) + 1 from public.runs before where before.task_id = one.task_id) as new_attempt
    from unnest(of_places, of_tasks, of_workers, of_companies) one (place, task_id, worker_id, company_id)
    join public.workers worker on worker.id = one.worker_id
  ), claimed as (
    update public.tasks set status = 'claimed', status_at = at, updated_at = at, queued_at = null, attempts = attempts + 1,
        progress_state = null, progress_note = null, progress_at = null
      from chosen where tasks.id = chosen.task_id and chosen.is_told
  ), begun as (
    insert into public.runs (id, company_id, task_id, worker_id, attempt, lease_hash, lease_expires_at, claimed_at)
      select new_run, company_id, task_id, worker_id, new_attempt, lease_hashes[place], leased_until, at from chosen where is_told
  ), noted as (
    insert into public.task_timeline (company_id, task_id, run_id, kind, actor_kind, actor_id, data)
      select company_id, task_id, new_run, 'claimed', 'worker', worker_id,
        jsonb_build_object('workerId', worker_id, 'workerName', worker_name, 'attempt', new_attempt)
      from chosen where is_told
  ), live as (
    insert into public.events (company_id, kind, subject_id)
      select company_id, kind, task_id from chosen cross join unnest(array['task', 'run', 'task.activity']) kind where is_told
  )
  select chosen.place, case when is_told then 'claimed' else 'alone' end, new_run, chosen.company_id, new_attempt, leased_until,
      case when is_told then deskhand.claimed_task(task) end
    from chosen join public.tasks task on task.id = chosen.task_id;
  perform set_config('deskhand.quiet', '', true);
end
$$;
