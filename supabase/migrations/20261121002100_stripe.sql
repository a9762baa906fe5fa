-- How the truth comes from Stripe: a row before the customer it is for, hints that are counted, and a lease with a fence for whoever
-- follows them. Nothing that an event says is believed but which customer to look at.

alter table billing_customers
  -- Null: about to be made at Stripe, or deleted there.
  alter column stripe_customer_id drop not null,
  -- Which making of the customer this is: part of the key under which Stripe makes each one once.
  add column making integer not null default 1 check (making > 0),
  add column checkout_at timestamptz,
  -- Somebody is just being sent to the checkout: whoever wants the same waits.
  add column checkout_lease_until timestamptz,
  -- Raised by each claim: whoever comes back late with an older one writes nothing.
  add column sync_fence bigint not null default 0,
  add column sync_failures integer not null default 0 check (sync_failures >= 0);
create index billing_customers_synced on billing_customers (synced_at);

-- Pages say "confirming" while a hint is not followed, and the loop looks when there is a first one.
create constraint trigger billing_customers_event after update on billing_customers
  deferrable initially deferred for each row
  when ((old.sync_wanted > old.sync_done) is distinct from (new.sync_wanted > new.sync_done))
  execute function deskhand.emit_billing_change();

-- The row before the effect, and half a minute in which nobody else sends this company to a checkout. No row: somebody does just now.
create function deskhand.begin_checkout() returns table (stripe_customer_id text, making integer)
language plpgsql security definer set search_path = '' as $$
declare company uuid := deskhand.caller_company_id();
begin
  if company is null or not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  insert into public.billing_customers (company_id) values (company) on conflict do nothing;
  return query update public.billing_customers customer
    set checkout_at = now(), checkout_lease_until = now() + interval '30 seconds'
    where company_id = company and (checkout_lease_until is null or checkout_lease_until <= now())
    returning customer.stripe_customer_id, customer.making;
end
$$;

create function deskhand.end_checkout() returns void
language sql security definer set search_path = ''
begin atomic
  update public.billing_customers set checkout_lease_until = null where company_id = deskhand.caller_company_id();
end;

-- Keeps the customer that was made. Whoever was first is right; answers with the one that counts.
create function deskhand.keep_customer(made integer, customer text) returns text
language plpgsql security definer set search_path = '' as $$
declare kept text;
begin
  if not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  update public.billing_customers set stripe_customer_id = coalesce(stripe_customer_id, customer), sync_wanted = sync_wanted + 1
    where company_id = deskhand.caller_company_id() and making = made
    returning stripe_customer_id into kept;
  return kept;
end
$$;

-- A hint of our own, after something was changed at Stripe. Answers with its number; null without a customer.
create function deskhand.want_sync() returns bigint
language plpgsql security definer set search_path = '' as $$
declare number bigint;
begin
  if not deskhand.caller_manages() then
    raise exception 'not_allowed' using errcode = '42501';
  end if;
  update public.billing_customers set sync_wanted = sync_wanted + 1
    where company_id = deskhand.caller_company_id() and stripe_customer_id is not null
    returning sync_wanted into number;
  return number;
end
$$;

-- Stores an event once, and counts the hint in the same transaction. Answers what became of it: an outcome, or `repeated`.
create function deskhand.note_stripe_event(
  event_id text, event_type text, customer text, live boolean, wanted_live boolean, created timestamptz) returns text
language plpgsql security definer set search_path = '' as $$
declare
  company uuid;
  result text;
begin
  if live is distinct from wanted_live then
    result := 'wrong_mode';
  elsif customer is null then
    result := 'no_customer';
  else
    select company_id into company from public.billing_customers where stripe_customer_id = customer;
    result := case when company is null then 'unknown_customer' else 'followed' end;
  end if;
  insert into public.stripe_events (id, type, stripe_customer_id, company_id, is_live, outcome, created_at)
    values (event_id, event_type, customer, company, live, result, created) on conflict (id) do nothing;
  if not found then return 'repeated'; end if;
  if company is not null then
    update public.billing_customers set sync_wanted = sync_wanted + 1 where company_id = company;
  end if;
  return result;
end
$$;

grant execute on function deskhand.begin_checkout(), deskhand.end_checkout(), deskhand.keep_customer(integer, text), deskhand.want_sync(),
  deskhand.note_stripe_event(text, text, text, boolean, boolean, timestamptz) to deskhand_app;
