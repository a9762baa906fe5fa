-- The hired AI, and the desk it works at. The app writes what is desired, the orchestrator what it observes.

create table hosts (
  id uuid primary key default gen_random_uuid(),
  name text not null unique check (char_length(name) between 1 and 120),
  runtime text not null check (runtime in ('docker', 'process', 'kubernetes')),
  version text not null,
  seen_at timestamptz not null default now()
);

create table employees (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  role_key text not null check (role_key ~ '^[a-z][a-z0-9-]{0,39}$'),
  name text not null check (char_length(name) between 1 and 300),
  tone_key text not null check (tone_key in ('witty', 'professional', 'friendly', 'provocative', 'own')),
  tone_words text not null default '' check (char_length(tone_words) <= 500),
  personality text not null default '' check (char_length(personality) <= 4000),
  skills text[] not null default '{}' check (cardinality(skills) <= 20),
  model text not null check (char_length(model) between 1 and 80),
  allowance_micros bigint check (allowance_micros >= 0),
  portrait_seed text not null check (char_length(portrait_seed) between 1 and 80),
  hired_by uuid,
  hired_at timestamptz not null default now(),
  fired_at timestamptz,
  home_kept_until timestamptz,
  left_at timestamptz,
  active_at timestamptz,
  unique (company_id, id),
  check ((tone_key = 'own') = (tone_words <> '')),
  check ((fired_at is null) = (home_kept_until is null)),
  check (left_at is null or fired_at is not null)
);
create index employees_company on employees (company_id, hired_at);

create table desks (
  id uuid primary key default gen_random_uuid(),
  company_id uuid,
  employee_id uuid,
  created_at timestamptz not null default now(),
  desired_state text not null default 'running' check (desired_state in ('running', 'asleep', 'stopped', 'absent')),
  desired_generation integer not null default 1 check (desired_generation >= 1),
  desired_nudge integer not null default 0,
  desired_at timestamptz not null default now(),
  host_id uuid references hosts (id),
  observed_state text not null default 'none'
    check (observed_state in ('none', 'starting', 'ready', 'stopping', 'stopped', 'failed', 'gone')),
  observed_generation integer,
  observed_nudge integer not null default 0,
  observed_phase text not null default 'waiting_for_host' check (observed_phase ~ '^[a-z][a-z0-9_]{0,59}$'),
  observed_phase_at timestamptz not null default now(),
  observed_at timestamptz,
  observed_failure jsonb check (jsonb_typeof(observed_failure) = 'object' and observed_failure ?& array['code', 'text', 'action']),
  observed_crashes timestamptz[] not null default '{}' check (cardinality(observed_crashes) <= 20),
  observed_next_attempt_at timestamptz,
  ready_after_ms integer check (ready_after_ms >= 0),
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique (company_id, id),
  check ((company_id is null) = (employee_id is null)),
  check ((observed_state = 'failed') = (observed_failure is not null)),
  check (observed_state in ('none', 'gone') or host_id is not null)
);
create unique index desks_one_living_per_employee on desks (employee_id) where desired_state <> 'absent';
create index desks_host on desks (host_id) where observed_state <> 'gone';

-- A member's unfinished hire, kept on the server so that a reload or another device goes on where they were.
create table hire_drafts (
  company_id uuid not null references companies (id),
  user_id uuid not null,
  step text not null default 'plan' check (step in ('plan', 'role', 'character', 'launch')),
  plan_key text,
  role_key text,
  skills text[] check (cardinality(skills) <= 20),
  name text check (char_length(name) <= 300),
  tone_key text check (tone_key in ('witty', 'professional', 'friendly', 'provocative', 'own')),
  tone_words text check (char_length(tone_words) <= 500),
  about text check (char_length(about) <= 4000),
  employee_id uuid,
  updated_at timestamptz not null default now(),
  primary key (company_id, user_id),
  foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade,
  foreign key (company_id, employee_id) references employees (company_id, id)
);

grant select, insert (id, company_id, role_key, name, tone_key, tone_words, personality, skills, model, allowance_micros, portrait_seed, hired_by),
  update (name, tone_key, tone_words, personality, skills, model, allowance_micros, portrait_seed, fired_at, home_kept_until)
  on employees to deskhand_app;
grant select, insert (id, company_id, employee_id, desired_state),
  update (desired_state, desired_generation, desired_nudge, desired_at) on desks to deskhand_app;
grant select, insert, update, delete on hire_drafts to deskhand_app;
grant select on hosts to deskhand_app;

grant select, update (left_at, active_at) on employees to deskhand_orchestrator;
grant select, update (host_id, observed_state, observed_generation, observed_nudge, observed_phase, observed_phase_at, observed_at,
  observed_failure, observed_crashes, observed_next_attempt_at, ready_after_ms) on desks to deskhand_orchestrator;
grant select, insert, update on hosts to deskhand_orchestrator;

-- The end of the undo period is the one desired change that time makes, not a person.
create function deskhand.dismiss_leavers() returns integer
language plpgsql security definer set search_path = '' as $$
declare dismissed integer;
begin
  update public.desks set desired_state = 'absent', desired_at = now()
    from public.employees
    where employees.id = desks.employee_id and employees.home_kept_until < now() and desks.desired_state <> 'absent';
  get diagnostics dismissed = row_count;
  return dismissed;
end
$$;

-- A message for a sleeping employee wakes it. Only asleep turns into running; a paused employee stays paused.
create function deskhand.wake_desk(sleeper uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.desks set desired_state = 'running', desired_at = now()
    where employee_id = sleeper and desired_state = 'asleep'
      and (company_id = deskhand.caller_company_id() or current_setting('role') = 'deskhand_orchestrator');
  return found;
end
$$;
grant execute on function deskhand.dismiss_leavers() to deskhand_orchestrator;
grant execute on function deskhand.wake_desk(uuid) to deskhand_app, deskhand_orchestrator;

alter table hosts enable row level security;
alter table hosts force row level security;
alter table employees enable row level security;
alter table employees force row level security;
alter table desks enable row level security;
alter table desks force row level security;
alter table hire_drafts enable row level security;
alter table hire_drafts force row level security;

create policy hosts_read on hosts for select to deskhand_app using (true);
create policy employees_own on employees for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()))
  with check (company_id = (select deskhand.caller_company_id()));
create policy desks_own on desks for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()))
  with check (company_id = (select deskhand.caller_company_id()));
create policy hire_drafts_own on hire_drafts for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()))
  with check (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));

create policy hosts_installation on hosts for all to deskhand_orchestrator using (true) with check (true);
create policy employees_installation on employees for all to deskhand_orchestrator using (true) with check (true);
create policy desks_installation on desks for all to deskhand_orchestrator using (true) with check (true);
