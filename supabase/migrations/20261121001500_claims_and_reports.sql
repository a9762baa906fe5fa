-- How workers take tasks and report on them. Every report is fenced: it counts while its run is alive, its token is the right one
-- and its lease has not run out by the clock of the database; otherwise it is refused (DH006) and nothing changes.

-- Where the task stood after the accepted final report: a repeat is answered the same.
alter table runs add column answered_status text check ((answered_status is null) = (report_hash is null));
-- A person does not want to see it any more; it comes back when it registers again.
alter table workers add column forgotten_at timestamptz;
grant update (forgotten_at) on workers to deskhand_app;
revoke delete on workers from deskhand_app;

-- A task that has used up its allowance stays ready and must not stand in the way of those behind it.
drop index tasks_claimable;
create index tasks_claimable on tasks (company_id, claim_key, claim_order)
  where status = 'ready' and open_dependencies = 0 and parts = 0 and (allowance_micros is null or cost_micros < allowance_micros);
-- The heads of queues are where rows die fastest.
alter table tasks set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
alter table runs set (autovacuum_vacuum_scale_factor = 0.05);
alter table task_queues set (autovacuum_vacuum_scale_factor = 0.05);

-- ## A claim tells quietly

-- Whoever holds a claim up holds up everybody: a commit with a NOTIFY takes a lock of the whole cluster until it is on disk. So a claim writes
-- its events without one (deskhand.quiet: 'on' where they are not left to triggers, 'later' where they are), and its process tells once for
-- many claims and final reports after they are committed.
create or replace function deskhand.emit_event(company uuid, event_kind text, subject uuid, employee uuid, event_data jsonb default null)
returns void
language plpgsql security definer set search_path = '' as $$
declare event_id bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || company::text, 0));
  insert into public.events (company_id, kind, subject_id, employee_id, data)
    values (company, event_kind, subject, employee, event_data) returning id into event_id;
  if coalesce(current_setting('deskhand.quiet', true), '') not in ('on', 'later') then
    perform pg_notify('deskhand_events', json_build_object(
      'id', event_id, 'companyId', company, 'kind', event_kind, 'subjectId', subject, 'employeeId', employee)::text);
  end if;
end
$$;

-- What claim_run does by itself, in fewer steps, no trigger does again. Only it can write queued_at.
drop trigger tasks_prepare on tasks;
create trigger tasks_prepare_made before insert on tasks for each row execute function deskhand.prepare_task();
create trigger tasks_prepare before update on tasks for each row
  when (not (old.status = 'ready' and new.status = 'claimed' and old.queued_at is not null and new.queued_at is null))
  execute function deskhand.prepare_task();
drop trigger tasks_follow on tasks;
create trigger tasks_follow after update on tasks for each row
  when (old.status <> new.status and current_setting('deskhand.quiet', true) is distinct from 'on')
  execute function deskhand.follow_task_status();
drop trigger tasks_event on tasks;
create constraint trigger tasks_event after update on tasks
  deferrable initially deferred for each row
  when (current_setting('deskhand.quiet', true) is distinct from 'on' and to_jsonb(old) - 'updated_at' is distinct from to_jsonb(new) - 'updated_at')
  execute function deskhand.emit_change('task', 'id', '');
drop trigger runs_event_made on runs;
create constraint trigger runs_event_made after insert on runs
  deferrable initially deferred for each row when (current_setting('deskhand.quiet', true) is distinct from 'on')
  execute function deskhand.emit_change('run', 'task_id', '');
drop trigger task_timeline_event on task_timeline;
create constraint trigger task_timeline_event after insert on task_timeline
  deferrable initially deferred for each row
  when (new.kind not in ('created', 'status') and current_setting('deskhand.quiet', true) is distinct from 'on')
  execute function deskhand.emit_change('task.activity', 'task_id', '');
drop trigger workers_event on workers;
create constraint trigger workers_event after update on workers
  deferrable initially deferred for each row
  when (to_jsonb(old) - 'seen_at' is distinct from to_jsonb(new) - 'seen_at')
  execute function deskhand.emit_change('worker', 'id', '');

-- A task that can be claimed now is a hint of its own, which says for whom: workers that wait listen for nothing else.
create function deskhand.tell_work() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.available_at <= clock_timestamp() then
    perform pg_notify('deskhand_events', json_build_object('kind', 'work', 'companyId', new.company_id, 'subjectId', new.id,
      'work', json_build_object('assigneeId', new.assignee_id, 'requires', to_json(new.requires)))::text);
  end if;
  return null;
end
$$;
create trigger tasks_work_made after insert on tasks
  for each row when (new.status = 'ready') execute function deskhand.tell_work();
create trigger tasks_work after update of status, open_dependencies, parts, assignee_id, requires, available_at, allowance_micros on tasks
  for each row when (new.status = 'ready' and new.open_dependencies = 0 and new.parts = 0) execute function deskhand.tell_work();

-- The same answer as before, planned once for each connection instead of with every call: each statement under row-level security asks it.
create or replace function deskhand.caller_company_id() returns uuid
language plpgsql stable security definer set search_path = '' as $$
declare
  company uuid := nullif(current_setting('deskhand.company_id', true), '')::uuid;
  person uuid := nullif(current_setting('deskhand.user_id', true), '')::uuid;
  key uuid := nullif(current_setting('deskhand.api_key_id', true), '')::uuid;
begin
  -- One after the other: each costs more to begin than to answer.
  if person is not null and exists (select from public.members where members.company_id = company and members.user_id = person) then
    return company;
  end if;
  if key is not null and exists (select from public.api_keys where api_keys.company_id = company and api_keys.id = key
      and revoked_at is null and (expires_at is null or expires_at > now())) then
    return company;
  end if;
  return null;
end
$$;

-- ## Workers

-- A name is one worker outside. Desks' workers are no part of that: whatever names somebody takes, desks get their workers
-- (deskhand.keep_desk_workers), and those of all other companies with them.
alter table workers drop constraint workers_company_id_name_key;
create unique index workers_outside on workers (company_id, name) where employee_id is null;

-- The same name is the same worker. Null where the name is an employee's desk's: that is nobody else's to take over.
create function deskhand.register_worker(worker_name text, worker_executor text, can text[], worker_version text, at_once integer)
returns uuid
language plpgsql security definer set search_path = '' as $$
declare registered uuid;
begin
  if exists (select from public.workers
      where company_id = deskhand.caller_company_id() and name = worker_name and employee_id is not null) then
    return null;
  end if;
  insert into public.workers as worker (company_id, api_key_id, name, executor, capabilities, version, max_concurrent)
    values (deskhand.caller_company_id(), deskhand.setting_uuid('deskhand.api_key_id'), worker_name, worker_executor,
      coalesce((select array_agg(distinct one order by one) from unnest(can) one), '{}'), worker_version, at_once)
    on conflict (company_id, name) where employee_id is null do update
      set api_key_id = excluded.api_key_id, executor = excluded.executor, capabilities = excluded.capabilities, version = excluded.version,
        max_concurrent = excluded.max_concurrent, seen_at = clock_timestamp(), registered_at = clock_timestamp(), forgotten_at = null
    returning id into registered;
  return registered;
end
$$;

-- Locks the worker, so that its claims are counted one after the other. A desk's worker is the installation's alone.
create function deskhand.lock_worker(worker uuid) returns public.workers
language plpgsql security definer set search_path = '' as $$
declare found_worker public.workers;
begin
  select * into found_worker from public.workers where id = worker and forgotten_at is null
    and (current_setting('role') = 'deskhand_orchestrator' or (company_id = deskhand.caller_company_id() and employee_id is null))
    for no key update;
  if found_worker.id is null then
    raise exception 'no such worker' using errcode = 'P0002';
  end if;
  return found_worker;
end
$$;

-- ## Claims

-- The first `depth` tasks that this worker could take, of every queue it may take from: by the index alone, however many are behind them.
create function deskhand.queue_heads(company uuid, employee uuid, can text[], depth integer)
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
    order by head.claim_order limit depth;
end;

-- Locks the first of them that nobody else holds: looks at a few, and at ever more when others hold all of those. The query is that of
-- queue_heads, planned once for each connection; what it switches off keeps it from sorting a million tasks to find three.
create function deskhand.lock_next_task(company uuid, employee uuid, can text[]) returns public.tasks
language plpgsql security definer set search_path = ''
set enable_seqscan = off set enable_bitmapscan = off set enable_sort = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
  depth integer;
  candidate uuid;
  next_task public.tasks;
begin
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

-- All a fresh process needs to know: lib/wire/run.ts, claimedTask. In PL/pgSQL, which plans once for each connection. What most tasks do
-- not have is put together only where it is there.
create function deskhand.claimed_task(task public.tasks) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  whole jsonb;
  before jsonb := '[]';
  comments jsonb := '[]';
  files jsonb := '[]';
  has_before boolean;
  has_comments boolean;
  has_files boolean;
begin
  if task.parent_id is not null then
    select jsonb_build_object('id', id, 'number', number, 'title', title, 'description', description) into whole
      from public.tasks where id = task.parent_id;
  end if;
  has_before := exists (select from public.task_dependencies where task_id = task.id);
  has_comments := exists (select from public.task_comments where task_id = task.id);
  has_files := exists (select from public.task_files where task_id = task.id);
  if has_before then
    select coalesce(jsonb_agg(jsonb_build_object('id', one.id, 'number', one.number, 'title', one.title, 'summary', one.summary)
        order by one.number), '[]') into before
      from public.task_dependencies link join public.tasks one on one.id = link.depends_on_id where link.task_id = task.id;
  end if;
  if has_comments then
    select jsonb_agg(jsonb_build_object('authorName', said.author_name, 'text', said.text,
        'at', to_char(said.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by said.created_at) into comments
      from (select * from public.task_comments where task_id = task.id order by created_at desc limit 50) said;
  end if;
  if has_files then
    select coalesce(jsonb_agg(jsonb_build_object('id', file.id, 'path', file.path, 'mediaType', file.media_type, 'sizeBytes', file.size_bytes)
        order by file.path), '[]') into files
      from public.task_files file where file.task_id = task.id and file.kind = 'attachment';
  end if;
  return jsonb_build_object(
    'id', task.id, 'number', task.number, 'title', task.title, 'description', task.description, 'labels', to_jsonb(task.labels),
    'requires', to_jsonb(task.requires), 'model', task.model, 'thinking', task.thinking, 'role', task.part_role,
    'checks', task.checks, 'feedback', task.feedback, 'allowanceMicros', task.allowance_micros,
    'parent', whole, 'before', before, 'comments', comments, 'files', files);
end
$$;

-- One row, or none when there is nothing for this worker now.
create function deskhand.claim_run(worker uuid, new_lease_hash bytea, lease_seconds integer)
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
      or (select count(*) from public.runs where worker_id = claimant.id and ended_at is null) >= claimant.max_concurrent
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

-- The same for a program with a key, in one statement and without a transaction around it: the caller's settings end with it. Only the
-- app's own sign-in may call this; the key is believed or not as everywhere (caller_company_id).
create function deskhand.claim_run_as(as_company uuid, as_key uuid, worker uuid, new_lease_hash bytea, lease_seconds integer)
returns table (run_id uuid, task_id uuid, company_id uuid, attempt integer, lease_expires_at timestamptz, task jsonb)
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('deskhand.company_id', as_company::text, true), set_config('deskhand.api_key_id', as_key::text, true),
    set_config('deskhand.user_id', '', true), set_config('deskhand.email', '', true);
  return query select * from deskhand.claim_run(worker, new_lease_hash, lease_seconds);
end
$$;

-- Which of these workers could claim something now: for those that wait, when no hint comes.
create function deskhand.who_can_claim(workers uuid[]) returns setof uuid
language sql stable security definer set search_path = '' as $$
  select worker.id from public.workers worker
  where worker.id = any (workers) and current_setting('role') = 'deskhand_orchestrator' and worker.draining_at is null
    and worker.max_concurrent > (select count(*) from public.runs where worker_id = worker.id and ended_at is null)
    and exists (select from deskhand.queue_heads(worker.company_id, worker.employee_id, worker.capabilities, 1))
$$;

-- A queue's row without tasks costs every claim a look. The lock keeps out whoever is just putting a task into a queue that exists.
create function deskhand.prune_task_queues() returns bigint
language plpgsql security definer set search_path = '' set lock_timeout = '1s' as $$
declare pruned bigint;
begin
  lock table public.task_queues in share row exclusive mode;
  delete from public.task_queues queue where not exists (
    select from public.tasks where company_id = queue.company_id and claim_key = queue.claim_key and status = 'ready');
  get diagnostics pruned = row_count;
  return pruned;
end
$$;

-- ## Reports

-- Locks the task, then its run: the order of whoever ends a task. Refuses everybody who no longer holds the lease.
create function deskhand.hold_run(run uuid, token_hash bytea, body_hash bytea default null) returns public.runs
language plpgsql security definer set search_path = '' as $$
declare held public.runs;
begin
  perform from public.tasks where id = (select task_id from public.runs where id = run) for no key update;
  select * into held from public.runs where id = run
    and (current_setting('role') = 'deskhand_orchestrator' or company_id = deskhand.caller_company_id()) for no key update;
  if held.id is null then
    raise exception 'no such run' using errcode = 'P0002';
  end if;
  if held.lease_hash = token_hash then
    if held.ended_at is not null and held.report_hash = body_hash then
      return held;
    end if;
    if held.ended_at is null and held.lease_expires_at > clock_timestamp() then
      perform set_config('deskhand.actor',
        case when held.employee_id is null then 'worker:' || held.worker_id else 'employee:' || held.employee_id end, true);
      return held;
    end if;
  end if;
  raise exception 'the lease of this run is over' using errcode = 'DH006';
end
$$;

-- Any sign of life. Whoever is just claiming with this worker notes one, too.
create function deskhand.see_worker(worker uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  update public.workers set seen_at = clock_timestamp() where id = (
    select id from public.workers where id = worker and seen_at < clock_timestamp() - interval '5 seconds' for no key update skip locked);
end
$$;

-- The first sign of life: from now on the task runs.
create function deskhand.begin_run(held public.runs) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if held.started_at is null then
    update public.runs set started_at = clock_timestamp() where id = held.id;
    update public.tasks set status = 'running' where id = held.task_id and status = 'claimed';
  end if;
  perform deskhand.see_worker(held.worker_id);
end
$$;

create function deskhand.touch_lease(run uuid, token_hash bytea, lease_seconds integer)
returns table (lease_expires_at timestamptz, draining boolean)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare held public.runs := deskhand.hold_run(run, token_hash);
begin
  perform deskhand.begin_run(held);
  update public.runs set heartbeat_at = clock_timestamp(), lease_expires_at = clock_timestamp() + make_interval(secs => lease_seconds)
    where id = held.id returning runs.lease_expires_at into lease_expires_at;
  draining := exists (select from public.workers where id = held.worker_id and draining_at is not null);
  return next;
end
$$;

-- What says nothing new changes nothing; of a run that says something new again and again, the first five hundred lines are kept.
create function deskhand.report_progress(run uuid, token_hash bytea, state text, note text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  held public.runs := deskhand.hold_run(run, token_hash);
  told integer;
  is_new boolean;
begin
  perform deskhand.begin_run(held);
  select count(*) into told from public.task_timeline line
    where line.task_id = held.task_id and line.run_id = held.id and line.kind = 'progress';
  select told = 0 or (progress_state, progress_note) is distinct from (state, note) into is_new from public.tasks where id = held.task_id;
  if not is_new then
    return;
  end if;
  update public.tasks set progress_state = state, progress_note = note, progress_at = clock_timestamp() where id = held.task_id;
  if told < 500 then
    perform deskhand.note_task(held.task_id, 'progress', jsonb_strip_nulls(jsonb_build_object('state', state, 'note', note)), held.id);
  end if;
end
$$;

-- Lines that are there already are kept once, however they are cut into pieces. What comes after the fifty-thousandth is not kept.
create function deskhand.append_run_log(run uuid, token_hash bytea, first_line integer, log_lines text[]) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  held public.runs := deskhand.hold_run(run, token_hash);
  next_line integer;
  fresh text[];
begin
  perform deskhand.begin_run(held);
  select coalesce(max(log.first_line + cardinality(log.lines)), 0) into next_line from public.run_logs log
    where log.run_id = held.id and log.first_line = (select max(other.first_line) from public.run_logs other where other.run_id = held.id);
  fresh := log_lines[greatest(next_line - first_line, 0) + 1 :];
  if cardinality(fresh) > 0 and next_line < 50000 then
    insert into public.run_logs (company_id, task_id, run_id, first_line, lines)
      values (held.company_id, held.task_id, held.id, greatest(first_line, next_line), fresh);
  end if;
  return greatest(next_line, first_line + cardinality(log_lines));
end
$$;

-- The same path again replaces what was there. 10 MB each (task_files), 200 files and 100 MB for each run (DH008).
create function deskhand.put_artifact(run uuid, token_hash bytea, file_path text, type text, digest bytea, bytes bytea) returns public.task_files
language plpgsql security definer set search_path = '' as $$
declare
  held public.runs := deskhand.hold_run(run, token_hash);
  others record;
  put public.task_files;
begin
  perform deskhand.begin_run(held);
  select count(*) as files, coalesce(sum(size_bytes), 0) as size into others from public.task_files where run_id = held.id and path <> file_path;
  if others.files >= 200 or others.size + octet_length(bytes) > 104857600 then
    raise exception 'too many or too large artifacts' using errcode = 'DH008';
  end if;
  insert into public.task_files (company_id, task_id, run_id, kind, path, media_type, size_bytes, sha256, content)
    values (held.company_id, held.task_id, held.id, 'artifact', file_path, type, octet_length(bytes), digest, bytes)
    on conflict (run_id, path) where run_id is not null do update
      set media_type = excluded.media_type, size_bytes = excluded.size_bytes, sha256 = excluded.sha256, content = excluded.content,
        created_at = clock_timestamp()
    returning * into put;
  perform deskhand.note_task(held.task_id, 'artifact',
    jsonb_build_object('fileId', put.id, 'path', file_path, 'sizeBytes', put.size_bytes), held.id);
  return put;
end
$$;

-- After an attempt that came to nothing: another one after a while, or the end. Without a reason it was given back unharmed: never the end,
-- even if a person has lowered max_attempts meanwhile.
create function deskhand.set_ready_again(task uuid, why jsonb, may_try_again boolean, wait interval) returns text
language plpgsql security definer set search_path = '' as $$
declare new_status text;
begin
  update public.tasks
    set status = case when may_try_again and (why is null or attempts < max_attempts) then 'ready' else 'failed' end,
      failure = case when may_try_again and (why is null or attempts < max_attempts) then null else why end,
      available_at = clock_timestamp() + wait, progress_state = null, progress_note = null, progress_at = null
    where id = task returning status into new_status;
  return new_status;
end
$$;

-- 10 s, 40 s, 160 s … at most an hour, a fifth more or less so that those who fell together do not come back together.
create function deskhand.back_off(attempts integer) returns interval
language sql volatile set search_path = ''
return make_interval(secs => least(10 * 4 ^ (attempts - 1), 3600) * (0.8 + 0.4 * random()));

create function deskhand.note_report(held public.runs, new_outcome text, said text, why jsonb) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform deskhand.note_task(held.task_id, 'reported',
    jsonb_strip_nulls(jsonb_build_object('outcome', new_outcome, 'summary', left(said, 2000), 'failure', why)), held.id);
end
$$;

create function deskhand.complete_run(run uuid, token_hash bytea, body_hash bytea, said text, outcome_data jsonb, usage jsonb)
returns table (task_id uuid, outcome text, task_status text, failure jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare held public.runs := deskhand.hold_run(run, token_hash, body_hash);
begin
  if held.ended_at is not null then
    return query select held.task_id, held.outcome, held.answered_status, held.failure;
    return;
  end if;
  -- As begin_run, with the run written once.
  if held.started_at is null then
    update public.tasks set status = 'running' where id = held.task_id and status = 'claimed';
  end if;
  perform deskhand.see_worker(held.worker_id);
  -- With checks the platform judges first: it looks for checking_run_id.
  select case when checks <> '[]' then status when needs_review then 'in_review' else 'done' end into task_status
    from public.tasks where id = held.task_id;
  update public.runs
    set started_at = coalesce(started_at, clock_timestamp()), ended_at = clock_timestamp(), outcome = 'completed', summary = said,
      result = outcome_data, reported_usage = usage, report_hash = body_hash, answered_status = task_status
    where id = held.id;
  perform deskhand.note_report(held, 'completed', said, null);
  update public.tasks
    set summary = said, result = outcome_data, feedback = '', checking_run_id = case when checks <> '[]' then held.id end, status = task_status
    where id = held.task_id;
  return query select held.task_id, 'completed', task_status, null::jsonb;
end
$$;

-- The same for a program with a key, as claim_run_as is for claims. Its process tells those who read.
create function deskhand.complete_run_as(as_company uuid, as_key uuid, run uuid, token_hash bytea, body_hash bytea, said text,
  outcome_data jsonb, usage jsonb)
returns table (task_id uuid, outcome text, task_status text, failure jsonb)
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('deskhand.company_id', as_company::text, true), set_config('deskhand.api_key_id', as_key::text, true),
    set_config('deskhand.user_id', '', true), set_config('deskhand.email', '', true), set_config('deskhand.quiet', 'later', true);
  return query select * from deskhand.complete_run(run, token_hash, body_hash, said, outcome_data, usage);
end
$$;

create function deskhand.fail_run(run uuid, token_hash bytea, body_hash bytea, why jsonb, can_retry boolean, said text)
returns table (task_id uuid, outcome text, task_status text, failure jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  held public.runs := deskhand.hold_run(run, token_hash, body_hash);
  spent integer;
begin
  if held.ended_at is null then
    select attempts into spent from public.tasks where id = held.task_id;
    update public.runs set ended_at = clock_timestamp(), outcome = 'failed', summary = said, failure = why, report_hash = body_hash,
      answered_status = 'ready' where id = held.id;
    perform deskhand.note_report(held, 'failed', said, why);
    update public.runs set answered_status = deskhand.set_ready_again(held.task_id, why, can_retry, deskhand.back_off(greatest(spent, 1)))
      where id = held.id;
  end if;
  return query select ended.task_id, ended.outcome, ended.answered_status, ended.failure from public.runs ended where ended.id = held.id;
end
$$;

-- Given back unharmed, which counts as no attempt. Who gives the same task back again and again waits longer each time.
create function deskhand.release_run(run uuid, token_hash bytea, body_hash bytea, said text)
returns table (task_id uuid, outcome text, task_status text, failure jsonb)
language plpgsql security definer set search_path = '' as $$
#variable_conflict use_column
declare
  held public.runs := deskhand.hold_run(run, token_hash, body_hash);
  lately integer;
begin
  if held.ended_at is null then
    select count(*) into lately from public.runs before
      where before.task_id = held.task_id and before.outcome = 'released' and before.ended_at > clock_timestamp() - interval '1 hour';
    update public.runs set ended_at = clock_timestamp(), outcome = 'released', summary = said, report_hash = body_hash, answered_status = 'ready'
      where id = held.id;
    perform deskhand.note_report(held, 'released', said, null);
    update public.tasks set attempts = greatest(attempts - 1, 0) where id = held.task_id;
    perform deskhand.set_ready_again(held.task_id, null, true,
      case when lately = 0 then interval '0' else deskhand.back_off(lately) end);
  end if;
  return query select ended.task_id, ended.outcome, ended.answered_status, ended.failure from public.runs ended where ended.id = held.id;
end
$$;

-- Leases that ran out: the next attempt, or the end. Several orchestrators may sweep at once. A run that is judged has ended already.
create function deskhand.sweep_leases(at_most integer default 100) returns integer
language plpgsql security definer set search_path = '' as $$
declare
  late record;
  swept integer := 0;
  why constant jsonb := jsonb_build_object('code', 'lease_lost', 'text', 'The worker was not heard of any more while it worked on this.',
    'action', 'Look at the log of the last attempt, then try again.');
begin
  for late in
    select run.id, run.task_id, run.attempt, worker.name from public.runs run join public.workers worker on worker.id = run.worker_id
    where run.ended_at is null and run.outcome is null and run.lease_expires_at <= clock_timestamp() order by run.lease_expires_at limit at_most
  loop
    perform from public.tasks where id = late.task_id for no key update skip locked;
    continue when not found;
    -- One that cannot be swept holds no other up, of whichever company.
    begin
      update public.runs set ended_at = clock_timestamp(), outcome = 'lost', failure = why
        where id = late.id and ended_at is null and lease_expires_at <= clock_timestamp();
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

grant execute on function deskhand.register_worker(text, text, text[], text, integer) to deskhand_app;
grant execute on function deskhand.claim_run(uuid, bytea, integer), deskhand.touch_lease(uuid, bytea, integer),
  deskhand.report_progress(uuid, bytea, text, text), deskhand.append_run_log(uuid, bytea, integer, text[]),
  deskhand.put_artifact(uuid, bytea, text, text, bytea, bytea), deskhand.complete_run(uuid, bytea, bytea, text, jsonb, jsonb),
  deskhand.fail_run(uuid, bytea, bytea, jsonb, boolean, text), deskhand.release_run(uuid, bytea, bytea, text)
  to deskhand_app, deskhand_orchestrator;
grant execute on function deskhand.sweep_leases(integer), deskhand.who_can_claim(uuid[]), deskhand.prune_task_queues() to deskhand_orchestrator;
