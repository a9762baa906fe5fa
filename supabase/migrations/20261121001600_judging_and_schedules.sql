-- Work is done when the platform says so: who looks at a run's checks, and what follows from what was found. Recurring work beside it.

alter table runs
  -- Somebody looks at its checks until then; or nobody shall before.
  add column judged_until timestamptz,
  -- How often its checks were looked at without all of them giving an answer.
  add column judge_tries integer not null default 0;
grant update (judged_until, judge_tries) on runs to deskhand_orchestrator;

-- The verdict on a run. passed null: it could not be decided, a person shall. A task that moved on meanwhile is left alone.
-- Answers with where the task goes, or null when it was left alone.
create function deskhand.judge_run(task uuid, run uuid, passed boolean, said text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  judged public.tasks;
  goes_to text;
begin
  select * into judged from public.tasks where id = task
    and (company_id = deskhand.caller_company_id() or current_setting('role') = 'deskhand_orchestrator') for update;
  if judged.checking_run_id is distinct from run or judged.checking_run_id is null or judged.status not in ('claimed', 'running') then
    return null;
  end if;
  goes_to := case
    when passed and not judged.needs_review then 'done'
    when passed or passed is null then 'in_review'
    when judged.attempts < judged.max_attempts then 'ready'
    else 'in_review'
  end;
  perform deskhand.note_task(task, 'checked', (
    select jsonb_build_object(
      'passed', count(*) filter (where found.outcome = 'passed'),
      'failed', count(*) filter (where found.outcome <> 'passed'),
      'failedTitles', coalesce(jsonb_agg(coalesce(nullif(asked.value ->> 'title', ''), found.check_id) order by asked.place)
        filter (where found.outcome <> 'passed'), '[]'))
    from jsonb_array_elements(judged.checks) with ordinality asked (value, place)
    join public.check_results found on found.run_id = run and found.check_id = asked.value ->> 'id'), run);
  update public.tasks set checking_run_id = null, feedback = left(said, 20000), status = goes_to,
      available_at = case when goes_to = 'ready' then clock_timestamp() else available_at end
    where id = task;
  return goes_to;
end
$$;
grant execute on function deskhand.judge_run(uuid, uuid, boolean, text) to deskhand_orchestrator;

-- A plan that waits for somebody's word is told to people; deskhand.end_with_task settles it when the task goes on.
create function deskhand.follow_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'proposed' then
    insert into public.notifications (company_id, kind, task_id, text)
      select new.company_id, 'plan', task.id, 'A plan waits for your approval: ' || task.title
        from public.tasks task where task.id = new.task_id
      on conflict do nothing;
  else
    update public.notifications set settled_at = now() where kind = 'plan' and task_id = new.task_id and settled_at is null;
  end if;
  return null;
end
$$;
create trigger plans_follow_made after insert on plans for each row when (new.state = 'proposed') execute function deskhand.follow_plan();
create trigger plans_follow after update on plans for each row when (old.state <> new.state) execute function deskhand.follow_plan();

-- What a schedule has to say to people goes when the schedule goes.
alter table notifications add column schedule_id uuid,
  add foreign key (company_id, schedule_id) references schedules (company_id, id) on delete cascade;
create unique index notifications_once_per_schedule on notifications (schedule_id) where settled_at is null and schedule_id is not null;
grant update (settled_at) on notifications to deskhand_orchestrator;

-- The clock makes tasks that are to be planned.
grant insert (id, company_id, task_id, state, guidance) on plans to deskhand_orchestrator;
