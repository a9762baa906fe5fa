-- Who works without a seat rests. Seats are checked when somebody is hired and when a change is asked for, but what is paid becomes known
-- later: a checkout for one seat is paid after others were hired, or seats are given back at Stripe while somebody is hired here.

alter table desks
  -- No seat is paid for whoever sits here: those hired last, while more work than there are seats. Written by seat_desks alone.
  add column seatless boolean not null default false;

create or replace function deskhand.keep_resting() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  return case when deskhand.may_run(new.company_id) and not new.seatless then new end;
end
$$;

-- Gives the seats that are paid to those hired first. Whoever has none stops, with their home kept, if `may_halt`; whoever ran before and has
-- one again runs. Without a subscription all have one: nobody was hired beyond a trial. The caller holds the lock of the company's seats.
create function deskhand.seat_desks(company uuid, may_halt boolean) returns void
language plpgsql security definer set search_path = '' as $$
declare paid integer;
begin
  -- The one that counts: currentSubscription in lib/billing/entitlement.ts.
  select seats into paid from public.subscriptions
    where company_id = company and status in ('active', 'trialing', 'past_due', 'unpaid')
    order by status <> 'unpaid' desc, created_at desc limit 1;
  update public.desks set seatless = staff.is_surplus
    from (
      select id, fired_at is null and paid is not null
          and row_number() over (order by fired_at is not null, hired_at, id) > paid as is_surplus
        from public.employees where company_id = company) staff
    where desks.company_id = company and desks.employee_id = staff.id
      and seatless is distinct from staff.is_surplus and (may_halt or not staff.is_surplus);
  update public.desks set desired_state = 'stopped', desired_at = now(), halted_at = now()
    where company_id = company and seatless and desired_state = 'running';
  update public.desks set desired_state = 'running', desired_nudge = desired_nudge + 1, desired_at = now(), halted_at = null
    from public.employees employee
    where desks.company_id = company and not seatless and halted_at is not null and desired_state = 'stopped'
      and employee.id = desks.employee_id and employee.fired_at is null and deskhand.may_run(company);
end
$$;

-- Whoever leaves makes room.
create function deskhand.seat_others() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.desks where company_id = new.company_id and seatless) then
    perform deskhand.seat_desks(new.company_id, false);
  end if;
  return null;
end
$$;
create trigger employees_seat_others after update of fired_at on employees
  for each row when (old.fired_at is distinct from new.fired_at) execute function deskhand.seat_others();

grant execute on function deskhand.seat_desks(uuid, boolean) to deskhand_orchestrator;
