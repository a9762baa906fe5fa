-- What planning needs beside the tables of tasks: which plan a part came from, whose turn it is, and a hint when a plan is wanted.

-- Parts of a plan that is replaced are cancelled; what a person made by hand below the task is not.
alter table tasks add column plan_id uuid;
alter table tasks add foreign key (company_id, plan_id) references plans (company_id, id);
create index tasks_plan on tasks (plan_id) where plan_id is not null;
grant insert (plan_id) on tasks to deskhand_app, deskhand_orchestrator;
-- A plan of one step is applied to the task itself.
grant update (part_role, part_reason) on tasks to deskhand_app, deskhand_orchestrator;
grant update (description) on tasks to deskhand_orchestrator;

-- Whose company was planned for longest ago.
create index plans_made on plans (company_id, made_at) where made_at is not null;

create function deskhand.hint_plan() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('deskhand_events', json_build_object('kind', 'plan', 'subjectId', new.id)::text);
  return null;
end
$$;
-- Also when one is not wanted any more: whoever makes it stops.
create trigger plans_hint_made after insert on plans for each row when (new.state = 'wanted') execute function deskhand.hint_plan();
create trigger plans_hint after update of state on plans
  for each row when (old.state = 'wanted' and new.state <> 'wanted') execute function deskhand.hint_plan();

-- A look at each company that waits, at its first plans, and at those being made: however many wait.
create index plans_wanted_company on plans (company_id, created_at, id) where state = 'wanted';
create index plans_being_made on plans (company_id, claimed_until) where state = 'wanted' and claimed_until is not null;
