-- What the edges remember: answers to repeated requests, counters of rates, mails to send, chores to do.

create table idempotency_keys (
  company_id uuid not null references companies (id),
  key text not null check (char_length(key) between 1 and 200),
  request_hash bytea not null check (octet_length(request_hash) = 32),
  status integer check (status between 100 and 599),
  body jsonb,
  created_at timestamptz not null default now(),
  primary key (company_id, key),
  check ((status is null) = (body is null))
);
grant select, insert, update (status, body), delete on idempotency_keys to deskhand_app;
alter table idempotency_keys enable row level security;
alter table idempotency_keys force row level security;
create policy idempotency_keys_own on idempotency_keys for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()))
  with check (company_id = (select deskhand.caller_company_id()));

create table rate_counters (
  bucket text not null check (char_length(bucket) between 1 and 200),
  window_start timestamptz not null,
  hits integer not null check (hits >= 1),
  primary key (bucket, window_start)
);
alter table rate_counters enable row level security;
alter table rate_counters force row level security;

-- Counts one hit in a fixed window and says whether it is still allowed. Counters survive restarts and are shared by all processes.
create function deskhand.hit_rate(rate_bucket text, allowed_hits integer, window_seconds integer)
returns table (allowed boolean, remaining integer, resets_at timestamptz)
language plpgsql security definer set search_path = '' as $$
declare
  this_window timestamptz := to_timestamp(floor(extract(epoch from now()) / window_seconds) * window_seconds);
  counted integer;
begin
  insert into public.rate_counters as counter (bucket, window_start, hits) values (rate_bucket, this_window, 1)
    on conflict (bucket, window_start) do update set hits = counter.hits + 1 returning counter.hits into counted;
  if counted = 1 then
    delete from public.rate_counters where bucket = rate_bucket and window_start < this_window;
  end if;
  return query select counted <= allowed_hits, greatest(allowed_hits - counted, 0), this_window + make_interval(secs => window_seconds);
end
$$;
grant execute on function deskhand.hit_rate(text, integer, integer) to deskhand_app, deskhand_orchestrator;

-- The outbox: a mail is a row in the transaction that caused it, sent once by a job.
create table mails (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  dedupe_key text not null unique check (char_length(dedupe_key) between 1 and 200),
  recipient citext not null check (char_length(recipient::text) between 3 and 320),
  template text not null check (template ~ '^[a-z][a-z-]{0,39}$'),
  data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  sent_at timestamptz,
  failure text
);
-- Written, never read, by the app: a mail may carry a link that is only its recipient's.
grant insert (id, company_id, dedupe_key, recipient, template, data) on mails to deskhand_app;
grant select, update (sent_at, failure) on mails to deskhand_orchestrator;
alter table mails enable row level security;
alter table mails force row level security;
create policy mails_own on mails for insert to deskhand_app
  with check (company_id = (select deskhand.caller_company_id()));
create policy mails_installation on mails for all to deskhand_orchestrator using (true) with check (true);

-- A mail written is a job queued. graphile-worker's schema is put in place by the migration command before anybody can write one.
create function deskhand.queue_mail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform graphile_worker.add_job('send-mail', json_build_object('mailId', new.id), job_key => 'mail:' || new.id::text, max_attempts => 12);
  return null;
end
$$;
create trigger mails_queue after insert on mails for each row execute function deskhand.queue_mail();

create function deskhand.prune_edges() returns void
language sql security definer set search_path = ''
begin atomic
  delete from public.idempotency_keys where created_at < now() - interval '24 hours';
  delete from public.rate_counters where window_start < now() - interval '25 hours';
  delete from public.attachments where message_id is null and created_at < now() - interval '24 hours';
end;
grant execute on function deskhand.prune_edges() to deskhand_orchestrator;
