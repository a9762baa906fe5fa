-- A claim writes one event instead of three, and one that finds nothing does not wait for the disk. Workers that wait look in one statement,
-- planned once for each connection.

-- A row may tell of three things, each with a number of its own: the two before the row's are kept free.
alter table events alter column id set increment by 3;

-- For each of these workers that is known: what it can do, and whether there is something for it now. As lock_next_task looks, but without a lock.
create function deskhand.look_for_work(workers uuid[]) returns table (worker_id uuid, company_id uuid, capabilities text[], can_claim boolean)
language plpgsql stable security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
begin
  return query
  select worker.id, worker.company_id, worker.capabilities,
      worker.draining_at is null and deskhand.may_work(worker.company_id)
      and worker.max_concurrent > (
        select count(*) from public.runs where runs.worker_id = worker.id and runs.ended_at is null and runs.parked_at is null)
      and exists (
        select from public.task_queues queue
          join public.tasks task on task.company_id = queue.company_id and task.claim_key = queue.claim_key
          where queue.company_id = worker.company_id and (queue.assignee_id is null or queue.assignee_id = worker.employee_id)
            and queue.requires <@ worker.capabilities and task.status = 'ready' and task.open_dependencies = 0 and task.parts = 0
            and (task.allowance_micros is null or task.cost_micros < task.allowance_micros) and task.available_at <= clock_timestamp())
    from public.workers worker where worker.id = any (workers) and worker.forgotten_at is null;
end
$$;
grant execute on function deskhand.look_for_work(uuid[]) to deskhand_orchestrator;
drop function deskhand.who_can_claim(uuid[]);
drop function deskhand.queue_heads(uuid, uuid, text[], integer);

-- As before (20261121002500_parking.sql), but for what is said above: `task.run` says that a run of the task began, and with it its card and
-- its page have changed.
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
    -- Only locks were written: nobody waits for the disk because of them.
    perform set_config('synchronous_commit', 'off', true);
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
    values (company_id, 'task.run', task_id);
  return next;
end
$$;

-- As before (20261121002760_alike_look_once.sql), but for what is said above.
create or replace function deskhand.claim_runs_as(as_companies uuid[], as_keys uuid[], askers uuid[], lease_hashes bytea[], lease_seconds integer[])
returns table (place integer, answer text, run_id uuid, company_id uuid, attempt integer, lease_expires_at timestamptz, task jsonb)
language plpgsql security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
#variable_conflict use_column
declare
  at timestamptz := clock_timestamp();
  known integer[];
  claimant record;
  gained record;
  seen uuid[] := '{}';
  -- Who still looks, and what each is about to take.
  looking integer[];
  picking integer[];
  picked uuid[];
  -- Workers once for each task they have got or are about to, and tasks that are spoken for, by us or by others.
  busy uuid[];
  held uuid[] := '{}';
  chosen uuid;
  of_places integer[] := '{}';
  of_tasks uuid[] := '{}';
  of_workers uuid[] := '{}';
  of_companies uuid[] := '{}';
  told uuid[];
begin
  -- Nobody in particular acts.
  perform set_config('deskhand.user_id', '', true), set_config('deskhand.email', '', true),
    set_config('deskhand.company_id', '', true), set_config('deskhand.api_key_id', '', true);
  -- As caller_company_id and lock_worker.
  select coalesce(array_agg(one.place), '{}') into known from (
    select ask.place::integer as place
      from unnest(as_companies, as_keys, askers) with ordinality ask (company_id, key_id, worker_id, place)
      join public.api_keys key on key.id = ask.key_id and key.company_id = ask.company_id
        and key.revoked_at is null and (key.expires_at is null or key.expires_at > now())
      join public.workers worker on worker.id = ask.worker_id and worker.company_id = ask.company_id
        and worker.forgotten_at is null and worker.employee_id is null
      for no key update of worker skip locked) one;
  answer := 'alone';
  for place in select nth from generate_series(1, cardinality(askers)) nth where nth <> all (known) loop
    return next;
  end loop;

  looking := known;
  for glance in 1 .. 3 loop
    exit when cardinality(looking) = 0;
    busy := of_workers;
    picking := '{}';
    picked := '{}';
    -- In a statement of its own: what others gave these workers before we locked them counts. Workers of one company that can do the same
    -- look once, at as many heads more than are spoken for as their company's claims can take here; heads as in lock_next_task, for a worker
    -- of nobody's desk.
    for claimant in
      with asker as materialized (
        select nth as place, worker.id, worker.company_id, worker.capabilities, worker.max_concurrent, worker.seen_at, worker.draining_at
          from unnest(looking) nth join public.workers worker on worker.id = askers[nth]
      ), alike as (
        select kind.company_id, kind.capabilities, deskhand.may_work(kind.company_id) as is_paid,
            (select array_agg(ahead.id order by ahead.claim_order) from (
              select first.id, first.claim_order from public.task_queues queue cross join lateral (
                  select task.id, task.claim_order from public.tasks task
                  where task.company_id = kind.company_id and task.claim_key = queue.claim_key and task.status = 'ready'
                    and task.open_dependencies = 0 and task.parts = 0
                    and (task.allowance_micros is null or task.cost_micros < task.allowance_micros) and task.available_at <= clock_timestamp()
                  order by task.claim_order limit rivals.enough) first
                where queue.company_id = kind.company_id and queue.assignee_id is null and queue.requires <@ kind.capabilities
                order by first.claim_order limit rivals.enough) ahead) as heads
          from (select distinct company_id, capabilities from asker) kind
            cross join lateral (select count(*) + cardinality(held) + 2 as enough from asker other
              where other.company_id = kind.company_id) rivals
      )
      select asker.*, alike.is_paid, alike.heads,
          (select count(*) from public.runs where worker_id = asker.id and ended_at is null and parked_at is null) as alive
        from asker join alike on alike.company_id = asker.company_id and alike.capabilities = asker.capabilities
        order by asker.place
    loop
      if claimant.seen_at < at - interval '5 seconds' then
        seen := seen || claimant.id;
      end if;
      chosen := null;
      if claimant.draining_at is null and claimant.is_paid
          and claimant.alive + cardinality(array_positions(busy, claimant.id)) < claimant.max_concurrent then
        foreach chosen in array coalesce(claimant.heads, '{}') loop
          exit when chosen <> all (held);
          chosen := null;
        end loop;
      end if;
      if chosen is null then
        place := claimant.place;
        answer := 'nothing';
        return next;
        continue;
      end if;
      busy := busy || claimant.id;
      held := held || chosen;
      picking := picking || claimant.place;
      picked := picked || chosen;
    end loop;
    -- Who loses to somebody else's claim looks again, past what that one holds.
    looking := picking;
    for gained in
      select asker.place, task.id as task_id, worker.id as worker_id, task.company_id, task.parent_id
        from unnest(picking, picked) asker (place, task_id)
        join public.workers worker on worker.id = askers[asker.place]
        join public.tasks task on task.id = asker.task_id and task.company_id = worker.company_id
        where task.status = 'ready' and task.open_dependencies = 0 and task.parts = 0
          and (task.allowance_micros is null or task.cost_micros < task.allowance_micros) and task.available_at <= clock_timestamp()
          and task.assignee_id is null and task.requires <@ worker.capabilities
        for no key update of task skip locked
    loop
      looking := array_remove(looking, gained.place);
      -- A part moves its whole, for which it might have to wait.
      if gained.parent_id is not null then
        place := gained.place;
        answer := 'alone';
        return next;
        continue;
      end if;
      of_places := of_places || gained.place;
      of_tasks := of_tasks || gained.task_id;
      of_workers := of_workers || gained.worker_id;
      of_companies := of_companies || gained.company_id;
    end loop;
  end loop;
  answer := 'alone';
  foreach place in array looking loop
    return next;
  end loop;
  if cardinality(seen) > 0 then
    update public.workers set seen_at = at where id = any (seen);
  end if;
  if cardinality(of_tasks) = 0 then
    -- Only locks were written: nobody waits for the disk because of them.
    perform set_config('synchronous_commit', 'off', true);
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
      select company_id, 'task.run', task_id from chosen where is_told
  )
  select chosen.place, case when is_told then 'claimed' else 'alone' end, new_run, chosen.company_id, new_attempt, leased_until,
      case when is_told then deskhand.claimed_task(task) end
    from chosen join public.tasks task on task.id = chosen.task_id;
  perform set_config('deskhand.quiet', '', true);
end
$$;
