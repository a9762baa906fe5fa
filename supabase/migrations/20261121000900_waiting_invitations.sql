-- Whoever signs in with an invited address finds the invitation waiting, with or without the link of the mail.

create function deskhand.waiting_invitations() returns table (id uuid, company_name text, role text)
language sql stable security definer set search_path = ''
begin atomic
  select invitations.id, companies.name, invitations.role
  from public.invitations join public.companies on companies.id = invitations.company_id
  where lower(invitations.email::text) = deskhand.caller_email()
    and invitations.accepted_at is null and invitations.revoked_at is null and invitations.expires_at > now()
  order by invitations.created_at desc;
end;

-- Accepts by id: the address was proved by signing in. Returns null for anything else, whatever the reason.
create function deskhand.accept_waiting_invitation(invitation_id uuid, member_name text) returns uuid
language sql security definer set search_path = ''
return (
  select deskhand.accept_invitation(invitations.token_hash, member_name) from public.invitations
  where invitations.id = invitation_id and lower(invitations.email::text) = deskhand.caller_email()
);

grant execute on function deskhand.waiting_invitations(), deskhand.accept_waiting_invitation(uuid, text) to deskhand_app;

-- The name of the company is part of a first hire, kept like the rest of the draft.
alter table hire_drafts add column company_name text check (char_length(company_name) <= 120);
