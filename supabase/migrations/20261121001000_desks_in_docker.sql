-- Desks that can be seen, driven, put to sleep, made before anybody is hired, and kept from the web at large.

alter table employees
  -- Minutes without activity after which the desk goes to sleep; null: never.
  add column sleep_after_minutes integer default 30 check (sleep_after_minutes between 5 and 10080);
grant insert (sleep_after_minutes), update (sleep_after_minutes) on employees to deskhand_app;

-- Builds of the desk that an operator offers. `share` is the percentage of desks that shall run it.
create table desk_releases (
  id uuid primary key default gen_random_uuid(),
  image text not null unique check (char_length(image) between 1 and 300),
  label text not null check (char_length(label) between 1 and 80),
  share integer not null default 0 check (share between 0 and 100),
  -- Set when too many desks did not become ready with it: nobody new gets it.
  halted_at timestamptz,
  made_at timestamptz not null default now()
);

alter table desks
  -- First label of the desk's own host name. Random, because it is seen in pages: it says nothing about whose desk it is.
  add column host_label text not null unique default replace(gen_random_uuid()::text, '-', '') check (host_label ~ '^[0-9a-f]{32}$'),
  add column pinned_release_id uuid references desk_releases (id),
  add column observed_release text check (char_length(observed_release) <= 300),
  -- Releases that this desk did not become ready with.
  add column refused_releases uuid[] not null default '{}' check (cardinality(refused_releases) <= 20),
  -- Something is wrong while it runs: the home is full, the browser does not start.
  add column observed_complaint jsonb
    check (jsonb_typeof(observed_complaint) = 'object' and observed_complaint ?& array['code', 'text', 'action']);

grant update (pinned_release_id, observed_release, refused_releases, observed_complaint) on desks to deskhand_orchestrator;
-- A desk without an employee: made and ready before anybody is hired. Only the orchestrator lays one out.
grant insert (id, host_id) on desks to deskhand_orchestrator;
grant select, insert, update on desk_releases to deskhand_orchestrator;
grant select on desk_releases to deskhand_app;

-- Gives a waiting desk to a new employee, or answers null where none waits. Two hires never get the same one. The desk counts
-- as starting until the orchestrator has given it the employee's identity.
create function deskhand.claim_warm_desk(hired uuid) returns uuid
language plpgsql security definer set search_path = '' as $$
declare claimed uuid;
begin
  select desk.id into claimed from public.desks desk join public.hosts host on host.id = desk.host_id
    where desk.employee_id is null and desk.desired_state = 'running' and desk.observed_state = 'ready'
      and desk.observed_generation = desk.desired_generation and desk.observed_complaint is null
      and host.seen_at > now() - interval '30 seconds'
    order by desk.created_at limit 1 for update of desk skip locked;
  if claimed is null then return null; end if;
  update public.desks set company_id = employee.company_id, employee_id = employee.id, desired_at = now(),
      observed_state = 'starting', observed_phase = 'moving_in', observed_phase_at = clock_timestamp()
    from public.employees employee
    where desks.id = claimed and employee.id = hired and employee.company_id = deskhand.caller_company_id();
  if not found then return null; end if;
  return claimed;
end
$$;

-- A waiting desk that is outdated or one too many. One that was claimed in the meantime stays.
create function deskhand.drain_warm_desk(waiting uuid) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.desks set desired_state = 'absent', desired_at = now()
    where id = waiting and employee_id is null and desired_state <> 'absent';
  return found;
end
$$;
grant execute on function deskhand.claim_warm_desk(uuid) to deskhand_app;
grant execute on function deskhand.drain_warm_desk(uuid) to deskhand_orchestrator;

-- The right to one desk's stream, begun by a ticket and kept in a cookie of the desk's own host name.
create table desk_sessions (
  id uuid primary key default gen_random_uuid(),
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  company_id uuid not null,
  desk_id uuid not null,
  employee_id uuid not null,
  user_id uuid not null,
  may_control boolean not null,
  opened_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  ends_at timestamptz not null,
  closed_at timestamptz,
  closed_why text check (closed_why in ('left', 'signed_out', 'fired', 'removed', 'unpaid', 'ended')),
  foreign key (company_id, desk_id) references desks (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade,
  check ((closed_at is null) = (closed_why is null))
);
create index desk_sessions_desk on desk_sessions (desk_id) where closed_at is null;
create index desk_sessions_user on desk_sessions (user_id) where closed_at is null;

-- A ticket opens one session. Kept until it would have expired anyway.
create table used_tickets (
  id uuid primary key,
  expires_at timestamptz not null
);

-- The one person who drives a desktop right now.
create table control_leases (
  desk_id uuid primary key,
  company_id uuid not null,
  employee_id uuid not null,
  user_id uuid not null,
  taken_at timestamptz not null default now(),
  expires_at timestamptz not null,
  foreign key (company_id, desk_id) references desks (company_id, id),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);

grant select on desk_sessions to deskhand_app;
grant update (closed_at, closed_why) on desk_sessions to deskhand_app;
grant select, insert, update (seen_at, closed_at, closed_why), delete on desk_sessions to deskhand_orchestrator;
grant select, insert, delete on used_tickets to deskhand_orchestrator;
grant select, insert, update (user_id, taken_at, expires_at), delete on control_leases to deskhand_app;
grant select, update (expires_at), delete on control_leases to deskhand_orchestrator;

-- Whoever leaves takes every right to look along: a session that is closed or gone has its sockets closed at once.
create function deskhand.close_desk_sessions() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.desk_sessions set closed_at = now(), closed_why = 'fired' where employee_id = new.id and closed_at is null;
  delete from public.control_leases where employee_id = new.id;
  return null;
end
$$;
create trigger employees_close_desk_sessions after update on employees
  for each row when (old.fired_at is null and new.fired_at is not null) execute function deskhand.close_desk_sessions();

create function deskhand.hint_desk_session() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform pg_notify('deskhand_events', json_build_object('kind', 'desk_session', 'subjectId', old.id)::text);
  return null;
end
$$;
create trigger desk_sessions_hint after update on desk_sessions
  for each row when (old.closed_at is null and new.closed_at is not null) execute function deskhand.hint_desk_session();
create trigger desk_sessions_hint_gone after delete on desk_sessions
  for each row when (old.closed_at is null) execute function deskhand.hint_desk_session();

create constraint trigger control_leases_event after insert or update or delete on control_leases
  deferrable initially deferred for each row execute function deskhand.emit_change('employee', 'employee_id', 'employee_id');

-- What an employee's desk may open in the web: the role's own list, and what members decided. Without an employee: the whole company.
create table site_rules (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  employee_id uuid,
  site text not null check (site = '*' or site ~ '^(\*\.)?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)+$'),
  decision text not null check (decision in ('allow', 'refuse')),
  decided_by uuid,
  decided_at timestamptz not null default now(),
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique nulls not distinct (company_id, employee_id, site)
);

-- A site that a desk asked for and was refused: a member may allow it.
create table site_requests (
  company_id uuid not null,
  employee_id uuid not null,
  host text not null check (char_length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  why text not null check (why in ('not_allowed', 'private_address', 'no_such_host', 'bad_request')),
  times integer not null default 1,
  first_at timestamptz not null default now(),
  last_at timestamptz not null default now(),
  primary key (company_id, employee_id, host),
  foreign key (company_id, employee_id) references employees (company_id, id)
);

grant select, insert (id, company_id, employee_id, site, decision, decided_by), update (decision, decided_by, decided_at), delete
  on site_rules to deskhand_app;
grant select on site_rules to deskhand_orchestrator;
grant select on site_requests to deskhand_app;
grant select, insert, update (port, why, times, last_at), delete on site_requests to deskhand_orchestrator;

create function deskhand.emit_site_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare changed jsonb := to_jsonb(coalesce(new, old));
begin
  perform deskhand.emit_event((changed ->> 'company_id')::uuid, 'site',
    coalesce((changed ->> 'employee_id')::uuid, (changed ->> 'company_id')::uuid), (changed ->> 'employee_id')::uuid);
  return null;
end
$$;
create constraint trigger site_rules_event after insert or update or delete on site_rules
  deferrable initially deferred for each row execute function deskhand.emit_site_change();
create constraint trigger site_requests_event after insert or update on site_requests
  deferrable initially deferred for each row execute function deskhand.emit_site_change();

-- Desks at which nothing real has happened for as long as their employee's policy says go to sleep. Somebody who looks counts,
-- so does whatever is queued or being answered; an open page that only polls does not.
create function deskhand.sleep_idle_desks() returns integer
language plpgsql security definer set search_path = '' as $$
declare put_to_sleep integer;
begin
  update public.desks set desired_state = 'asleep', desired_at = now()
    from public.employees employee
    where employee.id = desks.employee_id and employee.fired_at is null and employee.sleep_after_minutes is not null
      and desks.desired_state = 'running' and desks.observed_state = 'ready'
      and greatest(employee.active_at, desks.desired_at, desks.observed_phase_at)
        < now() - make_interval(mins => employee.sleep_after_minutes)
      and not exists (select from public.messages message
        where message.employee_id = employee.id and message.status in ('queued', 'streaming'))
      and not exists (select from public.desk_sessions session
        where session.desk_id = desks.id and session.closed_at is null and session.seen_at > now() - interval '2 minutes')
      and not exists (select from public.control_leases lease where lease.desk_id = desks.id and lease.expires_at > now());
  get diagnostics put_to_sleep = row_count;
  return put_to_sleep;
end
$$;
grant execute on function deskhand.sleep_idle_desks() to deskhand_orchestrator;

alter table desk_releases enable row level security;
alter table desk_releases force row level security;
alter table desk_sessions enable row level security;
alter table desk_sessions force row level security;
alter table used_tickets enable row level security;
alter table used_tickets force row level security;
alter table control_leases enable row level security;
alter table control_leases force row level security;
alter table site_rules enable row level security;
alter table site_rules force row level security;
alter table site_requests enable row level security;
alter table site_requests force row level security;

create policy desk_releases_read on desk_releases for select to deskhand_app using (true);
create policy desk_sessions_self on desk_sessions for all to deskhand_app
  using (user_id = (select deskhand.caller_user_id())) with check (user_id = (select deskhand.caller_user_id()));
create policy control_leases_own on control_leases for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()))
  with check (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));
create policy site_rules_own on site_rules for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id())) with check (company_id = (select deskhand.caller_company_id()));
create policy site_requests_own on site_requests for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));

create policy desk_releases_installation on desk_releases for all to deskhand_orchestrator using (true) with check (true);
create policy desk_sessions_installation on desk_sessions for all to deskhand_orchestrator using (true) with check (true);
create policy used_tickets_installation on used_tickets for all to deskhand_orchestrator using (true) with check (true);
create policy control_leases_installation on control_leases for all to deskhand_orchestrator using (true) with check (true);
create policy site_rules_installation on site_rules for all to deskhand_orchestrator using (true) with check (true);
create policy site_requests_installation on site_requests for all to deskhand_orchestrator using (true) with check (true);
