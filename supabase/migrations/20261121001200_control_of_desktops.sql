-- One person at a time drives a desktop, also where the app is mistaken: a member reaches only their own lease and one that has run
-- out; an owner or an admin may put themselves in another's place; nobody puts somebody else there.
drop policy control_leases_own on control_leases;
create policy control_leases_read on control_leases for select to deskhand_app
  using (company_id = (select deskhand.caller_company_id()));
create policy control_leases_take on control_leases for insert to deskhand_app
  with check (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));
create policy control_leases_take_over on control_leases for update to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and (
    user_id = (select deskhand.caller_user_id())
    or expires_at <= clock_timestamp()
    or ((select deskhand.caller_manages()) and (select deskhand.caller_user_id()) is not null)))
  with check (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));
create policy control_leases_hand_back on control_leases for delete to deskhand_app
  using (company_id = (select deskhand.caller_company_id()) and user_id = (select deskhand.caller_user_id()));

-- Whoever signs out closes their own sessions; nothing else of them can be changed.
drop policy desk_sessions_self on desk_sessions;
create policy desk_sessions_self on desk_sessions for select to deskhand_app
  using (user_id = (select deskhand.caller_user_id()));
create policy desk_sessions_close on desk_sessions for update to deskhand_app
  using (user_id = (select deskhand.caller_user_id()));
