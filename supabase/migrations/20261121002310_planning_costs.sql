-- What a task cost is its planning as well: the same that its allowance counts.
create or replace function deskhand.add_run_cost() returns trigger
language plpgsql security definer set search_path = '' as $$
declare more bigint := new.cost_micros - (case when tg_op = 'UPDATE' then old.cost_micros else 0 end);
begin
  if more = 0 then return null; end if;
  if new.run_id is not null then
    update public.runs set cost_micros = cost_micros + more where id = new.run_id;
    update public.tasks set cost_micros = cost_micros + more where id = (select task_id from public.runs where id = new.run_id);
  elsif new.plan_id is not null then
    update public.tasks set cost_micros = cost_micros + more where id = (select task_id from public.plans where id = new.plan_id);
  end if;
  return null;
end
$$;
update tasks set cost_micros = tasks.cost_micros + planned.cost_micros
  from (select plans.task_id, sum(calls.cost_micros) as cost_micros from ledger_entries calls
    join plans on plans.id = calls.plan_id group by plans.task_id) planned
  where planned.task_id = tasks.id and planned.cost_micros > 0;
