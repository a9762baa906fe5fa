-- Whoever loses their seat, or has one again, is in the company's audit, and owners hear of the first by mail: once, however many it are.

-- The company's chain is locked until commit, so it is written at the very end; and then all who lost theirs are known.
create function deskhand.tell_of_seat() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.seatless then
    perform deskhand.append_audit(new.company_id, 'employee.seat_lost', new.employee_id);
    -- As queueMail writes them: see lib/mail/seat-mails.ts for what the data is.
    insert into public.mails (company_id, dedupe_key, recipient, template, data)
      select company.id, 'seats-exceeded:' || company.id || ':' || extract(epoch from now()) || '#' || md5(lower(owner.email::text)),
          lower(owner.email::text), 'seats-exceeded', jsonb_build_object('companyName', company.name, 'employeeNames', (
            select jsonb_agg(employee.name order by employee.hired_at, employee.id)
              from public.employees employee join public.desks desk on desk.employee_id = employee.id
              where employee.company_id = company.id and desk.seatless))
        from public.companies company join public.members owner on owner.company_id = company.id and owner.role = 'owner'
        where company.id = new.company_id
      on conflict do nothing;
  elsif exists (select from public.employees where id = new.employee_id and fired_at is null) then
    perform deskhand.append_audit(new.company_id, 'employee.seat_returned', new.employee_id);
  end if;
  return null;
end
$$;
create constraint trigger desks_seat_told after update of seatless on desks
  deferrable initially deferred for each row when (new.employee_id is not null and old.seatless is distinct from new.seatless)
  execute function deskhand.tell_of_seat();

-- Tasks say that whoever is to do them has no seat.
create constraint trigger desks_seat_tasks_event after update of seatless on desks
  deferrable initially deferred for each row when (new.employee_id is not null and old.seatless is distinct from new.seatless)
  execute function deskhand.tell_who_waits();

-- Also `no_seat`: the desk would go on resting. What is asked for is locked first, so that nobody rests between the question and the act.
create or replace function deskhand.operator_provision(act uuid, employee uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare company uuid;
begin
  select company_id into company from public.employees where id = employee and fired_at is null;
  if not found then return 'not_found'; end if;
  perform from public.companies where id = company for share;
  perform from public.desks where employee_id = employee for update;
  if not deskhand.may_run(company) then return 'not_entitled'; end if;
  if exists (select from public.desks where employee_id = employee and seatless) then return 'no_seat'; end if;
  if not deskhand.begin_operator_act(act, 'support.provisioned', company, employee, why, '{}') then return 'repeated'; end if;
  update public.desks set desired_state = 'running', desired_nudge = desired_nudge + 1, desired_generation = desired_generation + 1,
      desired_at = now()
    where employee_id = employee and desired_state <> 'absent';
  return 'done';
end
$$;
