-- Operators run the installation. They read what their pages show, never what people and employees write to each other, and act only through
-- functions that write down who did what and why in the same transaction: here for operators, and in the company's own audit.

do $$
begin
  if not exists (select from pg_roles where rolname = 'deskhand_operator') then
    create role deskhand_operator nologin;
  end if;
end
$$;
grant deskhand_operator to current_user;
grant usage on schema public, deskhand to deskhand_operator;

create table operator_acts (
  -- Given by the page that asks: pressed twice, it is done once.
  id uuid primary key,
  at timestamptz(3) not null default clock_timestamp(),
  operator_id uuid not null,
  operator_email citext not null check (char_length(operator_email::text) between 3 and 320),
  action text not null check (action ~ '^support(\.[a-z][a-z_]*)+$'),
  company_id uuid not null references companies (id),
  subject_id uuid,
  reason text not null check (char_length(reason) between 3 and 400),
  details jsonb not null default '{}' check (octet_length(details::text) <= 4000)
);
create index operator_acts_at on operator_acts (at desc);
create index operator_acts_company on operator_acts (company_id, at desc);
create trigger operator_acts_append_only before update or delete or truncate on operator_acts
  for each statement execute function deskhand.refuse_change();

-- What each page of operators shows, column by column. Not granted: messages, tasks, files, what mails say, digests of keys.
grant select on operator_acts, members, desks, hosts, subscriptions, billing_customers, stripe_events to deskhand_operator;
grant select (id, name, plan_key, trial_started_at, trial_ends_at, chat_views, suspended_at, suspended_reason, entitled_until, removal_at,
  included_micros, extra_micros, cap_micros, created_at) on companies to deskhand_operator;
grant select (id, company_id, role_key, name, model, portrait_seed, hired_at, fired_at, home_kept_until, left_at, active_at)
  on employees to deskhand_operator;
grant select (id, company_id, recipient, template, created_at, sent_at, failure, attempts, gave_up_at, skipped) on mails to deskhand_operator;
grant select (id, company_id, employee_id, model, practice, state, cost_micros, started_at) on ledger_entries to deskhand_operator;

alter table operator_acts enable row level security;
alter table operator_acts force row level security;
create policy operator_acts_operators on operator_acts for select to deskhand_operator using (true);
create policy companies_operators on companies for select to deskhand_operator using (true);
create policy members_operators on members for select to deskhand_operator using (true);
create policy employees_operators on employees for select to deskhand_operator using (true);
create policy desks_operators on desks for select to deskhand_operator using (true);
create policy hosts_operators on hosts for select to deskhand_operator using (true);
create policy subscriptions_operators on subscriptions for select to deskhand_operator using (true);
create policy billing_customers_operators on billing_customers for select to deskhand_operator using (true);
create policy stripe_events_operators on stripe_events for select to deskhand_operator using (true);
create policy mails_operators on mails for select to deskhand_operator using (true);
create policy ledger_entries_operators on ledger_entries for select to deskhand_operator using (true);

-- Entries of operators name them by id; a company's people see "Deskhand support".
create or replace function deskhand.append_audit(company uuid, audit_action text, subject uuid, audit_details jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  entry public.audit_entries;
  acting_role text := coalesce(current_setting('role', true), '');
begin
  if acting_role not in ('deskhand_orchestrator', 'deskhand_operator') and company is distinct from deskhand.caller_company_id() then
    raise exception 'not the caller''s company' using errcode = 'DH002';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('deskhand.audit:' || company::text, 0));
  select seq, hash into entry.seq, entry.previous_hash
    from public.audit_entries where company_id = company order by seq desc limit 1;
  entry.company_id := company;
  entry.seq := coalesce(entry.seq, 0) + 1;
  entry.previous_hash := coalesce(entry.previous_hash, decode(repeat('00', 32), 'hex'));
  entry.at := clock_timestamp();
  entry.actor_id := case when acting_role = 'deskhand_orchestrator' then null
    else coalesce(deskhand.setting_uuid('deskhand.api_key_id'), deskhand.caller_user_id()) end;
  entry.actor_kind := case when entry.actor_id is null then 'system'
    when acting_role = 'deskhand_operator' then 'operator'
    when deskhand.setting_uuid('deskhand.api_key_id') is not null then 'api_key' else 'member' end;
  entry.action := audit_action;
  entry.subject_id := subject;
  entry.details := audit_details;
  entry.hash := deskhand.audit_hash(entry);
  insert into public.audit_entries select (entry).*;
end
$$;

-- The company's chain is locked until commit, so it is written at the very end.
create function deskhand.tell_company_of_act() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform deskhand.append_audit(new.company_id, new.action, new.subject_id,
    new.details || jsonb_build_object('reason', new.reason, 'act', new.id));
  return null;
end
$$;
create constraint trigger operator_acts_audit after insert on operator_acts
  deferrable initially deferred for each row execute function deskhand.tell_company_of_act();

-- Writes the act down. False when it was done before: two presses wait here for each other.
create function deskhand.begin_operator_act(act uuid, act_action text, company uuid, subject uuid, why text, act_details jsonb) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role') is distinct from 'deskhand_operator' or deskhand.caller_user_id() is null or deskhand.caller_email() is null then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  insert into public.operator_acts (id, operator_id, operator_email, action, company_id, subject_id, reason, details)
    values (act, deskhand.caller_user_id(), deskhand.caller_email(), act_action, company, subject, why, act_details)
    on conflict (id) do nothing;
  return found;
end
$$;

-- Each answers `done`, `repeated` (this very act was done before), `not_found`, or why it cannot be.

-- From now on where the trial is over. Who never had one gets one, of the plan they chose or the one named.
create function deskhand.operator_extend_trial(act uuid, company uuid, days integer, plan text, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare
  before timestamptz;
  ends timestamptz;
begin
  if days not between 1 and 90 then return 'not_possible'; end if;
  select trial_ends_at into before from public.companies where id = company for update;
  if not found then return 'not_found'; end if;
  ends := greatest(before, now()) + make_interval(days => days);
  if not deskhand.begin_operator_act(act, 'support.trial_extended', company, null, why,
    jsonb_build_object('days', days, 'endsAt', ends)) then return 'repeated'; end if;
  update public.companies set trial_ends_at = ends, trial_started_at = coalesce(trial_started_at, now()), plan_key = coalesce(plan_key, plan)
    where id = company;
  return 'done';
end
$$;

-- On top of what the plan includes, every month, until it is set otherwise.
create function deskhand.operator_set_extra(act uuid, company uuid, micros bigint, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare before bigint;
begin
  if micros not between 0 and 100000000000 then return 'not_possible'; end if;
  select extra_micros into before from public.companies where id = company for update;
  if not found then return 'not_found'; end if;
  if not deskhand.begin_operator_act(act, 'support.allowance_granted', company, null, why,
    jsonb_build_object('fromMicros', before, 'toMicros', micros)) then return 'repeated'; end if;
  update public.companies set extra_micros = micros where id = company;
  return 'done';
end
$$;

-- The reason is shown to the company.
create function deskhand.operator_suspend(act uuid, company uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare since timestamptz;
begin
  select suspended_at into since from public.companies where id = company for update;
  if not found then return 'not_found'; end if;
  if exists (select from public.operator_acts where id = act) then return 'repeated'; end if;
  if since is not null then return 'already'; end if;
  if not deskhand.begin_operator_act(act, 'support.suspended', company, null, why, '{}') then return 'repeated'; end if;
  update public.companies set suspended_at = now(), suspended_reason = why where id = company;
  return 'done';
end
$$;

create function deskhand.operator_unsuspend(act uuid, company uuid, why text) returns text
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

-- The desk is made anew and keeps its home; as the company's own people could do it, and only while they could.
create function deskhand.operator_provision(act uuid, employee uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare company uuid;
begin
  select company_id into company from public.employees where id = employee and fired_at is null;
  if not found then return 'not_found'; end if;
  if not deskhand.may_run(company) then return 'not_entitled'; end if;
  if not deskhand.begin_operator_act(act, 'support.provisioned', company, employee, why, '{}') then return 'repeated'; end if;
  update public.desks set desired_state = 'running', desired_nudge = desired_nudge + 1, desired_generation = desired_generation + 1,
      desired_at = now()
    where employee_id = employee and desired_state <> 'absent';
  return 'done';
end
$$;

-- A hint: the orchestrator reads the customer at Stripe again.
create function deskhand.operator_resync(act uuid, company uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
begin
  perform from public.billing_customers where company_id = company and stripe_customer_id is not null for update;
  if not found then return 'not_found'; end if;
  if not deskhand.begin_operator_act(act, 'support.resynced', company, null, why, '{}') then return 'repeated'; end if;
  update public.billing_customers set sync_wanted = sync_wanted + 1 where company_id = company;
  return 'done';
end
$$;

-- Sends it again, also one that was sent; never one its reader does not want.
create function deskhand.operator_resend_mail(act uuid, mail uuid, why text) returns text
language plpgsql security definer set search_path = '' as $$
declare row public.mails;
begin
  select * into row from public.mails where id = mail for update;
  if not found then return 'not_found'; end if;
  if row.skipped = 'unwanted' then return 'unwanted'; end if;
  if not deskhand.begin_operator_act(act, 'support.mail_resent', row.company_id, mail, why,
    jsonb_build_object('template', row.template)) then return 'repeated'; end if;
  update public.mails set sent_at = null, gave_up_at = null, skipped = null, failure = null, attempts = 0 where id = mail;
  perform graphile_worker.add_job('send-mail', json_build_object('mailId', mail), job_key => 'mail:' || mail::text, max_attempts => 25);
  return 'done';
end
$$;

grant execute on function
  deskhand.operator_extend_trial(uuid, uuid, integer, text, text), deskhand.operator_set_extra(uuid, uuid, bigint, text),
  deskhand.operator_suspend(uuid, uuid, text), deskhand.operator_unsuspend(uuid, uuid, text),
  deskhand.operator_provision(uuid, uuid, text), deskhand.operator_resync(uuid, uuid, text),
  deskhand.operator_resend_mail(uuid, uuid, text)
  to deskhand_operator;
-- What follows from the rules after a trial, a suspension: see lib/billing/settle-terms.ts.
grant execute on function deskhand.write_terms(uuid, text, timestamptz, timestamptz, bigint) to deskhand_operator;
