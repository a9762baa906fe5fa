-- Who speaks to the database, and on whose behalf.
-- deskhand_app acts for one caller at a time (settings local to the transaction); deskhand_orchestrator acts for the installation.
-- The roles of Supabase's REST API (anon, authenticated) get nothing: every request passes the verbs first.

create schema deskhand;

do $$
begin
  if not exists (select from pg_roles where rolname = 'deskhand_app') then
    create role deskhand_app nologin;
  end if;
  if not exists (select from pg_roles where rolname = 'deskhand_orchestrator') then
    create role deskhand_orchestrator nologin;
  end if;
end
$$;

-- Before the defaults below: everybody compares with their operators.
create extension if not exists citext with schema public;
create extension if not exists pgcrypto with schema public;

grant deskhand_app, deskhand_orchestrator to current_user;
grant usage on schema public, deskhand to deskhand_app, deskhand_orchestrator;

do $$
declare api_role text;
begin
  foreach api_role in array array['anon', 'authenticated', 'service_role'] loop
    if exists (select from pg_roles where rolname = api_role) then
      execute format('alter default privileges in schema public revoke all on tables from %I', api_role);
      execute format('alter default privileges in schema public revoke all on sequences from %I', api_role);
      execute format('alter default privileges in schema public revoke all on functions from %I', api_role);
    end if;
  end loop;
end
$$;
alter default privileges revoke execute on functions from public;

create function deskhand.setting_uuid(name text) returns uuid
language sql stable set search_path = ''
return nullif(current_setting(name, true), '')::uuid;

create function deskhand.caller_user_id() returns uuid
language sql stable set search_path = ''
return deskhand.setting_uuid('deskhand.user_id');

create function deskhand.caller_email() returns text
language sql stable set search_path = ''
return lower(nullif(current_setting('deskhand.email', true), ''));

grant execute on function deskhand.setting_uuid(text), deskhand.caller_user_id(), deskhand.caller_email()
  to deskhand_app, deskhand_orchestrator;
