-- What members and employees say to each other. A message is a row before anything is done about it.

create table conversations (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  employee_id uuid not null,
  session_key text not null check (session_key ~ '^[a-z0-9:_-]{1,160}$'),
  created_at timestamptz not null default now(),
  foreign key (company_id, employee_id) references employees (company_id, id),
  unique (company_id, id),
  unique (company_id, employee_id, id),
  unique (employee_id, session_key)
);

create table messages (
  id uuid primary key default gen_random_uuid(),
  seq bigint generated always as identity unique,
  company_id uuid not null,
  employee_id uuid not null,
  conversation_id uuid not null,
  author text not null check (author in ('member', 'employee')),
  user_id uuid,
  api_key_id uuid,
  author_name text not null default '' check (char_length(author_name) <= 300),
  reply_to uuid,
  replaces uuid,
  attempt integer not null default 1 check (attempt between 1 and 100),
  text text not null default '' check (char_length(text) <= 400000),
  status text not null,
  phase text check (phase ~ '^[a-z][a-z0-9_]{0,59}$'),
  failure jsonb check (jsonb_typeof(failure) = 'object' and failure ?& array['code', 'text', 'action']),
  client_key text check (char_length(client_key) between 8 and 80),
  run_id text,
  stop_requested_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  superseded_at timestamptz,
  foreign key (company_id, employee_id, conversation_id) references conversations (company_id, employee_id, id),
  foreign key (company_id, api_key_id) references api_keys (company_id, id),
  foreign key (company_id, reply_to) references messages (company_id, id),
  foreign key (company_id, replaces) references messages (company_id, id),
  unique (company_id, id),
  check ((author = 'employee') = (reply_to is not null)),
  check (status in ('queued', 'delivered', 'withdrawn') or author = 'employee'),
  check (status in ('streaming', 'complete', 'stopped', 'failed') or author = 'member'),
  check ((status = 'failed') = (failure is not null)),
  check ((status in ('complete', 'stopped', 'failed')) = (finished_at is not null) or author = 'member')
);
create index messages_conversation on messages (conversation_id, seq);
create index messages_queued on messages (employee_id, seq) where status = 'queued' and superseded_at is null;
create unique index messages_client_key on messages (conversation_id, client_key) where client_key is not null;
-- Never two answers at once in a conversation, never two living answers to one message.
create unique index messages_one_streaming on messages (conversation_id) where status = 'streaming';
create unique index messages_one_reply on messages (reply_to) where reply_to is not null and superseded_at is null;

create table tool_calls (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  message_id uuid not null,
  call_id text not null check (char_length(call_id) between 1 and 200),
  name text not null check (char_length(name) between 1 and 120),
  arguments jsonb not null default '{}',
  output text not null default '' check (octet_length(output) <= 262144),
  output_truncated boolean not null default false,
  status text not null check (status in ('running', 'done', 'error', 'interrupted')),
  text_offset integer not null check (text_offset >= 0),
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  foreign key (company_id, message_id) references messages (company_id, id),
  unique (message_id, call_id),
  check ((status = 'running') = (ended_at is null))
);

create table attachments (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null,
  employee_id uuid not null,
  message_id uuid,
  name text not null check (char_length(name) between 1 and 255),
  media_type text not null check (char_length(media_type) between 3 and 120),
  size_bytes integer not null check (size_bytes between 1 and 4194304),
  content bytea not null check (octet_length(content) = size_bytes),
  uploaded_by uuid,
  created_at timestamptz not null default now(),
  foreign key (company_id, employee_id) references employees (company_id, id),
  foreign key (company_id, message_id) references messages (company_id, id)
);
create index attachments_message on attachments (message_id);

create table conversation_reads (
  company_id uuid not null,
  conversation_id uuid not null,
  user_id uuid not null,
  read_seq bigint not null default 0,
  primary key (conversation_id, user_id),
  foreign key (company_id, conversation_id) references conversations (company_id, id),
  foreign key (company_id, user_id) references members (company_id, user_id) on delete cascade
);

-- Appends to an answer that is being written. The offset makes it idempotent: a repeated append changes nothing,
-- one that would leave a hole is refused. Returns the new length, or null when the answer is no longer open.
create function deskhand.append_answer(answer uuid, at_offset integer, piece text) returns integer
language plpgsql set search_path = '' as $$
declare
  answer_row record;
  grown integer;
begin
  select company_id, employee_id, char_length(text) as length into answer_row
    from public.messages where id = answer and status = 'streaming' for update;
  if not found then
    return null;
  end if;
  if at_offset not between 0 and answer_row.length then
    raise exception 'hole in answer' using errcode = 'DH003';
  end if;
  grown := at_offset + char_length(piece);
  if grown <= answer_row.length then
    return answer_row.length;
  end if;
  update public.messages set text = left(text, at_offset) || piece where id = answer;
  perform deskhand.emit_event(answer_row.company_id, 'message.delta', answer, answer_row.employee_id,
    jsonb_build_object('offset', at_offset, 'text', piece));
  return grown;
end
$$;
grant execute on function deskhand.append_answer(uuid, integer, text) to deskhand_orchestrator;

grant select, insert (id, company_id, employee_id, session_key) on conversations to deskhand_app;
grant select, insert (id, company_id, employee_id, conversation_id, author, user_id, api_key_id, author_name, text, status, client_key, replaces),
  update (status, attempt, stop_requested_at, superseded_at) on messages to deskhand_app;
grant select on tool_calls to deskhand_app;
grant select, insert (id, company_id, employee_id, name, media_type, size_bytes, content, uploaded_by), update (message_id), delete
  on attachments to deskhand_app;
grant select, insert, update on conversation_reads to deskhand_app;
grant usage on sequence messages_seq_seq to deskhand_app, deskhand_orchestrator;

grant select on conversations, attachments, conversation_reads to deskhand_orchestrator;
grant select, insert, update on messages to deskhand_orchestrator;
grant select, insert, update on tool_calls to deskhand_orchestrator;

do $$
declare table_name text;
begin
  foreach table_name in array array['conversations', 'messages', 'attachments'] loop
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy %I on %I for all to deskhand_app
      using (company_id = (select deskhand.caller_company_id())) with check (company_id = (select deskhand.caller_company_id()))',
      table_name || '_own', table_name);
    execute format('create policy %I on %I for all to deskhand_orchestrator using (true) with check (true)',
      table_name || '_installation', table_name);
  end loop;
end
$$;

alter table tool_calls enable row level security;
alter table tool_calls force row level security;
create policy tool_calls_own on tool_calls for select to deskhand_app using (company_id = (select deskhand.caller_company_id()));
create policy tool_calls_installation on tool_calls for all to deskhand_orchestrator using (true) with check (true);

alter table conversation_reads enable row level security;
alter table conversation_reads force row level security;
create policy conversation_reads_own on conversation_reads for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()))
  with check (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));
create policy conversation_reads_installation on conversation_reads for select to deskhand_orchestrator using (true);
