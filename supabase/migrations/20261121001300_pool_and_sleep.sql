-- Warm desks and sleep: how long starts take, and nobody falls asleep over a message.

alter table desks
  -- Begin of the start that is going on; null when none is. Database time, like everything that idle time is counted from.
  add column launched_at timestamptz,
  -- When it became ready the last time.
  add column ready_at timestamptz;
grant update (launched_at) on desks to deskhand_orchestrator;

-- Warming up comes after the start, and moving in is no start at all: neither counts as time a start takes.
create function deskhand.measure_start() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.observed_state = 'ready' then
    new.ready_at := clock_timestamp();
  end if;
  if new.launched_at is not null then
    new.ready_after_ms := extract(epoch from clock_timestamp() - new.launched_at) * 1000;
    new.launched_at := null;
  end if;
  return new;
end
$$;
create trigger desks_measure_start before update on desks
  for each row when ((new.observed_state = 'ready' and old.observed_state <> 'ready')
    or (new.observed_phase = 'warming_up' and old.observed_phase <> 'warming_up'))
  execute function deskhand.measure_start();

-- The lock comes first, and what is asleep is judged by the statement after it, which sees what was done while it waited. So of a message
-- and a desk that falls asleep, one always sees the other (sleep_idle_desks takes the same lock).
create or replace function deskhand.wake_desk(sleeper uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.desks
    where employee_id = sleeper and desired_state in ('running', 'asleep')
      and (company_id = deskhand.caller_company_id() or current_setting('role') = 'deskhand_orchestrator')
    for update;
  if not found then return false; end if;
  update public.desks set desired_state = 'running', desired_at = now()
    where employee_id = sleeper and desired_state = 'asleep';
  return found;
end
$$;

-- Desks at which nothing real has happened for as long as their employee's policy says go to sleep. Somebody who looks counts,
-- so does whatever is queued or being answered; an open page that only polls does not. Candidates are locked first and judged by a
-- second statement: a message written since then is seen by it, one that is written later waits for the lock and wakes the desk.
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
      and not exists (select from public.control_leases lease where lease.desk_id = desks.id and lease.expires_at > now());
  get diagnostics put_to_sleep = row_count;
  return put_to_sleep;
end
$$;

-- The net under wake_desk: whoever sleeps over a message is woken. Answers with how many that were.
create function deskhand.wake_desks_with_messages() returns integer
language plpgsql security definer set search_path = '' as $$
declare woken integer;
begin
  update public.desks set desired_state = 'running', desired_at = now()
    where desired_state = 'asleep' and exists (select from public.messages message
      where message.employee_id = desks.employee_id and message.status = 'queued' and message.superseded_at is null);
  get diagnostics woken = row_count;
  return woken;
end
$$;
grant execute on function deskhand.wake_desks_with_messages() to deskhand_orchestrator;

-- How many people were hired in the last hour: what the pool is sized by.
create index employees_hired on employees (hired_at);
