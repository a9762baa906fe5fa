-- What each single value may be: lengths, words, counts.
begin;
select plan(67);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.answer('acme', 'grace', 'answer', 'hello'));

-- A value repeated as often as it takes to be too long.
create function pg_temp.too_long(column_name text, most integer) returns jsonb language sql as $$
  select jsonb_build_object(column_name, repeat('x', most + 1))
$$;
create function pg_temp.too_many(column_name text, most integer) returns jsonb language sql as $$
  select jsonb_build_object(column_name, array_fill('2026-01-01'::text, array[most + 1]))
$$;
create function pg_temp.refuses(into_table text, valid jsonb, wrong jsonb) returns text language sql as $$
  select tests.forbids(into_table, valid || wrong, format('%s refuses %s', into_table, left(wrong::text, 60)))
$$;

select pg_temp.refuses('companies', '{"name": "Acme"}', wrong) from (values
  (pg_temp.too_long('name', 120)), (pg_temp.too_long('about', 4000))) as cases (wrong);
select pg_temp.refuses('members', tests.member('acme', 'x'), wrong) from (values
  ('{"email": "x@"}'::jsonb), (pg_temp.too_long('email', 320)), (pg_temp.too_long('display_name', 120))) as cases (wrong);
select pg_temp.refuses('invitations', tests.invitation('acme'), '{"email": "x@"}');
select pg_temp.refuses('api_keys', tests.api_key('acme', 'x'), wrong) from (values
  ('{"name": ""}'::jsonb), (pg_temp.too_long('name', 80))) as cases (wrong);
select pg_temp.refuses('hosts', '{"name": "a host", "runtime": "process", "version": "1"}', wrong) from (values
  ('{"name": ""}'::jsonb), ('{"runtime": "magic"}')) as cases (wrong);
select tests.add('hosts', jsonb_build_object('id', tests.id('host'), 'name', 'host', 'runtime', 'process', 'version', '1'));
select tests.already_taken('hosts', '{"name": "host", "runtime": "docker", "version": "1"}', 'a host has its name for itself');
select pg_temp.refuses('employees', tests.employee('acme', 'x'), wrong) from (values
  ('{"name": ""}'::jsonb), (pg_temp.too_long('name', 300)), ('{"tone_key": "rude"}'), (pg_temp.too_long('personality', 4000)),
  ('{"tone_key": "own"}' || pg_temp.too_long('tone_words', 500)), (pg_temp.too_many('skills', 20)), ('{"model": ""}'),
  (pg_temp.too_long('portrait_seed', 80))) as cases (wrong);
select pg_temp.refuses('desks', '{}', wrong) from (values
  ('{"desired_state": "lost"}'::jsonb), ('{"desired_generation": 0}'), ('{"observed_phase": "Waiting for host"}'),
  (pg_temp.too_many('observed_crashes', 20)), ('{"ready_after_ms": -1}'),
  (jsonb_build_object('observed_state', 'lost', 'host_id', tests.id('host')))) as cases (wrong);
select pg_temp.refuses('hire_drafts', jsonb_build_object('company_id', tests.id('acme'), 'user_id', tests.id('acme owner')), wrong) from (values
  ('{"step": "lost"}'::jsonb), (pg_temp.too_many('skills', 20)), (pg_temp.too_long('name', 300)), ('{"tone_key": "rude"}'),
  (pg_temp.too_long('tone_words', 500)), (pg_temp.too_long('about', 4000)), (pg_temp.too_long('company_name', 120))) as cases (wrong);
select pg_temp.refuses('conversations', jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace')), wrong) from (values
  ('{"session_key": "../main"}'::jsonb), (pg_temp.too_long('session_key', 160))) as cases (wrong);
select tests.already_taken('conversations', jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'),
  'session_key', 'agent:main:main'), 'an employee has one conversation by a key');
select pg_temp.refuses('messages', tests.message('acme', 'grace', 'x'), wrong) from (values
  ('{"attempt": 0}'::jsonb), ('{"attempt": 101}'), ('{"phase": "Thinking..."}'), (pg_temp.too_long('author_name', 300)),
  (pg_temp.too_long('client_key', 80))) as cases (wrong);
select pg_temp.refuses('tool_calls', jsonb_build_object('company_id', tests.id('acme'), 'message_id', tests.id('answer'),
  'call_id', 'x', 'name', 'x', 'status', 'running', 'text_offset', 0), wrong) from (values
  ('{"call_id": ""}'::jsonb), (pg_temp.too_long('call_id', 200)), ('{"name": ""}'), (pg_temp.too_long('name', 120)),
  ('{"status": "lost", "ended_at": "2026-01-01"}')) as cases (wrong);
select pg_temp.refuses('attachments', jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'), 'name', 'x',
  'media_type', 'text/plain', 'size_bytes', 1, 'content', '\x78'::bytea), wrong) from (values
  ('{"media_type": "x"}'::jsonb), (pg_temp.too_long('media_type', 120)), (pg_temp.too_long('name', 255))) as cases (wrong);
select pg_temp.refuses('events', jsonb_build_object('company_id', tests.id('acme'), 'subject_id', tests.id('acme')), '{"kind": "What?"}');
select pg_temp.refuses('audit_entries', jsonb_build_object('company_id', tests.id('acme'), 'seq', 1, 'at', now(), 'action', 'a.b',
  'actor_kind', 'system', 'previous_hash', sha256(''), 'hash', sha256(''), 'details', '{}'::jsonb), wrong) from (values
  ('{"seq": 0}'::jsonb), ('{"actor_kind": "member"}'), (jsonb_build_object('actor_id', tests.id('x'))),
  (jsonb_build_object('actor_kind', 'ghost', 'actor_id', tests.id('x'))), ('{"hash": "\\x00"}'), ('{"previous_hash": "\\x00"}')) as cases (wrong);
select pg_temp.refuses('ledger_entries', jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'),
  'desk_id', tests.id('grace desk'), 'model', 'x', 'practice', true), wrong) from (values
  ('{"model": ""}'::jsonb), ('{"input_tokens": -1}'), ('{"cache_read_tokens": -1}'), ('{"cache_write_tokens": -1}'),
  ('{"first_byte_ms": -1}'), ('{"state": "lost", "settled_at": "2026-01-01"}')) as cases (wrong);
select pg_temp.refuses('idempotency_keys', jsonb_build_object('company_id', tests.id('acme'), 'key', 'k', 'request_hash', sha256('x')), wrong)
  from (values ('{"key": ""}'::jsonb), ('{"status": 42, "body": {}}')) as cases (wrong);
select pg_temp.refuses('rate_counters', '{"bucket": "b", "window_start": "2026-01-01", "hits": 1}', '{"hits": 0}');
select pg_temp.refuses('mails', jsonb_build_object('company_id', tests.id('acme'), 'dedupe_key', 'x', 'recipient', 'x@y.z', 'template', 'x'),
  wrong) from (values ('{"dedupe_key": ""}'::jsonb), ('{"recipient": "x@"}'), ('{"template": "../x"}')) as cases (wrong);

select * from finish();
rollback;
