-- Who did what, chained by hashes per company: a changed or missing entry breaks every later one.

create table audit_entries (
  company_id uuid not null references companies (id),
  seq bigint not null check (seq >= 1),
  at timestamptz not null,
  actor_kind text not null check (actor_kind in ('member', 'api_key', 'operator', 'system')),
  actor_id uuid,
  action text not null check (action ~ '^[a-z][a-z_]*(\.[a-z][a-z_]*)+$'),
  subject_id uuid,
  details jsonb not null default '{}' check (octet_length(details::text) <= 8192),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (company_id, seq),
  check ((actor_kind = 'system') = (actor_id is null))
);

create function deskhand.audit_hash(entry audit_entries) returns bytea
language sql immutable set search_path = ''
return sha256(entry.previous_hash || convert_to(jsonb_build_array(
  entry.company_id, entry.seq, extract(epoch from entry.at)::text, entry.actor_kind, entry.actor_id,
  entry.action, entry.subject_id, entry.details)::text, 'UTF8'));

-- Writes one entry for the caller. Called last in a transaction: it locks the company's chain until commit.
create function deskhand.append_audit(company uuid, audit_action text, subject uuid, audit_details jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  entry public.audit_entries;
  acts_for_installation boolean := coalesce(current_setting('role', true), '') = 'deskhand_orchestrator';
begin
  if not acts_for_installation and company is distinct from deskhand.caller_company_id() then
    raise exception 'not the caller''s company' using errcode = 'DH002';
  end if;
  perform pg_advisory_xact_lock(hashtextextended('deskhand.audit:' || company::text, 0));
  select seq, hash into entry.seq, entry.previous_hash
    from public.audit_entries where company_id = company order by seq desc limit 1;
  entry.company_id := company;
  entry.seq := coalesce(entry.seq, 0) + 1;
  entry.previous_hash := coalesce(entry.previous_hash, decode(repeat('00', 32), 'hex'));
  entry.at := clock_timestamp();
  entry.actor_id := case when acts_for_installation then null
    else coalesce(deskhand.setting_uuid('deskhand.api_key_id'), deskhand.caller_user_id()) end;
  entry.actor_kind := case when entry.actor_id is null then 'system'
    when deskhand.setting_uuid('deskhand.api_key_id') is not null then 'api_key' else 'member' end;
  entry.action := audit_action;
  entry.subject_id := subject;
  entry.details := audit_details;
  entry.hash := deskhand.audit_hash(entry);
  insert into public.audit_entries select (entry).*;
end
$$;

-- The first entry that does not follow from the one before it, or null when the chain is whole.
create function deskhand.verify_audit(company uuid) returns bigint
language sql stable set search_path = ''
return (
  select min(chain.seq) from (
    select entry.seq, entry.hash, deskhand.audit_hash(entry) as expected_hash, entry.previous_hash,
      lag(entry.hash, 1, decode(repeat('00', 32), 'hex')) over (order by entry.seq) as expected_previous,
      row_number() over (order by entry.seq) as expected_seq
    from public.audit_entries entry where entry.company_id = company
  ) chain
  where chain.hash <> chain.expected_hash or chain.previous_hash <> chain.expected_previous or chain.seq <> chain.expected_seq
);

create function deskhand.refuse_change() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'DH004';
end
$$;
create trigger audit_entries_append_only before update or delete or truncate on audit_entries
  for each statement execute function deskhand.refuse_change();

grant execute on function deskhand.append_audit(uuid, text, uuid, jsonb), deskhand.verify_audit(uuid), deskhand.audit_hash(audit_entries)
  to deskhand_app, deskhand_orchestrator;
grant select on audit_entries to deskhand_app, deskhand_orchestrator;
alter table audit_entries enable row level security;
alter table audit_entries force row level security;
create policy audit_entries_own on audit_entries for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));
create policy audit_entries_installation on audit_entries for select to deskhand_orchestrator using (true);
