-- Money: what a company may do now, what Stripe says of it, and who had a trial. The rules are lib/billing/entitlement.ts's; what follows
-- from them stands in three columns of the company, so that statements that must be fast compare two times and nothing else.

alter table companies
  add column trial_ends_at timestamptz,
  add column chat_views integer not null default 0 check (chat_views >= 0),
  add column suspended_at timestamptz,
  add column suspended_reason text check (char_length(suspended_reason) <= 400),
  -- Until when employees may work; 9999-12-31 while a subscription holds. Null: never yet.
  add column entitled_until timestamptz,
  -- When homes are removed because nobody pays. Null: not foreseen.
  add column removal_at timestamptz,
  -- What the plan includes of model cost for a month, and what an operator gave on top.
  add column included_micros bigint not null default 0 check (included_micros >= 0),
  add column extra_micros bigint not null default 0 check (extra_micros >= 0),
  -- The company's own cap below that. Null: all of it.
  add column cap_micros bigint check (cap_micros >= 0);
update companies set trial_ends_at = trial_started_at + interval '7 days' where trial_started_at is not null;
alter table companies add check ((trial_started_at is null) = (trial_ends_at is null));

create function deskhand.may_run(company uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.companies where id = company and entitled_until > now() and suspended_at is null);
end
$$;
grant execute on function deskhand.may_run(uuid) to deskhand_app, deskhand_orchestrator;

-- A company's customer at Stripe, and which of the hints about it have been followed: wanted counts them, done says up to which
-- one the truth was read.
create table billing_customers (
  company_id uuid primary key references companies (id),
  stripe_customer_id text not null unique check (stripe_customer_id ~ '^cus_[A-Za-z0-9_]{1,80}$'),
  sync_wanted bigint not null default 0,
  sync_done bigint not null default 0 check (sync_done <= sync_wanted),
  sync_lease_until timestamptz,
  synced_at timestamptz,
  failure text check (char_length(failure) <= 1000),
  created_at timestamptz not null default now()
);
create index billing_customers_behind on billing_customers (sync_lease_until) where sync_done < sync_wanted;

-- As Stripe says. Never deleted.
create table subscriptions (
  id text primary key check (id ~ '^sub_[A-Za-z0-9_]{1,80}$'),
  company_id uuid not null references companies (id),
  status text not null check (status in
    ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'canceled', 'unpaid', 'paused')),
  -- Null: a price that no plan has.
  plan_key text check (plan_key ~ '^[a-z][a-z0-9-]{0,39}$'),
  seats integer not null check (seats >= 0),
  amount_cents integer not null check (amount_cents >= 0),
  currency text not null check (currency ~ '^[a-z]{3}$'),
  trial_ends_at timestamptz,
  period_started_at timestamptz,
  period_ends_at timestamptz,
  cancels_at timestamptz,
  ended_at timestamptz,
  past_due_since timestamptz,
  open_invoice_url text check (char_length(open_invoice_url) <= 2000),
  is_live boolean not null,
  created_at timestamptz not null,
  synced_at timestamptz not null default now()
);
create index subscriptions_company on subscriptions (company_id, created_at desc);

-- Each event once. It is a hint that names a customer; what it says besides is not believed.
create table stripe_events (
  id text primary key check (id ~ '^evt_[A-Za-z0-9_]{1,80}$'),
  type text not null check (char_length(type) between 1 and 100),
  stripe_customer_id text check (char_length(stripe_customer_id) <= 100),
  company_id uuid references companies (id),
  is_live boolean not null,
  outcome text not null check (outcome in ('followed', 'unknown_customer', 'wrong_mode', 'no_customer')),
  created_at timestamptz not null,
  received_at timestamptz not null default now()
);
create index stripe_events_company on stripe_events (company_id, received_at desc);
create index stripe_events_received on stripe_events using brin (received_at);

-- Who had a trial: digests, so that nobody reads addresses here.
create table trial_identities (
  kind text not null check (kind in ('email', 'card', 'network')),
  value_hash bytea not null check (octet_length(value_hash) = 32),
  company_id uuid not null references companies (id),
  created_at timestamptz not null default now(),
  primary key (kind, value_hash, company_id)
);
create index trial_identities_company on trial_identities (company_id);

grant select on billing_customers, subscriptions to deskhand_app;
grant select, update on billing_customers to deskhand_orchestrator;
grant select, insert, update on subscriptions to deskhand_orchestrator;
grant select on stripe_events, trial_identities to deskhand_orchestrator;
grant update (entitled_until, removal_at, included_micros, plan_key) on companies to deskhand_orchestrator;

alter table billing_customers enable row level security;
alter table billing_customers force row level security;
alter table subscriptions enable row level security;
alter table subscriptions force row level security;
alter table stripe_events enable row level security;
alter table stripe_events force row level security;
alter table trial_identities enable row level security;
alter table trial_identities force row level security;

create policy billing_customers_own on billing_customers for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy billing_customers_installation on billing_customers for all to deskhand_orchestrator using (true) with check (true);
create policy subscriptions_own on subscriptions for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy subscriptions_installation on subscriptions for all to deskhand_orchestrator using (true) with check (true);
create policy stripe_events_installation on stripe_events for select to deskhand_orchestrator using (true);
create policy trial_identities_installation on trial_identities for select to deskhand_orchestrator using (true);

-- Pages show what changed: a plan, a trial, a payment.
create function deskhand.emit_billing_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare company uuid := case tg_table_name when 'companies' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'company_id')::uuid end;
begin
  perform deskhand.emit_event(company, 'billing', company, null);
  return null;
end
$$;
create constraint trigger companies_billing_event after update on companies
  deferrable initially deferred for each row
  when ((old.plan_key, old.trial_ends_at, old.entitled_until, old.removal_at, old.suspended_at, old.included_micros, old.extra_micros, old.cap_micros)
    is distinct from
    (new.plan_key, new.trial_ends_at, new.entitled_until, new.removal_at, new.suspended_at, new.included_micros, new.extra_micros, new.cap_micros))
  execute function deskhand.emit_billing_change();
create constraint trigger subscriptions_billing_event after insert or update on subscriptions
  deferrable initially deferred for each row execute function deskhand.emit_billing_change();

-- The company's plan while nobody pays; the first choice starts the trial. Times and included cost follow from the rules of the plans.
create function deskhand.choose_plan(chosen text, trial_ends timestamptz, kept_until timestamptz, included bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare company uuid := deskhand.caller_company_id();
begin
  if company is null or not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  update public.companies set plan_key = chosen,
      trial_started_at = coalesce(trial_started_at, now()), trial_ends_at = coalesce(trial_ends_at, trial_ends),
      entitled_until = case when trial_ends_at is null then trial_ends else entitled_until end,
      removal_at = case when trial_ends_at is null then kept_until else removal_at end,
      included_micros = case when trial_ends_at is null then included else included_micros end
    where id = company;
end
$$;
grant execute on function deskhand.choose_plan(text, timestamptz, timestamptz, bigint) to deskhand_app;
revoke update (plan_key, trial_started_at) on companies from deskhand_app;
