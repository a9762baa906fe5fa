-- What is held up by a run that is parked (lib/run/holds-up.ts) may wait for days until somebody decides.

-- A run that is parked, goes on, or ends meanwhile changes what the cards say of those that wait: for the employee or for anybody, and for
-- everybody where it is the company's allowance. As many as a board shows; readers are told once.
create function deskhand.tell_held_up() returns trigger
language plpgsql security definer set search_path = '' as $$
declare concerns_all boolean := 'company_allowance' in (old.parked_reason, new.parked_reason);
begin
  -- As emit_event does: ids of one company become visible in their order.
  perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || new.company_id::text, 0));
  with waiting as (
    select id, parent_id from public.tasks
    where company_id = new.company_id and status = 'ready' and open_dependencies = 0 and parts = 0
      and (concerns_all or assignee_id is null or assignee_id = new.employee_id)
    order by number desc limit 2000
  )
  insert into public.events (company_id, kind, subject_id)
    select new.company_id, 'task', id from waiting union select new.company_id, 'task', parent_id from waiting where parent_id is not null;
  perform deskhand.emit_event(new.company_id, 'task', new.task_id, null);
  return null;
end
$$;
create constraint trigger runs_tell_held_up after update on runs
  deferrable initially deferred for each row
  when (new.employee_id is not null
    and (old.parked_at is distinct from new.parked_at or (new.parked_at is not null and old.ended_at is distinct from new.ended_at)))
  execute function deskhand.tell_held_up();
