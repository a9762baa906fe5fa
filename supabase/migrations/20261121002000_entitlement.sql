-- What follows from the facts is written here, and only by functions: a trial begins once for each who asks, and the columns that fast
-- statements read change under the lock of the company's seats (lib/billing/read-entitlement.ts: lockSeats).

alter table companies
  -- The opening of the chat that was counted last: a reload soon after it is the same one.
  add column chat_viewed_at timestamptz;
alter table desks
  -- Since when the desk stands still because nobody pays. It runs again with the next payment; whoever says otherwise meanwhile is believed.
  add column halted_at timestamptz;

revoke update (entitled_until, removal_at, included_micros, plan_key) on companies from deskhand_orchestrator;

-- Tasks and desktops come with a plan, a trial of one included: whoever looks around only hires and talks.
create function deskhand.may_work(company uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.companies
    where id = company and entitled_until > now() and suspended_at is null and plan_key is not null);
end
$$;
grant execute on function deskhand.may_work(uuid) to deskhand_app, deskhand_orchestrator;

-- A desired state that somebody gives a desk while it is halted is theirs: the halt is forgotten.
create function deskhand.forget_halt() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.halted_at := null;
  return new;
end
$$;
create trigger desks_forget_halt before update of desired_state, desired_nudge on desks
  for each row when (old.halted_at is not null and new.halted_at is not distinct from old.halted_at
    and (old.desired_state, old.desired_nudge) is distinct from (new.desired_state, new.desired_nudge))
  execute function deskhand.forget_halt();

-- Writes what the rules say of a company. Whose right begins with it has the desks back that were halted. Answers whether anything changed.
create function deskhand.write_terms(company uuid, plan text, until timestamptz, removal timestamptz, included bigint) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('role') = 'deskhand_app' and company is distinct from deskhand.caller_company_id() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  update public.companies set plan_key = coalesce(plan, plan_key), entitled_until = until, removal_at = removal, included_micros = included
    where id = company and (plan_key, entitled_until, removal_at, included_micros)
      is distinct from (coalesce(plan, plan_key), until, removal, included);
  if not found then return false; end if;
  update public.desks set desired_state = 'running', desired_nudge = desired_nudge + 1, desired_at = now(), halted_at = null
    from public.employees employee
    where desks.company_id = company and desks.halted_at is not null and desks.desired_state = 'stopped'
      and employee.id = desks.employee_id and employee.fired_at is null and deskhand.may_run(company);
  return true;
end
$$;

drop function deskhand.choose_plan(text, timestamptz, timestamptz, bigint);
-- The plan of a company that pays nothing yet.
create function deskhand.choose_plan(chosen text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if deskhand.caller_company_id() is null or not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  update public.companies set plan_key = chosen where id = deskhand.caller_company_id();
end
$$;

-- The first choice of a plan starts the trial, unless somebody with the same address had one, or their network had too many. All who
-- start one wait here for each other, so that of many who ask at once the first has it.
create function deskhand.start_trial(chosen text, ends timestamptz, emails bytea[], network bytea, network_trials integer, network_days integer)
  returns text
language plpgsql security definer set search_path = '' as $$
declare company uuid := deskhand.caller_company_id();
begin
  if company is null or not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('deskhand.trials', 0));
  if exists (select from public.companies where id = company and trial_ends_at is not null) then return 'had_one'; end if;
  if exists (select from public.trial_identities
    where kind = 'email' and value_hash = any (emails) and company_id <> company) then return 'had_one'; end if;
  if network is not null and network_trials <= (select count(*) from public.trial_identities
    where kind = 'network' and value_hash = network and company_id <> company
      and created_at > now() - make_interval(days => network_days)) then return 'network'; end if;
  update public.companies set plan_key = chosen, trial_started_at = now(), trial_ends_at = ends where id = company;
  insert into public.trial_identities (kind, value_hash, company_id)
    select 'email', address, company from unnest(emails) address
    union select 'network', network, company where network is not null
    on conflict do nothing;
  return 'started';
end
$$;

-- The card a trial is going to be paid with. False when a trial of another company was: then this one is no trial.
create function deskhand.claim_trial_card(company uuid, card bytea) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.trials', 0));
  if exists (select from public.trial_identities where kind = 'card' and value_hash = card and company_id <> company) then
    return false;
  end if;
  insert into public.trial_identities (kind, value_hash, company_id) values ('card', card, company) on conflict do nothing;
  return true;
end
$$;

-- Counts an opening of the chat by a company without a plan, unless it is a reload. Whoever is past the last one is counted no more.
create function deskhand.count_chat_view(at_most integer, same_for interval) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.companies set chat_views = chat_views + 1, chat_viewed_at = now()
    where id = deskhand.caller_company_id() and plan_key is null and chat_views < at_most
      and (chat_viewed_at is null or chat_viewed_at <= now() - same_for);
  return found;
end
$$;

grant execute on function deskhand.write_terms(uuid, text, timestamptz, timestamptz, bigint) to deskhand_app, deskhand_orchestrator;
grant execute on function deskhand.choose_plan(text), deskhand.start_trial(text, timestamptz, bytea[], bytea, integer, integer),
  deskhand.count_chat_view(integer, interval) to deskhand_app;
grant execute on function deskhand.claim_trial_card(uuid, bytea) to deskhand_orchestrator;

-- Who founded before there were rules looks around as whoever founds now does.
update companies set entitled_until = coalesce(trial_ends_at, created_at + interval '7 days'),
    removal_at = coalesce(trial_ends_at, created_at + interval '7 days') + interval '7 days'
  where entitled_until is null;
