-- The time before the first payment is a trial also where a subscription has begun already: it counts as one sum, as a trial does. Nobody
-- spends the model calls of a plan and cancels before its first invoice, or lets that one go unpaid.

create or replace function deskhand.caps_of(company uuid, employee uuid, task_ids uuid[], moment timestamptz, figures jsonb)
  returns table (place bigint, scope text, subject_id uuid, period date, cap_micros bigint)
language plpgsql stable set search_path = '' as $$
begin
  return query
    with payer as (
      select one.id, one.plan_key, least(one.cap_micros, one.included_micros + one.extra_micros) as cap,
        -- As isBeforeFirstPayment in lib/billing/entitlement.ts says.
        exists (select from public.subscriptions s where s.company_id = one.id and s.status not like 'incomplete%' and s.status <> 'trialing'
          and (s.status = 'active' or s.trial_ends_at is null or s.period_started_at is null or s.period_started_at > s.trial_ends_at)) as pays
      from public.companies one where one.id = company
    )
    select 1::bigint, 'company', id, deskhand.month_of(moment), cap from payer
    union all select 2, 'company', id, date '1970-01-01', cap from payer where not pays
    union all select 3, 'employee', one.id, deskhand.month_of(moment),
        coalesce(one.allowance_micros, (figures -> 'plans' ->> payer.plan_key)::bigint, (figures ->> 'employee')::bigint)
      from public.employees one, payer where one.id = employee and one.company_id = company
    union all select 3 + given.place, 'task', task.id, date '1970-01-01', coalesce(task.allowance_micros, (figures ->> 'task')::bigint)
      from unnest(task_ids) with ordinality given (id, place)
      join public.tasks task on task.id = given.id and task.company_id = company;
end
$$;
