-- What each single value of a task and of what hangs on it may be.
begin;
select plan(49);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add_employee('globex', 'hal');

create function pg_temp.too_long(column_name text, most integer) returns jsonb language sql as $$
  select jsonb_build_object(column_name, repeat('x', most + 1))
$$;
create function pg_temp.too_many(column_name text, most integer) returns jsonb language sql as $$
  select jsonb_build_object(column_name, array_fill('x'::text, array[most + 1]))
$$;
create function pg_temp.refuses(into_table text, valid jsonb, wrong jsonb) returns text language sql as $$
  select tests.forbids(into_table, valid || wrong, format('%s refuses %s', into_table, left(wrong::text, 60)))
$$;
create function pg_temp.own(more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme')) || more
$$;
create function pg_temp.of_task(more jsonb default '{}') returns jsonb language sql as $$
  select pg_temp.own(jsonb_build_object('task_id', tests.id('task')) || more)
$$;

select tests.add('tasks', pg_temp.own(jsonb_build_object('id', tests.id('task'), 'title', 'A task', 'status', 'ready')));
select tests.add('workers', pg_temp.own(jsonb_build_object('id', tests.id('worker'), 'name', 'worker', 'executor', 'command')));
select tests.add('runs', pg_temp.of_task(jsonb_build_object('id', tests.id('run'), 'worker_id', tests.id('worker'), 'attempt', 1,
  'lease_hash', sha256('x'), 'lease_expires_at', now())));

select pg_temp.refuses('tasks', pg_temp.own('{"title": "x"}'), wrong) from (values
  ('{"title": ""}'::jsonb), (pg_temp.too_long('title', 200)), (pg_temp.too_long('description', 20000)), ('{"priority": 4}'),
  (pg_temp.too_many('labels', 20)), (pg_temp.too_many('requires', 20) || '{"requires": ["a","b","c","d","e","f","g","h","i","j","k","l","m","n","o","p","q","r","s","t","u"]}'),
  ('{"thinking": "very"}'), ('{"plan_mode": "maybe"}'), ('{"max_attempts": 0}'), ('{"max_attempts": 11}'), ('{"allowance_micros": -1}'),
  ('{"checks": {}}'), (pg_temp.too_long('feedback', 20000)), (pg_temp.too_long('progress_state', 80))) as cases (wrong);
select tests.cannot_link('tasks', pg_temp.own(jsonb_build_object('title', 'x', 'assignee_id', tests.id('hal'))), 'a task is given to nobody of another company');
select pg_temp.refuses('task_templates', pg_temp.own('{"name": "x", "spec": {}}'), wrong) from (values
  ('{"name": ""}'::jsonb), ('{"spec": []}')) as cases (wrong);
select pg_temp.refuses('plans', pg_temp.of_task(), wrong) from (values
  ('{"state": "lost"}'::jsonb), ('{"state": "failed"}'), ('{"steps": {}}'), ('{"risk": "some"}'), ('{"made_by": "magic"}')) as cases (wrong);
select pg_temp.refuses('workers', pg_temp.own('{"name": "x", "executor": "command"}'), wrong) from (values
  ('{"name": ""}'::jsonb), ('{"executor": "magic"}'), ('{"max_concurrent": 0}'), (pg_temp.too_many('capabilities', 50))) as cases (wrong);
select pg_temp.refuses('runs', pg_temp.of_task(jsonb_build_object('worker_id', tests.id('worker'), 'attempt', 2, 'lease_hash', sha256('x'),
  'lease_expires_at', now(), 'ended_at', now(), 'outcome', 'lost')), wrong) from (values
  ('{"attempt": 0}'::jsonb), ('{"lease_hash": "\\x00"}'), ('{"outcome": "vanished"}'), ('{"outcome": null}'), ('{"failure": {}}')) as cases (wrong);
select pg_temp.refuses('task_timeline', pg_temp.of_task('{"kind": "x", "actor_kind": "system"}'), wrong) from (values
  ('{"kind": "What?"}'::jsonb), ('{"actor_kind": "ghost"}')) as cases (wrong);
select pg_temp.refuses('run_logs', pg_temp.of_task(jsonb_build_object('run_id', tests.id('run'), 'first_line', 0, 'lines', array['x'])), wrong) from (values
  ('{"first_line": -1}'::jsonb), ('{"lines": []}'), (pg_temp.too_many('lines', 500))) as cases (wrong);
select pg_temp.refuses('task_comments', pg_temp.of_task('{"author_kind": "member", "author_name": "x", "text": "x"}'), wrong) from (values
  ('{"text": ""}'::jsonb), ('{"author_kind": "ghost"}'), (pg_temp.too_long('text', 10000))) as cases (wrong);
select pg_temp.refuses('task_files', pg_temp.of_task(jsonb_build_object('kind', 'attachment', 'path', 'a', 'media_type', 'text/plain',
  'size_bytes', 1, 'sha256', sha256('x'), 'content', '\x78'::bytea)), wrong) from (values
  ('{"path": ""}'::jsonb), ('{"size_bytes": 2}'), ('{"kind": "artifact"}'), ('{"sha256": "\\x00"}'),
  (jsonb_build_object('run_id', tests.id('run')))) as cases (wrong);
select pg_temp.refuses('check_results', pg_temp.of_task(jsonb_build_object('run_id', tests.id('run'), 'check_id', 'a', 'kind', 'url',
  'outcome', 'passed', 'text', 'x')), wrong) from (values
  ('{"outcome": "maybe"}'::jsonb), ('{"check_id": ""}')) as cases (wrong);
select pg_temp.refuses('questions', pg_temp.of_task(jsonb_build_object('run_id', tests.id('run'), 'asker_key', 'a', 'text', 'x')), wrong) from (values
  ('{"text": ""}'::jsonb), ('{"state": "answered"}')) as cases (wrong);
select pg_temp.refuses('notifications', pg_temp.of_task('{"kind": "plan", "text": "x"}'), '{"kind": "noise"}');

select * from finish();
rollback;
