-- A warning from before a suspension is none: while it lasted nothing was to be removed, however long ago the time for it had come. Whoever
-- is let go on is warned anew, and has the days of a warning.

alter table companies add column resumed_at timestamptz;

create or replace function deskhand.operator_unsuspend(act uuid, company uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare since timestamptz;
begin
  select suspended_at into since from public.companies where id = company for update;
  if not found then return 'not_found'; end if;
  if exists (select from public.operator_acts where id = act) then return 'repeated'; end if;
  if since is null then return 'already'; end if;
  if not deskhand.begin_operator_act(act, 'support.unsuspended', company, null, why, '{}') then return 'repeated'; end if;
  update public.companies set suspended_at = null, suspended_reason = null, resumed_at = now() where id = company;
  return 'done';
end
$$;

create or replace function deskhand.remove_homes(company uuid, notice interval) returns table (employee_id uuid, employee_name text)
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.seats:' || company::text, 0));
  return query
    with gone as (
      update public.employees set fired_at = now(), home_kept_until = now()
        from public.companies payer
        where payer.id = company and employees.company_id = company and employees.fired_at is null
          and payer.removal_at <= now() and payer.suspended_at is null and not deskhand.may_run(company)
          and not exists (select from public.subscriptions where company_id = company and status in ('active', 'trialing'))
          and deskhand.billing_is_known(company, payer.removal_at)
          and exists (select from public.mails
            where mails.company_id = company and template = 'removal-warning'
              and created_at >= greatest(coalesce(payer.entitled_until, payer.created_at), payer.resumed_at)
              and coalesce(sent_at, case when skipped is null then created_at + interval '5 days' end) <= now() - notice)
        returning employees.id, employees.name
    ), stopped as (
      update public.desks set desired_state = 'stopped', desired_at = now(), halted_at = null
        from gone where desks.employee_id = gone.id and desired_state in ('running', 'asleep')
    )
    select gone.id, gone.name from gone;
end
$$;
