-- The tenant, its people, the keys that act for it.

create table companies (
  id uuid primary key default gen_random_uuid(),
  name text not null check (char_length(name) between 1 and 120),
  about text not null default '' check (char_length(about) <= 4000),
  plan_key text check (plan_key ~ '^[a-z][a-z0-9-]{0,39}$'),
  trial_started_at timestamptz,
  founded_by uuid unique,
  created_at timestamptz not null default now(),
  check (trial_started_at is null or plan_key is not null)
);

create table members (
  company_id uuid not null references companies (id),
  user_id uuid not null,
  email citext not null check (char_length(email::text) between 3 and 320),
  display_name text not null default '' check (char_length(display_name) <= 120),
  role text not null check (role in ('owner', 'admin', 'member')),
  joined_at timestamptz not null default now(),
  primary key (company_id, user_id)
);
create index members_user on members (user_id);
create unique index members_email on members (company_id, email);

create table invitations (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  email citext not null check (char_length(email::text) between 3 and 320),
  role text not null check (role in ('owner', 'admin', 'member')),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  invited_by uuid not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  unique (company_id, id),
  check (accepted_at is null or revoked_at is null),
  check (expires_at > created_at)
);
create unique index invitations_open on invitations (company_id, email)
  where accepted_at is null and revoked_at is null;

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  company_id uuid not null references companies (id),
  name text not null check (char_length(name) between 1 and 80),
  secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) between 1 and 4 and scopes <@ array['read', 'write', 'work', 'admin']),
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  unique (company_id, id),
  check (expires_at is null or expires_at > created_at)
);

-- The company the caller may act in: named by the setting, believed only with a membership or a living key.
create function deskhand.caller_company_id() returns uuid
language sql stable security definer set search_path = ''
return (
  select company.id from public.companies company
  where company.id = deskhand.setting_uuid('deskhand.company_id')
    and (
      exists (
        select from public.members
        where members.company_id = company.id and members.user_id = deskhand.caller_user_id()
      )
      or exists (
        select from public.api_keys
        where api_keys.company_id = company.id and api_keys.id = deskhand.setting_uuid('deskhand.api_key_id')
          and api_keys.revoked_at is null and (api_keys.expires_at is null or api_keys.expires_at > now())
      )
    )
);

-- Owners, admins and keys with scope admin run the company.
create function deskhand.caller_manages() returns boolean
language sql stable security definer set search_path = ''
return
  exists (
    select from public.members
    where company_id = deskhand.caller_company_id() and user_id = deskhand.caller_user_id() and role in ('owner', 'admin')
  )
  or exists (
    select from public.api_keys
    where company_id = deskhand.caller_company_id() and id = deskhand.setting_uuid('deskhand.api_key_id') and 'admin' = any (scopes)
      and revoked_at is null and (expires_at is null or expires_at > now())
  );

grant execute on function deskhand.caller_company_id(), deskhand.caller_manages() to deskhand_app, deskhand_orchestrator;

-- A company that has members always has an owner. Deferred, so that handing over ownership is two plain updates.
create function deskhand.keep_an_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- The lock of the company's events (emit_event), which every transaction takes last: another one could close a circle.
  perform pg_advisory_xact_lock(hashtextextended('deskhand.events:' || old.company_id::text, 0));
  if not exists (select from public.members where company_id = old.company_id and role = 'owner') then
    raise exception 'last_owner' using errcode = 'DH001', hint = 'Make somebody else owner first.';
  end if;
  return null;
end
$$;
create constraint trigger members_keep_an_owner after update of role or delete on members
  deferrable initially deferred for each row when (old.role = 'owner') execute function deskhand.keep_an_owner();

-- The first company of a fresh sign-in. Asking twice gives the same company.
create function deskhand.found_company(company_name text, founder_name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  founder uuid := deskhand.caller_user_id();
  founded uuid;
begin
  if founder is null or deskhand.caller_email() is null then
    raise exception 'unauthenticated' using errcode = 'DH002';
  end if;
  -- Whoever has left the company they founded may found another.
  update public.companies set founded_by = null
    where founded_by = founder
      and not exists (select from public.members where members.company_id = companies.id and members.user_id = founder);
  insert into public.companies (name, founded_by) values (company_name, founder)
    on conflict (founded_by) do nothing returning id into founded;
  if founded is null then
    return (select id from public.companies where founded_by = founder);
  end if;
  insert into public.members (company_id, user_id, email, display_name, role)
    values (founded, founder, deskhand.caller_email(), founder_name, 'owner');
  return founded;
end
$$;

-- The invited person, signed in with the invited address, becomes a member. Returns null for anything else, whatever the reason.
create function deskhand.accept_invitation(invitation_token_hash bytea, member_name text) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  invitation public.invitations;
begin
  update public.invitations set accepted_at = now()
    where token_hash = invitation_token_hash and accepted_at is null and revoked_at is null
      and expires_at > now() and lower(email::text) = deskhand.caller_email()
    returning * into invitation;
  if invitation.id is null then
    return null;
  end if;
  insert into public.members (company_id, user_id, email, display_name, role)
    values (invitation.company_id, deskhand.caller_user_id(), deskhand.caller_email(), member_name, invitation.role)
    on conflict (company_id, user_id) do nothing;
  return invitation.company_id;
end
$$;

-- What an invitation's link shows before it is accepted.
create function deskhand.read_invitation(invitation_token_hash bytea)
returns table (company_name text, email text, role text, open boolean)
language sql stable security definer set search_path = ''
begin atomic
  select companies.name, invitations.email::text, invitations.role,
    invitations.accepted_at is null and invitations.revoked_at is null and invitations.expires_at > now()
  from public.invitations join public.companies on companies.id = invitations.company_id
  where invitations.token_hash = invitation_token_hash;
end;

-- Looks a key up by the digest of its secret and notes its use, at most once a minute.
create function deskhand.find_api_key(key_secret_hash bytea)
returns table (id uuid, company_id uuid, scopes text[])
language plpgsql security definer set search_path = '' as $$
begin
  update public.api_keys key set last_used_at = now()
    where key.secret_hash = key_secret_hash and key.revoked_at is null
      and (key.last_used_at is null or key.last_used_at < now() - interval '1 minute');
  return query
    select key.id, key.company_id, key.scopes from public.api_keys key
    where key.secret_hash = key_secret_hash and key.revoked_at is null and (key.expires_at is null or key.expires_at > now());
end
$$;

grant execute on function
  deskhand.found_company(text, text), deskhand.accept_invitation(bytea, text),
  deskhand.read_invitation(bytea), deskhand.find_api_key(bytea)
  to deskhand_app;

grant select, update (name, about, plan_key, trial_started_at) on companies to deskhand_app;
grant select, update (role, display_name), delete on members to deskhand_app;
grant select, insert (id, company_id, email, role, token_hash, invited_by, expires_at), update (revoked_at) on invitations to deskhand_app;
grant select, insert (id, company_id, name, secret_hash, scopes, created_by, expires_at), update (revoked_at) on api_keys to deskhand_app;
grant select on companies, members, invitations, api_keys to deskhand_orchestrator;

alter table companies enable row level security;
alter table companies force row level security;
alter table members enable row level security;
alter table members force row level security;
alter table invitations enable row level security;
alter table invitations force row level security;
alter table api_keys enable row level security;
alter table api_keys force row level security;

create policy companies_read on companies for select to deskhand_app
  using (id = (select deskhand.caller_company_id())
    or id in (select company_id from members where user_id = (select deskhand.caller_user_id())));
create policy companies_change on companies for update to deskhand_app
  using (id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));

create policy members_read on members for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) or user_id = (select deskhand.caller_user_id()));
create policy members_change on members for update to deskhand_app
  using (company_id = (select deskhand.caller_company_id())
    and ((select deskhand.caller_manages()) or user_id = (select deskhand.caller_user_id())))
  -- Whoever does not manage is a member, and stays one.
  with check (company_id = (select deskhand.caller_company_id()) and ((select deskhand.caller_manages()) or role = 'member'));
create policy members_remove on members for delete to deskhand_app
  using (company_id = (select deskhand.caller_company_id())
    and ((select deskhand.caller_manages()) or user_id = (select deskhand.caller_user_id())));

create policy invitations_manage on invitations for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()))
  with check (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));

create policy api_keys_manage on api_keys for all to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()))
  with check (company_id = (select deskhand.caller_company_id()) and (select deskhand.caller_manages()));

create policy companies_installation on companies for select to deskhand_orchestrator using (true);
create policy members_installation on members for select to deskhand_orchestrator using (true);
create policy invitations_installation on invitations for select to deskhand_orchestrator using (true);
create policy api_keys_installation on api_keys for select to deskhand_orchestrator using (true);
