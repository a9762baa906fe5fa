-- What becomes of a mail, and which kinds a person does not want.

alter table mails
  add column attempts integer not null default 0 check (attempts >= 0),
  -- Nobody tries any more; an operator can have it tried again.
  add column gave_up_at timestamptz,
  -- Not sent, and rightly so.
  add column skipped text check (skipped in ('unwanted', 'too_late')),
  add check (num_nonnulls(sent_at, gave_up_at, skipped) <= 1);
create index mails_company on mails (company_id, created_at desc);
create index mails_failing on mails (created_at desc) where sent_at is null and failure is not null;

grant insert (id, company_id, dedupe_key, recipient, template, data), update (attempts, gave_up_at, skipped) on mails to deskhand_orchestrator;

-- Twenty-five tries reach over four days: a mail server may be away for a weekend. Each wait is longer than the one before, six hours at most.
create or replace function deskhand.queue_mail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform graphile_worker.add_job('send-mail', json_build_object('mailId', new.id), job_key => 'mail:' || new.id::text, max_attempts => 25);
  return null;
end
$$;

-- By address, not by member: it holds in all of a person's companies, and after they have left.
create table unwanted_mails (
  email citext not null check (char_length(email::text) between 3 and 320),
  kind text not null check (kind ~ '^[a-z][a-z-]{0,39}$'),
  since timestamptz not null default now(),
  primary key (email, kind)
);
grant select on unwanted_mails to deskhand_orchestrator;
alter table unwanted_mails enable row level security;
alter table unwanted_mails force row level security;
create policy unwanted_mails_installation on unwanted_mails for select to deskhand_orchestrator using (true);

-- Whose choices: of whom that mail went to (its id comes signed, from a link in it), or of the person who is signed in.
create function deskhand.mail_address(mail uuid) returns citext
language sql stable security definer set search_path = ''
return case when mail is null then deskhand.caller_email()::public.citext
  else (select recipient from public.mails where id = mail) end;

-- `template` is of the mail, if it is one.
create function deskhand.read_mail_choices(mail uuid) returns table (email text, template text, unwanted text[])
language sql stable security definer set search_path = ''
begin atomic
  select address::text, (select mails.template from public.mails where id = mail),
    array(select kind from public.unwanted_mails where unwanted_mails.email = address order by kind)
  from deskhand.mail_address(mail) address where address is not null;
end;

-- Returns whether there is such an address.
create function deskhand.choose_mails(mail uuid, chosen_kind text, wanted boolean) returns boolean
language plpgsql security definer set search_path = '' as $$
declare address public.citext := deskhand.mail_address(mail);
begin
  if address is null then
    return false;
  end if;
  if wanted then
    delete from public.unwanted_mails where email operator(public.=) address and kind = chosen_kind;
  else
    insert into public.unwanted_mails (email, kind) values (address, chosen_kind) on conflict do nothing;
  end if;
  return true;
end
$$;
grant execute on function deskhand.read_mail_choices(uuid), deskhand.choose_mails(uuid, text, boolean) to deskhand_app;

-- Whoever founds a company is welcomed, once.
create function deskhand.welcome_founder() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.mails (company_id, dedupe_key, recipient, template, data)
    select new.company_id, 'welcome:' || new.company_id::text, new.email, 'welcome',
      jsonb_strip_nulls(jsonb_build_object('companyName', name, 'recipientName', nullif(new.display_name, '')))
    from public.companies where id = new.company_id and founded_by = new.user_id
    on conflict (dedupe_key) do nothing;
  return null;
end
$$;
create trigger members_welcome_founder after insert on members for each row
  when (new.role = 'owner') execute function deskhand.welcome_founder();
