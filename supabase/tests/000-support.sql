-- What the other files build their rows with. It stays in the database that is tested, like pgTAP itself.
-- Things are named by words: tests.id('acme') is the same id everywhere.

drop schema if exists tests cascade;
create schema tests;

create function tests.id(label text) returns uuid language sql immutable return md5(label)::uuid;

-- Inserts a row given as JSON; columns it does not name keep their defaults.
create function tests.add(into_table text, row_values jsonb) returns void
language plpgsql as $$
declare columns text := (select string_agg(quote_ident(key), ', ') from jsonb_object_keys(row_values) key);
begin
  if columns is null then
    execute format('insert into public.%I default values', into_table);
    return;
  end if;
  execute format('insert into public.%I (%s) select %s from jsonb_populate_record(null::public.%I, $1)',
    into_table, columns, columns, into_table) using row_values;
end
$$;

create function tests.add_and_undo(into_table text, row_values jsonb) returns void
language plpgsql as $$
begin
  perform tests.add(into_table, row_values);
  raise exception 'undone' using errcode = 'TS000';
end
$$;

create function tests.allows(into_table text, row_values jsonb, description text) returns text
language sql as $$
  select throws_ok(format('select tests.add_and_undo(%L, %L)', into_table, row_values), 'TS000', null, description)
$$;

create function tests.forbids(into_table text, row_values jsonb, description text) returns text
language sql as $$
  select throws_ok(format('select tests.add_and_undo(%L, %L)', into_table, row_values), '23514', null, description)
$$;

create function tests.cannot_link(into_table text, row_values jsonb, description text) returns text
language sql as $$
  select throws_ok(format('select tests.add_and_undo(%L, %L)', into_table, row_values), '23503', null, description)
$$;

create function tests.already_taken(into_table text, row_values jsonb, description text) returns text
language sql as $$
  select throws_ok(format('select tests.add_and_undo(%L, %L)', into_table, row_values), '23505', null, description)
$$;

create function tests.member(company text, person text, role text default 'member') returns jsonb
language sql return jsonb_build_object('company_id', tests.id(company), 'user_id', tests.id(person),
  'email', person || '@example.com', 'display_name', person, 'role', role);

create function tests.invitation(company text) returns jsonb
language sql return jsonb_build_object('company_id', tests.id(company), 'email', 'Guest@Example.com', 'role', 'member',
  'token_hash', sha256('token'), 'invited_by', tests.id(company || ' owner'), 'expires_at', now() + interval '1 day');

create function tests.api_key(company text, label text) returns jsonb
language sql return jsonb_build_object('id', tests.id(label), 'company_id', tests.id(company), 'name', label,
  'secret_hash', sha256(convert_to(label, 'UTF8')), 'scopes', jsonb_build_array('read'), 'created_at', now() - interval '1 day');

create function tests.employee(company text, label text) returns jsonb
language sql return jsonb_build_object('id', tests.id(label), 'company_id', tests.id(company), 'role_key', 'researcher',
  'name', label, 'tone_key', 'friendly', 'model', 'practice', 'portrait_seed', label);

create function tests.desk(company text, employee text) returns jsonb
language sql return jsonb_build_object('company_id', tests.id(company), 'employee_id', tests.id(employee));

-- A message of a member in the first conversation of the employee.
create function tests.message(company text, employee text, label text) returns jsonb
language sql return jsonb_build_object('id', tests.id(label), 'company_id', tests.id(company), 'employee_id', tests.id(employee),
  'conversation_id', tests.id(employee || ' talk'), 'author', 'member', 'user_id', tests.id(company || ' owner'),
  'text', label, 'status', 'queued');

create function tests.answer(company text, employee text, label text, question text) returns jsonb
language sql return tests.message(company, employee, label) - 'user_id'
  || jsonb_build_object('author', 'employee', 'reply_to', tests.id(question), 'status', 'streaming', 'text', '');

create function tests.add_company(company text) returns void
language plpgsql as $$
begin
  perform tests.add('companies', jsonb_build_object('id', tests.id(company), 'name', company, 'plan_key', 'studio', 'entitled_until', 'infinity'));
  perform tests.add('members', tests.member(company, company || ' owner', 'owner'));
end
$$;

-- With a desk and a conversation.
create function tests.add_employee(company text, label text) returns void
language plpgsql as $$
begin
  perform tests.add('employees', tests.employee(company, label));
  perform tests.add('desks', tests.desk(company, label) || jsonb_build_object('id', tests.id(label || ' desk')));
  perform tests.add('conversations', jsonb_build_object('id', tests.id(label || ' talk'), 'company_id', tests.id(company),
    'employee_id', tests.id(label), 'session_key', 'agent:main:main'));
end
$$;

-- From here to the end of the transaction, or to `reset role`, this person asks.
create function tests.become(person text, company text default null) returns void
language plpgsql as $$
begin
  perform set_config('deskhand.user_id', tests.id(person)::text, true),
    set_config('deskhand.email', lower(person || '@example.com'), true),
    set_config('deskhand.company_id', coalesce(tests.id(company)::text, ''), true),
    set_config('deskhand.api_key_id', '', true),
    set_config('role', 'deskhand_app', true);
end
$$;

create function tests.become_key(label text, company text) returns void
language plpgsql as $$
begin
  perform set_config('deskhand.user_id', '', true),
    set_config('deskhand.email', '', true),
    set_config('deskhand.company_id', tests.id(company)::text, true),
    set_config('deskhand.api_key_id', tests.id(label)::text, true),
    set_config('role', 'deskhand_app', true);
end
$$;

grant usage on schema tests to deskhand_app, deskhand_orchestrator;
grant execute on all functions in schema tests to deskhand_app, deskhand_orchestrator;
-- pgTAP was loaded after the migrations took execute back from everybody.
do $$
declare pgtap_schema text := (select pronamespace::regnamespace from pg_proc where proname = 'throws_ok' limit 1);
begin
  execute format('grant usage on schema %s to deskhand_app, deskhand_orchestrator', pgtap_schema);
  execute format('grant execute on all functions in schema %s to deskhand_app, deskhand_orchestrator', pgtap_schema);
end
$$;

begin;
select plan(1);
select has_function('tests', 'add', 'the support is in place');
select * from finish();
commit;
