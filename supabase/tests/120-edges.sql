begin;
select plan(27);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');

-- Rates
create function pg_temp.hit(bucket text default 'sign-in') returns text language sql as $$
  select concat_ws(' ', case when allowed then 'allowed' else 'refused' end, remaining) from deskhand.hit_rate(bucket, 2, 3600)
$$;
grant execute on all functions in schema pg_temp to public;
select tests.become('somebody');
select is(pg_temp.hit(), 'allowed 1', 'the first is allowed');
select is(pg_temp.hit(), 'allowed 0', 'the last too');
select is(pg_temp.hit(), 'refused 0', 'one more is not');
select is(pg_temp.hit('another'), 'allowed 1', 'every bucket counts for itself');
select is((select resets_at from deskhand.hit_rate('sign-in', 2, 3600)), date_trunc('hour', now()) + interval '1 hour', 'until the window ends');
reset role;
update rate_counters set window_start = window_start - interval '1 hour';
set local role deskhand_orchestrator;
select is(pg_temp.hit(), 'allowed 1', 'a new window begins anew');
reset role;
select is((select count(*) from rate_counters where bucket = 'sign-in'), 1::bigint, 'and the old one is forgotten');
select tests.forbids('rate_counters', '{"bucket": "", "window_start": "2026-01-01", "hits": 1}', 'a bucket has a name');

-- Repeated requests
create function pg_temp.request(changes jsonb) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme'), 'key', 'k', 'request_hash', sha256('x')) || changes
$$;
select tests.allows('idempotency_keys', pg_temp.request('{}'), 'a request is noted before it is answered');
select tests.allows('idempotency_keys', pg_temp.request('{"status": 200, "body": {}}'), 'with its answer after');
select tests.forbids('idempotency_keys', pg_temp.request('{"status": 200}'), 'an answer is whole');
select tests.forbids('idempotency_keys', pg_temp.request('{"body": {}}'), 'both ways');
select tests.forbids('idempotency_keys', pg_temp.request('{"request_hash": "\\x00"}'), 'the request is kept as a digest');
select tests.add('idempotency_keys', pg_temp.request('{}'));
select tests.already_taken('idempotency_keys', pg_temp.request('{}'), 'a key is used once');

-- Mails
create function pg_temp.jobs() returns bigint language sql as $$
  select count(*) from graphile_worker.jobs where task_identifier = 'send-mail'
$$;
create function pg_temp.mail(dedupe text) returns jsonb language sql as $$
  select jsonb_build_object('id', tests.id(dedupe), 'company_id', tests.id('acme'), 'dedupe_key', dedupe,
    'recipient', 'bob@example.com', 'template', 'invitation')
$$;
grant execute on all functions in schema pg_temp to public;
select tests.become('acme owner', 'acme');
select lives_ok($$ select tests.add('mails', pg_temp.mail('hello bob')) $$, 'a mail is a row');
reset role;
select is(pg_temp.jobs(), 1::bigint, 'and one job');
select is((select key from graphile_worker.jobs where task_identifier = 'send-mail'), 'mail:' || tests.id('hello bob'), 'for that mail');
select is(
  (select payload::jsonb from graphile_worker._private_jobs where key = 'mail:' || tests.id('hello bob')),
  jsonb_build_object('mailId', tests.id('hello bob')), 'which it names and nothing else');
select tests.already_taken('mails', pg_temp.mail('hello bob') - 'id', 'the same mail is written once');
select is(pg_temp.jobs(), 1::bigint, 'and queued once');
set local role deskhand_orchestrator;
select lives_ok($$ update mails set sent_at = now() $$, 'the orchestrator notes that it went');
select throws_ok($$ update mails set recipient = 'mallory@example.com' $$, '42501', null, 'but not to whom');
reset role;
select is(pg_temp.jobs(), 1::bigint, 'a sent mail is not queued again');

-- Forgetting
select tests.add('idempotency_keys', pg_temp.request('{"key": "old", "created_at": "2026-01-01"}'));
select tests.add('rate_counters', '{"bucket": "old", "window_start": "2026-01-01", "hits": 1}');
create function pg_temp.file(name text, created_at timestamptz, message uuid) returns void language sql as $$
  insert into attachments (company_id, employee_id, name, media_type, size_bytes, content, created_at, message_id)
  values (tests.id('acme'), tests.id('grace'), name, 'text/plain', 1, '\x78', created_at, message)
$$;
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select pg_temp.file('old and never sent', '2026-01-01', null), pg_temp.file('old', '2026-01-01', tests.id('hello')),
  pg_temp.file('new', now(), null);
set local role deskhand_orchestrator;
select lives_ok($$ select deskhand.prune_edges() $$, 'the orchestrator forgets what is old');
reset role;
select results_eq($$ select key from idempotency_keys $$, $$ values ('k') $$, 'answers of yesterday');
select is_empty($$ select from rate_counters where bucket = 'old' $$, 'counters of yesterday');
select results_eq($$ select name from attachments order by name $$, $$ values ('new'), ('old') $$, 'files that were never sent');

select * from finish();
rollback;
