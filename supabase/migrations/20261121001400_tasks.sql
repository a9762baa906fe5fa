-- What customers hand out: tasks, how they are split, what is said, asked, checked and made on the way.
-- Status and progress are two things: the status is one table of moves, progress is a worker's own words.

create table task_moves (
  from_status text not null,
  to_status text not null,
  primary key (from_status, to_status)
);
-- lib/task/moves.ts holds the same table; a test compares them.
insert into task_moves (from_status, to_status) values
  ('draft', 'planning'), ('draft', 'ready'), ('draft', 'cancelled'),
  ('planning', 'draft'), ('planning', 'ready'), ('planning', 'failed'), ('planning', 'cancelled'),
  ('ready', 'draft'), ('ready', 'planning'), ('ready', 'claimed'), ('ready', 'running'), ('ready', 'in_review'), ('ready', 'done'),
  ('ready', 'failed'), ('ready', 'cancelled'),
  ('claimed', 'running'), ('claimed', 'ready'), ('claimed', 'in_review'), ('claimed', 'done'), ('claimed', 'failed'), ('claimed', 'cancelled'),
  ('running', 'ready'), ('running', 'in_review'), ('running', 'done'), ('running', 'failed'), ('running', 'cancelled'),
  ('in_review', 'ready'), ('in_review', 'running'), ('in_review', 'done'), ('in_review', 'failed'), ('in_review', 'cancelled'),
  ('done', 'ready'),
  ('failed', 'ready'), ('failed', 'planning'), ('failed', 'draft'), ('failed', 'cancelled'),
  ('cancelled', 'ready'), ('cancelled', 'planning'), ('cancelled', 'draft');

create table task_counters (
  company_id uuid primary key references companies (id),
  last_number integer not null
);

create table task_templates (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  name text not null check (char_length(name) between 1 and 120),
  -- What a task made from it is created with: createTaskInput of lib/wire/task.ts.
  spec jsonb not null check (jsonb_typeof(spec) = 'object' and octet_length(spec::text) <= 65536),
  created_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (company_id, id),
  unique (company_id, name)
);

create table schedules (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  template_id uuid not null,
  -- Five fields, in the time zone.
  cron text not null check (char_length(cron) between 9 and 120),
  time_zone text not null check (char_length(time_zone) between 1 and 60),
  -- What to do about the times that passed while nothing ran: make one task for all of them, or none.
  when_missed text not null default 'once' check (when_missed in ('once', 'skip')),
  enabled boolean not null default true,
  next_at timestamptz,
  last_at timestamptz,
  last_task_id uuid,
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  created_by uuid,
  created_at timestamptz not null default now(),
  foreign key (company_id, template_id) references task_templates (company_id, id) on delete cascade,
  unique (company_id, id),
  check (not enabled or next_at is not null)
);
create index schedules_due on schedules (next_at) where enabled;

create table tasks (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  -- How people call it: #12. Counted per company by tasks_prepare.
  number integer not null default 0,
  parent_id uuid,
  title text not null check (char_length(title) between 1 and 200),
  description text not null default '' check (char_length(description) <= 20000),
  status text not null default 'draft'
    check (status in ('draft', 'planning', 'ready', 'claimed', 'running', 'in_review', 'done', 'failed', 'cancelled')),
  status_at timestamptz not null default now(),
  priority smallint not null default 1 check (priority between 0 and 3),
  labels text[] not null default '{}' check (cardinality(labels) <= 20),
  -- Capabilities a worker must have, sorted and without repetition.
  requires text[] not null default '{}' check (cardinality(requires) <= 20),
  assignee_id uuid,
  model text check (char_length(model) between 1 and 80),
  thinking text check (thinking in ('off', 'low', 'medium', 'high')),
  plan_mode text not null default 'none' check (plan_mode in ('auto', 'ask', 'none')),
  -- Why the planner gave it to whom it did, and as what; empty where nobody planned.
  part_role text not null default '' check (char_length(part_role) <= 200),
  part_reason text not null default '' check (char_length(part_reason) <= 1000),
  -- Parts of a plan end when their checks pass; what a person asked for ends when a person says so.
  needs_review boolean not null default true,
  checks jsonb not null default '[]' check (jsonb_typeof(checks) = 'array' and octet_length(checks::text) <= 65536),
  -- The platform judges the work of this run right now; null otherwise.
  checking_run_id uuid,
  allowance_micros bigint check (allowance_micros >= 0),
  cost_micros bigint not null default 0,
  -- Runs that count against max_attempts since a person last set it to ready.
  attempts integer not null default 0 check (attempts >= 0),
  max_attempts integer not null default 3 check (max_attempts between 1 and 10),
  -- Not before: back-off after a failed attempt.
  available_at timestamptz not null default now(),
  -- Since when it waits to be claimed; null when it does not.
  queued_at timestamptz,
  -- Who can claim it, as one word: the assignee and the capabilities. See task_queues.
  claim_key text not null default '',
  -- Seconds since 1970: when it was queued, less a head start for its priority. So the urgent go first and nobody waits for ever.
  claim_order double precision not null default 0,
  open_dependencies integer not null default 0 check (open_dependencies >= 0),
  parts integer not null default 0 check (parts >= 0),
  -- What a person or a failed check said about the last attempt; the next run is told.
  feedback text not null default '' check (char_length(feedback) <= 20000),
  progress_state text check (char_length(progress_state) between 1 and 80),
  progress_note text check (char_length(progress_note) <= 2000),
  progress_at timestamptz,
  summary text not null default '' check (char_length(summary) <= 20000),
  result jsonb check (octet_length(result::text) <= 65536),
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  template_id uuid,
  schedule_id uuid,
  created_by uuid,
  created_by_key uuid,
  creator_name text not null default '' check (char_length(creator_name) <= 300),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (company_id, id),
  unique (company_id, number),
  foreign key (company_id, parent_id) references tasks (company_id, id),
  foreign key (company_id, assignee_id) references employees (company_id, id),
  foreign key (company_id, created_by_key) references api_keys (company_id, id),
  foreign key (company_id, template_id) references task_templates (company_id, id) on delete set null (template_id),
  foreign key (company_id, schedule_id) references schedules (company_id, id) on delete set null (schedule_id),
  check (parent_id is distinct from id),
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
create index tasks_company on tasks (company_id, created_at, id);
create index tasks_company_status on tasks (company_id, status, status_at);
create index tasks_parent on tasks (parent_id) where parent_id is not null;
create index tasks_assignee on tasks (assignee_id, status) where assignee_id is not null;
-- What can be claimed, in the order it is claimed.
create index tasks_claimable on tasks (company_id, claim_key, claim_order)
  where status = 'ready' and open_dependencies = 0 and parts = 0;
create index tasks_checking on tasks (status_at) where checking_run_id is not null;

alter table schedules add foreign key (company_id, last_task_id) references tasks (company_id, id);

-- Each distinct claim_key of a company, so that a claim looks at the heads of the queues it may take from and never wades through
-- the tasks of others. Rows without tasks do no harm and are pruned.
create table task_queues (
  company_id uuid not null references companies (id),
  claim_key text not null,
  assignee_id uuid,
  requires text[] not null,
  primary key (company_id, claim_key),
  foreign key (company_id, assignee_id) references employees (company_id, id)
);

create table task_dependencies (
  company_id uuid not null,
  task_id uuid not null,
  depends_on_id uuid not null,
  primary key (task_id, depends_on_id),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, depends_on_id) references tasks (company_id, id),
  check (task_id <> depends_on_id)
);
create index task_dependencies_on on task_dependencies (depends_on_id);

-- The planner's split of a task. A row is there before anybody plans.
create table plans (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  state text not null default 'wanted' check (state in ('wanted', 'proposed', 'approved', 'replaced', 'failed')),
  -- Somebody plans it until then.
  claimed_until timestamptz,
  attempts integer not null default 0,
  made_by text check (made_by in ('model', 'router', 'member')),
  model text,
  practice boolean not null default false,
  summary text not null default '' check (char_length(summary) <= 4000),
  -- lib/wire/plan.ts: planStep[]
  steps jsonb not null default '[]' check (jsonb_typeof(steps) = 'array' and octet_length(steps::text) <= 262144),
  risk text check (risk in ('low', 'high')),
  risk_reason text not null default '' check (char_length(risk_reason) <= 1000),
  -- What the planner put right or left out of what the model said, in sentences.
  repairs text[] not null default '{}',
  guidance text not null default '' check (char_length(guidance) <= 4000),
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  input_tokens integer not null default 0,
  output_tokens integer not null default 0,
  cost_micros bigint not null default 0,
  created_at timestamptz not null default now(),
  made_at timestamptz,
  decided_at timestamptz,
  decided_by uuid,
  foreign key (company_id, task_id) references tasks (company_id, id),
  unique (company_id, id),
  check ((state = 'failed') = (failure is not null))
);
create unique index plans_one_open on plans (task_id) where state in ('wanted', 'proposed');
create index plans_wanted on plans (created_at) where state = 'wanted';

-- Whoever runs tasks: the worker of an employee's desk (employee_id), or a program outside with an API key.
create table workers (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  employee_id uuid,
  api_key_id uuid,
  name text not null check (char_length(name) between 1 and 120),
  executor text not null check (executor in ('openclaw', 'claude-code', 'command')),
  capabilities text[] not null default '{}' check (cardinality(capabilities) <= 50),
  version text not null default '' check (char_length(version) <= 60),
  max_concurrent integer not null default 1 check (max_concurrent between 1 and 50),
  registered_at timestamptz not null default now(),
  -- Any sign of life: registration, claim, heartbeat, report.
  seen_at timestamptz not null default now(),
  -- A person wants it to take nothing new; what runs goes on.
  draining_at timestamptz,
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, api_key_id) references api_keys (company_id, id),
  unique (company_id, id),
  unique (company_id, name)
);
create unique index workers_employee on workers (employee_id) where employee_id is not null;

-- One attempt at a task, under one lease. It is alive until ended_at.
create table runs (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  worker_id uuid not null,
  employee_id uuid,
  attempt integer not null check (attempt >= 1),
  -- SHA-256 of the lease token: who holds the token may report.
  lease_hash bytea not null check (octet_length(lease_hash) = 32),
  lease_expires_at timestamptz not null,
  claimed_at timestamptz not null default now(),
  started_at timestamptz,
  heartbeat_at timestamptz,
  ended_at timestamptz,
  outcome text check (outcome in ('completed', 'failed', 'released', 'lost', 'cancelled')),
  -- SHA-256 of the accepted final report and what was answered: a repeat gets the same.
  report_hash bytea check (octet_length(report_hash) = 32),
  summary text not null default '' check (char_length(summary) <= 20000),
  result jsonb check (octet_length(result::text) <= 65536),
  -- What the worker says it used; only what went through the model proxy is billed.
  reported_usage jsonb check (octet_length(reported_usage::text) <= 8192),
  cost_micros bigint not null default 0,
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  -- The dispatcher's own notes, so that another process can go on: session key, gateway run id.
  desk_session jsonb,
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, worker_id) references workers (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique (company_id, id),
  unique (task_id, attempt),
  check ((ended_at is null) = (outcome is null))
);
alter table tasks add foreign key (company_id, checking_run_id) references runs (company_id, id);
-- Each says in its own words that a run is alive. With the same words one may stand in for another: whoever plans while there are few
-- runs then looks through all that are alive, of all companies, as long as the connection lasts.
create unique index runs_one_alive on runs (task_id) where outcome is null;
create index runs_worker_alive on runs (worker_id) where ended_at is null;
create index runs_lease on runs (lease_expires_at) where ended_at is null and outcome is null;
create index runs_employee on runs (employee_id, claimed_at) where employee_id is not null;

-- Everything that happened to a task, in its order. kind and data: lib/wire/timeline.ts.
create table task_timeline (
  id bigint generated always as identity primary key,
  company_id uuid not null,
  task_id uuid not null,
  run_id uuid,
  kind text not null check (kind ~ '^[a-z][a-z_]{0,39}$'),
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'employee', 'worker', 'system')),
  actor_id uuid,
  data jsonb not null default '{}' check (octet_length(data::text) <= 65536),
  at timestamptz not null default clock_timestamp(),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id)
);
create index task_timeline_task on task_timeline (task_id, id);

-- What a run printed, in pieces as they came. first_line makes a repeated piece recognisable.
create table run_logs (
  id bigint generated always as identity primary key,
  company_id uuid not null,
  task_id uuid not null,
  run_id uuid not null,
  first_line integer not null check (first_line >= 0),
  lines text[] not null check (cardinality(lines) between 1 and 500),
  at timestamptz not null default clock_timestamp(),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  unique (run_id, first_line)
);
create index run_logs_task on run_logs (task_id, id);

create table task_comments (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  author_kind text not null check (author_kind in ('member', 'api_key', 'employee', 'worker')),
  user_id uuid,
  api_key_id uuid,
  employee_id uuid,
  run_id uuid,
  author_name text not null check (char_length(author_name) <= 300),
  text text not null check (char_length(text) between 1 and 10000),
  -- Whom it names: members' user ids and employees' ids.
  mentioned_users uuid[] not null default '{}',
  mentioned_employees uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, api_key_id) references api_keys (company_id, id),
  unique (company_id, id)
);
create index task_comments_task on task_comments (task_id, created_at);

-- attachment: given along by people. artifact: made by a run; the same path of the same run again replaces it.
create table task_files (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  run_id uuid,
  kind text not null check (kind in ('attachment', 'artifact')),
  path text not null check (char_length(path) between 1 and 400),
  media_type text not null check (char_length(media_type) between 3 and 120),
  size_bytes integer not null check (size_bytes between 0 and 10485760),
  sha256 bytea not null check (octet_length(sha256) = 32),
  content bytea not null check (octet_length(content) = size_bytes),
  uploaded_by uuid,
  created_at timestamptz not null default now(),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  unique (company_id, id),
  check ((kind = 'artifact') = (run_id is not null))
);
create unique index task_files_of_run on task_files (run_id, path) where run_id is not null;
create index task_files_task on task_files (task_id, created_at);

create table check_results (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  run_id uuid not null,
  -- The id of the check in tasks.checks.
  check_id text not null check (char_length(check_id) between 1 and 60),
  kind text not null,
  outcome text not null check (outcome in ('passed', 'failed', 'error')),
  -- For people: what was looked at and found.
  text text not null check (char_length(text) <= 4000),
  evidence jsonb check (octet_length(evidence::text) <= 32768),
  duration_ms integer not null default 0,
  at timestamptz not null default now(),
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  unique (run_id, check_id)
);
create index check_results_task on check_results (task_id, at);

create table questions (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  task_id uuid not null,
  run_id uuid not null,
  employee_id uuid,
  -- The asker's own id of the question: the gateway's, or the worker's.
  asker_key text not null check (char_length(asker_key) between 1 and 200),
  text text not null check (char_length(text) between 1 and 4000),
  options text[] not null default '{}' check (cardinality(options) <= 12),
  state text not null default 'open' check (state in ('open', 'answered', 'withdrawn')),
  answer text check (char_length(answer) between 1 and 4000),
  answered_by uuid,
  asked_at timestamptz not null default now(),
  answered_at timestamptz,
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, run_id) references runs (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique (company_id, id),
  unique (run_id, asker_key),
  check ((state = 'answered') = (answer is not null))
);
create index questions_open on questions (company_id, asked_at) where state = 'open';
create index questions_task on questions (task_id);

-- What needs a person. user_id null: everybody of the company.
create table notifications (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  user_id uuid,
  kind text not null check (kind in ('question', 'review', 'plan', 'failed', 'mention', 'schedule')),
  task_id uuid,
  question_id uuid,
  comment_id uuid,
  text text not null check (char_length(text) between 1 and 500),
  created_at timestamptz not null default now(),
  -- When nobody needs to do anything about it any more.
  settled_at timestamptz,
  foreign key (company_id, task_id) references tasks (company_id, id),
  foreign key (company_id, question_id) references questions (company_id, id),
  foreign key (company_id, comment_id) references task_comments (company_id, id),
  foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);
create index notifications_open on notifications (company_id, created_at) where settled_at is null;
create unique index notifications_once on notifications (company_id, kind, task_id)
  where settled_at is null and kind in ('review', 'plan', 'failed');

-- How plans of this company are approved.
alter table companies add column plan_approval text not null default 'risky' check (plan_approval in ('always', 'risky', 'never'));
grant update (plan_approval) on companies to deskhand_app;

alter table ledger_entries add column run_id uuid, add column plan_id uuid;
alter table ledger_entries add foreign key (company_id, run_id) references runs (company_id, id);
alter table ledger_entries add foreign key (company_id, plan_id) references plans (company_id, id);
-- The planner and checks by a model work for the company, at nobody's desk.
alter table ledger_entries alter column employee_id drop not null, alter column desk_id drop not null;
alter table ledger_entries add check ((employee_id is null) = (desk_id is null));
create index ledger_entries_run on ledger_entries (run_id) where run_id is not null;

-- A settled call is part of what its run and task cost.
create function deskhand.add_run_cost() returns trigger
language plpgsql security definer set search_path = '' as $$
declare more bigint := new.cost_micros - (case when tg_op = 'UPDATE' then old.cost_micros else 0 end);
begin
  if new.run_id is not null and more <> 0 then
    update public.runs set cost_micros = cost_micros + more where id = new.run_id;
    update public.tasks set cost_micros = cost_micros + more where id = (select task_id from public.runs where id = new.run_id);
  end if;
  return null;
end
$$;
create trigger ledger_entries_run_cost after insert or update of cost_micros on ledger_entries
  for each row execute function deskhand.add_run_cost();

-- Who acts in this transaction, for the timeline. A worker's or employee's own doings set deskhand.actor ('worker:<id>').
create function deskhand.timeline_actor(out actor_kind text, out actor_id uuid)
language plpgsql stable set search_path = '' as $$
declare set_actor text := nullif(current_setting('deskhand.actor', true), '');
begin
  if set_actor is not null then
    actor_kind := split_part(set_actor, ':', 1);
    actor_id := nullif(split_part(set_actor, ':', 2), '')::uuid;
  elsif deskhand.setting_uuid('deskhand.api_key_id') is not null then
    actor_kind := 'api_key'; actor_id := deskhand.setting_uuid('deskhand.api_key_id');
  elsif deskhand.caller_user_id() is not null then
    actor_kind := 'member'; actor_id := deskhand.caller_user_id();
  else
    actor_kind := 'system';
  end if;
end
$$;

-- One more line of a task's timeline, by whoever acts.
create function deskhand.note_task(task uuid, note_kind text, note jsonb default '{}', of_run uuid default null) returns void
language plpgsql security definer set search_path = '' as $$
declare
  company uuid;
  actor record;
begin
  select company_id into company from public.tasks where id = task
    and (company_id = deskhand.caller_company_id() or current_setting('role') = 'deskhand_orchestrator');
  if company is null then
    raise exception 'no such task' using errcode = 'DH002';
  end if;
  select * into actor from deskhand.timeline_actor();
  insert into public.task_timeline (company_id, task_id, run_id, kind, actor_kind, actor_id, data)
    values (company, task, of_run, note_kind, actor.actor_kind, actor.actor_id, note);
end
$$;

create function deskhand.claim_key_of(assignee uuid, needs text[]) returns text
language sql immutable set search_path = ''
return md5(coalesce(assignee::text, '') || '|' || array_to_string(needs, ','));

-- Numbers, orders and keys that follow from the row itself; refuses a move that the table of moves does not know.
create function deskhand.prepare_task() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.task_counters as counter (company_id, last_number) values (new.company_id, 1)
      on conflict (company_id) do update set last_number = counter.last_number + 1 returning last_number into new.number;
    if new.status not in ('draft', 'planning', 'ready') then
      raise exception 'a task begins as draft, planning or ready' using errcode = 'DH005';
    end if;
  elsif new.status <> old.status then
    if not exists (select from public.task_moves where from_status = old.status and to_status = new.status) then
      raise exception 'a task cannot go from % to %', old.status, new.status using errcode = 'DH005';
    end if;
    new.status_at := clock_timestamp();
  end if;
  if tg_op = 'INSERT' or (new.assignee_id, new.requires) is distinct from (old.assignee_id, old.requires) then
    new.requires := coalesce((select array_agg(distinct need order by need) from unnest(new.requires) need), '{}');
    new.claim_key := deskhand.claim_key_of(new.assignee_id, new.requires);
  end if;
  new.updated_at := clock_timestamp();
  new.finished_at := case when new.status in ('done', 'failed', 'cancelled') then coalesce(new.finished_at, clock_timestamp()) end;
  if new.status <> 'failed' then new.failure := null; end if;
  if new.status <> 'ready' then
    new.queued_at := null;
  elsif new.queued_at is null then
    new.queued_at := clock_timestamp();
  end if;
  -- A quarter of an hour per step of priority, and never before the back-off is over.
  new.claim_order := extract(epoch from greatest(coalesce(new.queued_at, new.created_at), new.available_at)) - 900 * new.priority;
  if new.status = 'ready' then
    insert into public.task_queues (company_id, claim_key, assignee_id, requires)
      values (new.company_id, new.claim_key, new.assignee_id, new.requires) on conflict do nothing;
  end if;
  return new;
end
$$;
create trigger tasks_prepare before insert or update on tasks for each row execute function deskhand.prepare_task();

-- Each move is a line of the timeline; who waits for it is told; its parent follows.
create function deskhand.follow_task_status() returns trigger
language plpgsql security definer set search_path = '' as $$
declare actor record;
begin
  select * into actor from deskhand.timeline_actor();
  insert into public.task_timeline (company_id, task_id, kind, actor_kind, actor_id, data)
    values (new.company_id, new.id, case when tg_op = 'INSERT' then 'created' else 'status' end, actor.actor_kind, actor.actor_id,
      jsonb_strip_nulls(jsonb_build_object('from', case when tg_op = 'UPDATE' then old.status end, 'to', new.status, 'failure', new.failure)));
  if tg_op = 'INSERT' and new.parent_id is not null then
    -- A part waits for what its whole waits for.
    insert into public.task_dependencies (company_id, task_id, depends_on_id)
      select company_id, new.id, depends_on_id from public.task_dependencies where task_id = new.parent_id on conflict do nothing;
  end if;
  if tg_op = 'UPDATE' and (old.status = 'done') <> (new.status = 'done') then
    -- In one order: two tasks that end at once may be waited for by the same ones.
    perform from public.tasks where id in (select task_id from public.task_dependencies where depends_on_id = new.id)
      order by id for no key update;
    update public.tasks set open_dependencies = open_dependencies + case when new.status = 'done' then -1 else 1 end
      where id in (select task_id from public.task_dependencies where depends_on_id = new.id);
  end if;
  if new.parent_id is not null then
    perform deskhand.roll_up(new.parent_id);
  end if;
  return null;
end
$$;
create trigger tasks_follow_made after insert on tasks for each row execute function deskhand.follow_task_status();
create trigger tasks_follow after update on tasks
  for each row when (old.status <> new.status) execute function deskhand.follow_task_status();

-- A task with parts is not worked on itself: it runs while its parts do, and comes to review when the last of them has ended.
create function deskhand.roll_up(parent uuid) returns void
language plpgsql security definer set search_path = '' as $$
declare
  whole public.tasks;
  open_parts integer;
  moving integer;
  good integer;
  known integer;
begin
  select * into whole from public.tasks where id = parent for update;
  select count(*), count(*) filter (where status not in ('done', 'failed', 'cancelled')),
      count(*) filter (where status in ('claimed', 'running', 'in_review')), count(*) filter (where status = 'done')
    into known, open_parts, moving, good from public.tasks where parent_id = parent;
  if whole.parts <> known then
    update public.tasks set parts = known where id = parent;
  end if;
  if whole.status in ('ready', 'in_review') and open_parts > 0 and (moving > 0 or good > 0) then
    update public.tasks set status = 'running' where id = parent;
  elsif whole.status in ('ready', 'running') and open_parts = 0 and good > 0
      and not exists (select from public.tasks where parent_id = parent and status = 'failed') then
    if whole.status = 'ready' then
      update public.tasks set status = 'running' where id = parent;
    end if;
    update public.tasks set status = case when needs_review then 'in_review' else 'done' end where id = parent;
  end if;
end
$$;

-- The count of dependencies that are not done, and no circle.
create function deskhand.follow_dependency() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'DELETE' then
    update public.tasks set open_dependencies = open_dependencies - 1
      where id = old.task_id and exists (select from public.tasks other where other.id = old.depends_on_id and other.status <> 'done');
    delete from public.task_dependencies where depends_on_id = old.depends_on_id
      and task_id in (select id from public.tasks where parent_id = old.task_id);
    return null;
  end if;
  -- Two that are made at once could close a circle together.
  perform pg_advisory_xact_lock(hashtextextended('deskhand.dependencies:' || new.company_id::text, 0));
  if exists (
    with recursive before (id) as (
      select new.depends_on_id
      union
      -- What it waits for, and its parts: a whole is not done before they are.
      select further.id from before cross join lateral (
        select depends_on_id as id from public.task_dependencies where task_id = before.id
        union all
        select id from public.tasks where parent_id = before.id
      ) further
    )
    select from before where id = new.task_id
  ) then
    raise exception 'the tasks would wait for each other' using errcode = 'DH007';
  end if;
  -- A task cannot wait for what it is a part of, nor for its own parts.
  if exists (
    with recursive above (id, parent_id) as (
      select id, parent_id from public.tasks where id = new.task_id
      union
      select task.id, task.parent_id from public.tasks task join above on task.id = above.parent_id
    )
    select from above where id = new.depends_on_id
  ) or exists (
    with recursive above (id, parent_id) as (
      select id, parent_id from public.tasks where id = new.depends_on_id
      union
      select task.id, task.parent_id from public.tasks task join above on task.id = above.parent_id
    )
    select from above where id = new.task_id
  ) then
    raise exception 'a task cannot wait for its own part' using errcode = 'DH007';
  end if;
  -- Locked first: whether it is done cannot change between looking and counting.
  perform from public.tasks where id = new.depends_on_id for share;
  update public.tasks set open_dependencies = open_dependencies + 1
    where id = new.task_id and exists (select from public.tasks other where other.id = new.depends_on_id and other.status <> 'done');
  insert into public.task_dependencies (company_id, task_id, depends_on_id)
    select company_id, id, new.depends_on_id from public.tasks where parent_id = new.task_id on conflict do nothing;
  return null;
end
$$;
create trigger task_dependencies_follow after insert or delete on task_dependencies
  for each row execute function deskhand.follow_dependency();

-- No task above itself.
create function deskhand.keep_tree() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (
    with recursive above (id) as (
      select new.parent_id
      union
      select task.parent_id from public.tasks task join above on task.id = above.id where task.parent_id is not null
    )
    select from above where id = new.id
  ) then
    raise exception 'a task cannot be a part of itself' using errcode = 'DH007';
  end if;
  return null;
end
$$;
create trigger tasks_keep_tree after update of parent_id on tasks
  for each row when (new.parent_id is not null and new.parent_id is distinct from old.parent_id) execute function deskhand.keep_tree();

-- Whatever ends a task ends its run: a later report finds the lease gone. Open questions and notes to people are settled.
create function deskhand.end_with_task() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.status not in ('claimed', 'running') then
    update public.runs set ended_at = clock_timestamp(), outcome = 'cancelled' where task_id = new.id and outcome is null;
    update public.questions set state = 'withdrawn' where task_id = new.id and state = 'open';
    if new.checking_run_id is not null then
      update public.tasks set checking_run_id = null where id = new.id;
    end if;
  end if;
  update public.notifications set settled_at = now()
    where task_id = new.id and settled_at is null
      and ((kind = 'review' and new.status <> 'in_review') or (kind = 'plan' and new.status <> 'planning')
        or (kind = 'failed' and new.status <> 'failed') or (kind = 'question' and new.status not in ('claimed', 'running')));
  if new.status = 'in_review' then
    insert into public.notifications (company_id, kind, task_id, text)
      values (new.company_id, 'review', new.id, 'Ready for your review: ' || new.title) on conflict do nothing;
  elsif new.status = 'failed' then
    insert into public.notifications (company_id, kind, task_id, text)
      values (new.company_id, 'failed', new.id, 'Failed: ' || new.title) on conflict do nothing;
  end if;
  if new.status not in ('planning') then
    update public.plans set state = 'replaced', decided_at = now() where task_id = new.id and state in ('wanted', 'proposed');
  end if;
  return null;
end
$$;
-- A claim and its first sign of work end nothing.
create trigger tasks_end after update on tasks
  for each row when (old.status <> new.status and new.status <> 'claimed' and (old.status <> 'claimed' or new.status <> 'running')) execute function deskhand.end_with_task();

create function deskhand.follow_question() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.state = 'open' then
    insert into public.notifications (company_id, kind, task_id, question_id, text)
      values (new.company_id, 'question', new.task_id, new.id, left(new.text, 500));
  else
    update public.notifications set settled_at = now() where question_id = new.id and settled_at is null;
  end if;
  return null;
end
$$;
create trigger questions_follow_made after insert on questions for each row execute function deskhand.follow_question();
create trigger questions_follow after update on questions
  for each row when (old.state <> new.state) execute function deskhand.follow_question();

-- Live: a task's card is told again whatever changed about it; what is added to its page is told as activity.
create constraint trigger tasks_event_made after insert on tasks
  deferrable initially deferred for each row execute function deskhand.emit_change('task', 'id', '');
create constraint trigger tasks_event after update on tasks
  deferrable initially deferred for each row
  when (to_jsonb(old) - 'updated_at' is distinct from to_jsonb(new) - 'updated_at')
  execute function deskhand.emit_change('task', 'id', '');
-- Who shows a part, or waits for a task, shows something of it: they are told again too.
create function deskhand.tell_relatives() returns trigger
language plpgsql security definer set search_path = '' as $$
declare relative uuid;
begin
  for relative in
    select new.parent_id where new.parent_id is not null
    union
    (select task_id from public.task_dependencies
      where depends_on_id = new.id and new.status in ('in_review', 'failed', 'cancelled') limit 200)
  loop
    perform deskhand.emit_event(new.company_id, 'task', relative, null);
  end loop;
  return null;
end
$$;
create constraint trigger tasks_relatives_made after insert on tasks
  deferrable initially deferred for each row when (new.parent_id is not null) execute function deskhand.tell_relatives();
create constraint trigger tasks_relatives after update on tasks
  deferrable initially deferred for each row
  when (old.status <> new.status and (new.parent_id is not null or new.status in ('in_review', 'failed', 'cancelled')))
  execute function deskhand.tell_relatives();
-- Whoever waits for an employee, and the whole of which it is a part, is told how they are: the desk, the worker there, and what it works on.
create function deskhand.tell_who_waits() returns trigger
language plpgsql security definer set search_path = '' as $$
declare waiting uuid;
begin
  for waiting in
    with head as (
      select id, parent_id from public.tasks where assignee_id = new.employee_id and status = 'ready' and open_dependencies = 0
      order by claim_order limit 50
    ) select id from head union select parent_id from head where parent_id is not null
  loop
    perform deskhand.emit_event(new.company_id, 'task', waiting, null);
  end loop;
  return null;
end
$$;
-- And whoever waits for anybody, when there is somebody else to wait for.
create function deskhand.tell_who_waits_for_anybody() returns trigger
language plpgsql security definer set search_path = '' as $$
declare waiting uuid;
begin
  for waiting in
    with head as (
      select id, parent_id from public.tasks
      where company_id = new.company_id and assignee_id is null and status = 'ready' and open_dependencies = 0 and parts = 0
      order by status_at limit 50
    ) select id from head union select parent_id from head where parent_id is not null
  loop
    perform deskhand.emit_event(new.company_id, 'task', waiting, null);
  end loop;
  return null;
end
$$;
create constraint trigger desks_tasks_event after update on desks
  deferrable initially deferred for each row
  when (new.employee_id is not null
    and (old.observed_state, old.desired_state, old.desired_generation) is distinct from (new.observed_state, new.desired_state, new.desired_generation))
  execute function deskhand.tell_who_waits();
create constraint trigger runs_tell_made after insert on runs
  deferrable initially deferred for each row when (new.employee_id is not null) execute function deskhand.tell_who_waits();
create constraint trigger runs_tell after update on runs
  deferrable initially deferred for each row when (new.employee_id is not null and old.ended_at is distinct from new.ended_at)
  execute function deskhand.tell_who_waits();
create constraint trigger workers_tell after update on workers
  deferrable initially deferred for each row
  when (new.employee_id is not null and (old.draining_at, old.capabilities) is distinct from (new.draining_at, new.capabilities))
  execute function deskhand.tell_who_waits();
create constraint trigger workers_tell_all_made after insert on workers
  deferrable initially deferred for each row execute function deskhand.tell_who_waits_for_anybody();
create constraint trigger workers_tell_all after update on workers
  deferrable initially deferred for each row
  when ((old.draining_at, old.capabilities, old.max_concurrent) is distinct from (new.draining_at, new.capabilities, new.max_concurrent))
  execute function deskhand.tell_who_waits_for_anybody();
create constraint trigger plans_event after insert or update on plans
  deferrable initially deferred for each row execute function deskhand.emit_change('task', 'task_id', '');
create constraint trigger questions_event after insert or update on questions
  deferrable initially deferred for each row execute function deskhand.emit_change('task', 'task_id', '');
create constraint trigger task_dependencies_event after insert or delete on task_dependencies
  deferrable initially deferred for each row execute function deskhand.emit_change('task', 'task_id', '');
create constraint trigger runs_event_made after insert on runs
  deferrable initially deferred for each row execute function deskhand.emit_change('run', 'task_id', '');
create constraint trigger runs_event after update on runs
  deferrable initially deferred for each row when (old.ended_at is distinct from new.ended_at)
  execute function deskhand.emit_change('run', 'task_id', '');
create constraint trigger task_timeline_event after insert on task_timeline
  deferrable initially deferred for each row when (new.kind not in ('created', 'status'))
  execute function deskhand.emit_change('task.activity', 'task_id', '');
create constraint trigger run_logs_event after insert on run_logs
  deferrable initially deferred for each row execute function deskhand.emit_change('task.activity', 'task_id', '');
create constraint trigger task_comments_event after insert on task_comments
  deferrable initially deferred for each row execute function deskhand.emit_change('task.activity', 'task_id', '');
create constraint trigger task_files_event after insert or update or delete on task_files
  deferrable initially deferred for each row execute function deskhand.emit_change('task.activity', 'task_id', '');
create constraint trigger check_results_event after insert or update on check_results
  deferrable initially deferred for each row execute function deskhand.emit_change('task.activity', 'task_id', '');
create constraint trigger notifications_event after insert or update on notifications
  deferrable initially deferred for each row execute function deskhand.emit_change('notification', 'id', '');
create constraint trigger workers_event_made after insert on workers
  deferrable initially deferred for each row execute function deskhand.emit_change('worker', 'id', '');
-- A sign of life is no news; the page counts the time since the last one by itself.
create constraint trigger workers_event after update on workers
  deferrable initially deferred for each row
  when (to_jsonb(old) - 'seen_at' is distinct from to_jsonb(new) - 'seen_at')
  execute function deskhand.emit_change('worker', 'id', '');
create constraint trigger task_templates_event after insert or update or delete on task_templates
  deferrable initially deferred for each row execute function deskhand.emit_change('template', 'id', '');
create constraint trigger schedules_event after insert or update or delete on schedules
  deferrable initially deferred for each row execute function deskhand.emit_change('schedule', 'id', '');

grant select on task_moves to deskhand_app, deskhand_orchestrator;
grant select, insert (id, company_id, name, spec, created_by), update (name, spec, updated_at), delete on task_templates to deskhand_app;
grant select, insert (id, company_id, template_id, cron, time_zone, when_missed, enabled, next_at, created_by),
  update (template_id, cron, time_zone, when_missed, enabled, next_at, failure), delete on schedules to deskhand_app;
grant select on task_templates to deskhand_orchestrator;
grant select, update (next_at, last_at, last_task_id, failure, enabled) on schedules to deskhand_orchestrator;

grant select,
  insert (id, company_id, parent_id, title, description, status, priority, labels, requires, assignee_id, model, thinking, plan_mode,
    part_role, part_reason, needs_review, checks, allowance_micros, max_attempts, template_id, schedule_id, created_by, created_by_key, creator_name),
  update (title, description, status, priority, labels, requires, assignee_id, model, thinking, plan_mode, needs_review, checks,
    allowance_micros, max_attempts, attempts, available_at, feedback, failure)
  on tasks to deskhand_app;
grant select,
  insert (id, company_id, parent_id, title, description, status, priority, labels, requires, assignee_id, model, thinking, plan_mode,
    part_role, part_reason, needs_review, checks, allowance_micros, max_attempts, template_id, schedule_id, created_by, created_by_key, creator_name),
  update (status, assignee_id, requires, model, thinking, attempts, available_at, feedback, failure, checking_run_id, checks,
    progress_state, progress_note, progress_at, summary, result)
  on tasks to deskhand_orchestrator;
grant select, insert, delete on task_dependencies to deskhand_app;
grant select, insert on task_dependencies to deskhand_orchestrator;
grant select on task_queues to deskhand_orchestrator;
grant select, insert (id, company_id, task_id, state, made_by, summary, steps, risk, guidance),
  update (state, made_by, summary, steps, decided_at, decided_by) on plans to deskhand_app;
grant select, update (state, claimed_until, attempts, made_by, model, practice, summary, steps, risk, risk_reason, repairs, failure,
  input_tokens, output_tokens, cost_micros, made_at, decided_at) on plans to deskhand_orchestrator;
grant select, update (draining_at), delete on workers to deskhand_app;
grant select, insert, update (name, executor, capabilities, version, max_concurrent, seen_at) on workers to deskhand_orchestrator;
grant select on runs to deskhand_app;
grant select, update (desk_session) on runs to deskhand_orchestrator;
grant select on task_timeline, run_logs, check_results to deskhand_app, deskhand_orchestrator;
grant insert, update (outcome, text, evidence, duration_ms, at) on check_results to deskhand_orchestrator;
grant select, insert (id, company_id, task_id, author_kind, user_id, api_key_id, author_name, text, mentioned_users, mentioned_employees)
  on task_comments to deskhand_app;
grant select, insert on task_comments to deskhand_orchestrator;
grant select, insert (id, company_id, task_id, kind, path, media_type, size_bytes, sha256, content, uploaded_by), delete on task_files to deskhand_app;
grant select, insert, update (media_type, size_bytes, sha256, content, created_at) on task_files to deskhand_orchestrator;
grant select, update (state, answer, answered_by, answered_at) on questions to deskhand_app;
grant select, insert, update (state) on questions to deskhand_orchestrator;
grant select, insert (id, company_id, user_id, kind, task_id, comment_id, text), update (settled_at) on notifications to deskhand_app;
grant select, insert on notifications to deskhand_orchestrator;
grant execute on function deskhand.note_task(uuid, text, jsonb, uuid) to deskhand_app, deskhand_orchestrator;

do $$
declare
  table_name text;
  told text[] := array['runs', 'task_timeline', 'run_logs', 'check_results'];
  kept text[] := array['task_queues', 'task_counters'];
begin
  foreach table_name in array array['task_templates', 'schedules', 'tasks', 'task_dependencies', 'plans', 'workers', 'task_comments',
    'task_files', 'questions', 'notifications'] || told || kept loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    if table_name <> all (kept) then
      execute format('create policy %I on %I for %s to deskhand_app using (company_id = (select deskhand.caller_company_id()))',
        table_name || '_own', table_name, case when table_name = any (told) then 'select' else 'all' end);
    end if;
    if table_name <> 'task_counters' then
      execute format('create policy %I on %I for all to deskhand_orchestrator using (true) with check (true)',
        table_name || '_installation', table_name);
    end if;
  end loop;
end
$$;
alter table task_moves enable row level security;
alter table task_moves force row level security;
create policy task_moves_read on task_moves for select to deskhand_app using (true);
create policy task_moves_installation on task_moves for select to deskhand_orchestrator using (true);
-- What is said to one person is theirs.
drop policy notifications_own on notifications;
create policy notifications_own on notifications for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (user_id is null or user_id = (select deskhand.caller_user_id())))
  with check (company_id = (select deskhand.caller_company_id()));
