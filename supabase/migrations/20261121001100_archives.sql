-- Homes packed away and put back: by a person, by the clock, before a desk is cleared away, or on the way to another host.

create table home_archives (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  employee_id uuid not null,
  kind text not null default 'backup' check (kind in ('backup', 'daily', 'leaving', 'move')),
  asked_by uuid,
  asked_at timestamptz not null default now(),
  -- Nobody wants it any more: its file goes, its row stays for the record.
  discarded_at timestamptz,
  -- Of a move: where the desk goes on.
  to_host_id uuid references hosts (id),
  state text not null default 'wanted' check (state in ('wanted', 'making', 'ready', 'failed', 'expired')),
  attempts integer not null default 0,
  -- Which host made it: there its file lies, unless hosts share the folder.
  host_id uuid references hosts (id),
  file text check (file ~ '^[a-z0-9][a-z0-9-]{0,120}\.home$'),
  bytes bigint check (bytes >= 0),
  -- Of the file, and of everything in the home: two homes with the same are the same.
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  home_sha256 text check (home_sha256 ~ '^[0-9a-f]{64}$'),
  home_bytes bigint check (home_bytes >= 0),
  files integer check (files >= 0),
  left_out integer check (left_out >= 0),
  made_at timestamptz,
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  -- Of a move: when the host that the desk left cleared its home away.
  cleared_at timestamptz,
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique (company_id, id),
  check ((kind = 'move') = (to_host_id is not null)),
  check ((state = 'failed') = (failure is not null)),
  check (state <> 'ready' or (file is not null and bytes is not null and sha256 is not null and home_sha256 is not null
    and made_at is not null))
);
create index home_archives_employee on home_archives (company_id, employee_id, asked_at);
create unique index home_archives_one_at_a_time on home_archives (employee_id)
  where state in ('wanted', 'making') and kind <> 'leaving' and discarded_at is null;

create table home_restores (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  employee_id uuid not null,
  archive_id uuid not null,
  asked_by uuid,
  asked_at timestamptz not null default now(),
  state text not null default 'wanted' check (state in ('wanted', 'restoring', 'done', 'failed')),
  attempts integer not null default 0,
  done_at timestamptz,
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, archive_id) references home_archives (company_id, id),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'done') = (done_at is not null))
);
create index home_restores_archive on home_restores (archive_id);
create unique index home_restores_one_at_a_time on home_restores (employee_id) where state in ('wanted', 'restoring');

-- The build that this desk ran well for a while: where it goes back to when another one does not become ready.
alter table desks add column proven_release text check (char_length(proven_release) <= 300);
grant update (proven_release) on desks to deskhand_orchestrator;

grant select, insert (id, company_id, employee_id, asked_by), update (discarded_at) on home_archives to deskhand_app;
grant select, insert, update (discarded_at, state, attempts, host_id, file, bytes, sha256, home_sha256, home_bytes, files, left_out,
  made_at, failure, cleared_at) on home_archives to deskhand_orchestrator;
grant select, insert (id, company_id, employee_id, archive_id, asked_by) on home_restores to deskhand_app;
grant select, insert, update (state, attempts, done_at, failure) on home_restores to deskhand_orchestrator;

alter table home_archives enable row level security;
alter table home_archives force row level security;
alter table home_restores enable row level security;
alter table home_restores force row level security;

create policy home_archives_read on home_archives for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy home_archives_make on home_archives for insert to deskhand_app
  with check (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));
create policy home_archives_discard on home_archives for update to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));
create policy home_restores_read on home_restores for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy home_restores_make on home_restores for insert to deskhand_app
  with check (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));

create policy home_archives_installation on home_archives for all to deskhand_orchestrator using (true) with check (true);
create policy home_restores_installation on home_restores for all to deskhand_orchestrator using (true) with check (true);

create constraint trigger home_archives_event after insert or update on home_archives
  deferrable initially deferred for each row execute function deskhand.emit_change('backup', 'id', 'employee_id');
create constraint trigger home_restores_event after insert or update on home_restores
  deferrable initially deferred for each row execute function deskhand.emit_change('backup', 'archive_id', 'employee_id');
