-- Everything that changes becomes a row here and a NOTIFY: the hint that pages, reconcilers and couriers wake up to.
-- Readers go by id and resume after the last one they saw; the truth is always read from the tables themselves.

create table events (
  id bigint generated always as identity primary key,
  company_id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z._]{0,39}$'),
  subject_id uuid not null,
  employee_id uuid,
  data jsonb,
  at timestamptz not null default clock_timestamp()
);
create index events_company on events (company_id, id);
create index events_at on events using brin (at);

-- Ids of one company become visible in their order: the lock is held until commit, so no reader can skip a late one.
-- It is taken last (deferred triggers), so that it never closes a circle of locks.
create function deskhand.emit_event(company uuid, event_kind text, subject uuid, employee uuid, event_data jsonb default null)
returns void
language plpgsql security definer set search_path = '' as $$
declare event_id bigint;
begin
  perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || company::text, 0));
  insert into public.events (company_id, kind, subject_id, employee_id, data)
    values (company, event_kind, subject, employee, event_data) returning id into event_id;
  perform pg_notify('deskhand_events', json_build_object(
    'id', event_id, 'companyId', company, 'kind', event_kind, 'subjectId', subject, 'employeeId', employee)::text);
end
$$;
grant execute on function deskhand.emit_event(uuid, text, uuid, uuid, jsonb) to deskhand_orchestrator;

-- Turns a changed row into one event. Arguments: the kind, the column of the subject's id, the column of the employee's id or ''.
create function deskhand.emit_change() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changed jsonb := to_jsonb(coalesce(new, old));
begin
  if changed ->> 'company_id' is null then
    perform pg_notify('deskhand_events', json_build_object('kind', tg_argv[0], 'subjectId', changed ->> tg_argv[1])::text);
  else
    perform deskhand.emit_event((changed ->> 'company_id')::uuid, tg_argv[0], (changed ->> tg_argv[1])::uuid,
      (changed ->> nullif(tg_argv[2], ''))::uuid);
  end if;
  return null;
end
$$;

create constraint trigger employees_event after insert or update on employees
  deferrable initially deferred for each row execute function deskhand.emit_change('employee', 'id', 'id');

create constraint trigger desks_event_made after insert on desks
  deferrable initially deferred for each row execute function deskhand.emit_change('employee', 'employee_id', 'employee_id');
create constraint trigger desks_event after update on desks
  deferrable initially deferred for each row
  when (to_jsonb(old) - 'observed_at' is distinct from to_jsonb(new) - 'observed_at')
  execute function deskhand.emit_change('employee', 'employee_id', 'employee_id');

create constraint trigger messages_event_made after insert on messages
  deferrable initially deferred for each row execute function deskhand.emit_change('message', 'id', 'employee_id');
-- Text that grows is told by append_answer as a delta; everything else about a message is a change of the message.
create constraint trigger messages_event after update on messages
  deferrable initially deferred for each row
  when (to_jsonb(old) - 'text' is distinct from to_jsonb(new) - 'text')
  execute function deskhand.emit_change('message', 'id', 'employee_id');

create function deskhand.emit_tool_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform deskhand.emit_event(new.company_id, 'message.tool', new.message_id,
    (select employee_id from public.messages where id = new.message_id),
    jsonb_build_object('toolCallId', new.id));
  return null;
end
$$;
create constraint trigger tool_calls_event after insert or update on tool_calls
  deferrable initially deferred for each row execute function deskhand.emit_tool_change();

create constraint trigger members_event after insert or update or delete on members
  deferrable initially deferred for each row execute function deskhand.emit_change('member', 'user_id', '');
create constraint trigger invitations_event after insert or update on invitations
  deferrable initially deferred for each row execute function deskhand.emit_change('invitation', 'id', '');
create constraint trigger api_keys_event_made after insert on api_keys
  deferrable initially deferred for each row execute function deskhand.emit_change('api_key', 'id', '');
create constraint trigger api_keys_event after update on api_keys
  deferrable initially deferred for each row when (old.revoked_at is distinct from new.revoked_at)
  execute function deskhand.emit_change('api_key', 'id', '');

create function deskhand.emit_company_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform deskhand.emit_event(new.id, 'company', new.id, null);
  return null;
end
$$;
create constraint trigger companies_event after update on companies
  deferrable initially deferred for each row execute function deskhand.emit_company_change();

create function deskhand.emit_read_change() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform deskhand.emit_event(new.company_id, 'conversation.read', new.conversation_id,
    (select employee_id from public.conversations where id = new.conversation_id),
    jsonb_build_object('userId', new.user_id, 'readSeq', new.read_seq));
  return null;
end
$$;
create constraint trigger conversation_reads_event after insert or update on conversation_reads
  deferrable initially deferred for each row execute function deskhand.emit_read_change();

create function deskhand.prune_events(keep interval) returns bigint
language plpgsql security definer set search_path = '' as $$
declare pruned bigint;
begin
  delete from public.events where at < now() - keep;
  get diagnostics pruned = row_count;
  return pruned;
end
$$;
grant execute on function deskhand.prune_events(interval) to deskhand_orchestrator;

grant select on events to deskhand_app, deskhand_orchestrator;
grant select on sequence events_id_seq to deskhand_orchestrator;
alter table events enable row level security;
alter table events force row level security;
create policy events_own on events for select to deskhand_app using (company_id = (select deskhand.caller_company_id()));
create policy events_installation on events for select to deskhand_orchestrator using (true);
