-- What a sweep tells of is told at its commit, company by company in the order in which rows were changed, each under a lock of the company.

-- As before, and in one order for all: two sweeps of the same companies, in another order each, would wait for each other in a circle. The
-- same goes for wholes, which a part that failed may have to wait for.
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
