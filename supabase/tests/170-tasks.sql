-- What follows from a task's row by itself: numbers, order, moves, timeline, what waits for it, its whole, and what ends with it.
begin;
select plan(48);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add_employee('acme', 'grace');

create function pg_temp.task(company text, label text, more jsonb default '{}') returns jsonb language sql as $$
  select jsonb_build_object('id', tests.id(label), 'company_id', tests.id(company), 'title', label, 'status', 'ready') || more
$$;
create function pg_temp.add_task(label text, more jsonb default '{}') returns void language sql as $$
  select tests.add('tasks', pg_temp.task('acme', label, more))
$$;
create function pg_temp.move(label text, variadic ways text[]) returns void language plpgsql as $$
declare way text;
begin
  foreach way in array ways loop
    update tasks set status = way,
      failure = case when way = 'failed' then '{"code": "x", "text": "It broke.", "action": "Look."}'::jsonb end where id = tests.id(label);
  end loop;
end
$$;
create function pg_temp.at(label text) returns text language sql as $$ select status from tasks where id = tests.id(label) $$;
create function pg_temp.waits(label text) returns integer language sql as $$ select open_dependencies from tasks where id = tests.id(label) $$;
create function pg_temp.link(label text, other text) returns void language sql as $$
  insert into task_dependencies (company_id, task_id, depends_on_id) values (tests.id('acme'), tests.id(label), tests.id(other))
$$;

-- Numbers and order
select pg_temp.add_task('first');
select pg_temp.add_task('urgent', '{"priority": 3, "requires": ["docker", "browser", "docker"]}');
select tests.add('tasks', pg_temp.task('globex', 'theirs'));
select results_eq($$ select title, number from tasks order by title $$, $$ values ('first', 1), ('theirs', 1), ('urgent', 2) $$, 'numbers are counted per company');
select is((select requires from tasks where id = tests.id('urgent')), array['browser', 'docker'], 'capabilities are kept sorted and once');
select ok((select u.claim_order < f.claim_order from tasks u, tasks f where u.id = tests.id('urgent') and f.id = tests.id('first')), 'the urgent go first');
update tasks set queued_at = now() - interval '1 hour', available_at = now() - interval '1 hour' where id = tests.id('first');
select ok((select f.claim_order < u.claim_order from tasks u, tasks f where u.id = tests.id('urgent') and f.id = tests.id('first')), 'but nobody waits for ever');
update tasks set available_at = now() + interval '1 day' where id = tests.id('first');
select ok((select u.claim_order < f.claim_order from tasks u, tasks f where u.id = tests.id('urgent') and f.id = tests.id('first')), 'who waits for a back-off comes later');
select is((select count(*) from task_queues where company_id = tests.id('acme')), 2::bigint, 'each way to be claimed has a queue');

-- Moves
select throws_ok($$ select tests.add('tasks', pg_temp.task('acme', 'x', '{"status": "running"}')) $$, 'DH005', null, 'no task begins in the middle');
select throws_ok($$ select pg_temp.move('first', 'failed', 'running') $$, 'DH005', null, 'a move that the table does not know is refused');
select pg_temp.move('urgent', 'claimed', 'running');
select is((select queued_at from tasks where id = tests.id('urgent')), null, 'who is worked on waits no longer');
select pg_temp.move('urgent', 'in_review', 'done');
select isnt((select finished_at from tasks where id = tests.id('urgent')), null, 'an end has a time');
select pg_temp.move('urgent', 'ready');
select is((select finished_at from tasks where id = tests.id('urgent')), null, 'until it is opened again');
select results_eq($$ select kind || ' ' || (data ->> 'to') from task_timeline where task_id = tests.id('urgent') order by id $$,
  $$ values ('created ready'), ('status claimed'), ('status running'), ('status in_review'), ('status done'), ('status ready') $$,
  'each move is a line of the timeline');
select throws_ok($$ update tasks set status = 'failed' where id = tests.id('first') $$, '23514', null, 'a failure has a reason');

-- Who is said to have done it
select tests.become('acme owner', 'acme');
select deskhand.note_task(tests.id('first'), 'changed', '{"fields": ["title"]}');
select set_config('deskhand.actor', 'employee:' || tests.id('grace'), true);
select deskhand.note_task(tests.id('first'), 'progress', '{"state": "reading"}');
select set_config('deskhand.actor', '', true);
select throws_ok($$ select deskhand.note_task(tests.id('theirs'), 'changed') $$, 'DH002', null, 'nobody writes into the timeline of another company');
reset role;
select results_eq($$ select actor_kind, actor_id from task_timeline where task_id = tests.id('first') order by id $$,
  $$ values ('system', null), ('member', tests.id('acme owner')), ('employee', tests.id('grace')) $$, 'a line knows who acted');
select throws_ok($$ insert into task_timeline (company_id, task_id, kind, actor_kind) values (tests.id('globex'), tests.id('first'), 'x', 'system') $$,
  '23503', null, 'a line belongs to the company of its task');

-- What waits for it
select pg_temp.add_task('before');
select pg_temp.add_task('after');
select pg_temp.link('after', 'before');
select is(pg_temp.waits('after'), 1, 'what is not done is waited for');
select pg_temp.move('before', 'done');
select is(pg_temp.waits('after'), 0, 'until it is done');
select pg_temp.move('before', 'ready');
select is(pg_temp.waits('after'), 1, 'and again when it is opened again');
select pg_temp.move('before', 'cancelled');
select is(pg_temp.waits('after'), 1, 'what was cancelled is not done');
delete from task_dependencies where task_id = tests.id('after');
select is(pg_temp.waits('after'), 0, 'without the link nothing is waited for');
select pg_temp.move('before', 'ready', 'done');
select pg_temp.link('after', 'before');
select is(pg_temp.waits('after'), 0, 'what is done is not waited for');
select throws_ok($$ select pg_temp.link('before', 'after') $$, 'DH007', null, 'no circle');
select throws_ok($$ select pg_temp.link('first', 'first') $$, '23514', null, 'nobody waits for themselves');
select throws_ok($$ select pg_temp.link('first', 'theirs') $$, '23503', null, 'nor for another company');
select pg_temp.add_task('longer');
select pg_temp.link('longer', 'after');
select throws_ok($$ select pg_temp.link('before', 'longer') $$, 'DH007', null, 'no circle over three either');

-- Its whole
select pg_temp.add_task('whole');
select pg_temp.add_task('left', jsonb_build_object('parent_id', tests.id('whole'), 'needs_review', false));
select pg_temp.add_task('right', jsonb_build_object('parent_id', tests.id('whole'), 'needs_review', false));
select is((select parts from tasks where id = tests.id('whole')), 2, 'a whole knows how many parts it has');
select throws_ok($$ select pg_temp.link('whole', 'left') $$, 'DH007', null, 'a whole does not wait for its part');
select throws_ok($$ select pg_temp.link('left', 'whole') $$, 'DH007', null, 'nor a part for its whole');
select throws_ok($$ update tasks set parent_id = tests.id('left') where id = tests.id('whole') $$, 'DH007', null, 'nobody is a part of their part');
select pg_temp.link('whole', 'longer');
select is(pg_temp.waits('left'), 1, 'a part waits for what its whole waits for');
delete from task_dependencies where task_id = tests.id('whole');
select is(pg_temp.waits('left'), 0, 'and no longer than it');
select pg_temp.move('left', 'claimed');
select is(pg_temp.at('whole'), 'running', 'a whole runs with its first part');
select pg_temp.move('left', 'running', 'done');
select is(pg_temp.at('whole'), 'running', 'as long as a part is left');
select pg_temp.move('right', 'claimed', 'failed');
select is(pg_temp.at('whole'), 'running', 'it neither ends nor fails with a failed part');
select pg_temp.move('right', 'cancelled');
select is(pg_temp.at('whole'), 'in_review', 'with its last part it comes to review');
select pg_temp.move('left', 'ready', 'claimed');
select is(pg_temp.at('whole'), 'running', 'and goes back when a part is opened again');
update tasks set needs_review = false where id = tests.id('whole');
select pg_temp.move('left', 'running', 'done');
select is(pg_temp.at('whole'), 'done', 'without a review it is done');

-- What ends with it
select tests.add('workers', jsonb_build_object('id', tests.id('worker'), 'company_id', tests.id('acme'), 'name', 'worker', 'executor', 'command'));
select pg_temp.add_task('asked');
select pg_temp.move('asked', 'claimed', 'running');
select tests.add('runs', jsonb_build_object('id', tests.id('run'), 'company_id', tests.id('acme'), 'task_id', tests.id('asked'),
  'worker_id', tests.id('worker'), 'attempt', 1, 'lease_hash', sha256('x'), 'lease_expires_at', now() + interval '1 minute'));
select tests.already_taken('runs', jsonb_build_object('company_id', tests.id('acme'), 'task_id', tests.id('asked'), 'worker_id', tests.id('worker'),
  'attempt', 2, 'lease_hash', sha256('y'), 'lease_expires_at', now()), 'one run of a task is alive at a time');
select tests.add('questions', jsonb_build_object('id', tests.id('question'), 'company_id', tests.id('acme'), 'task_id', tests.id('asked'),
  'run_id', tests.id('run'), 'asker_key', 'a', 'text', 'Which colour?'));
select is((select text from notifications where question_id = tests.id('question') and settled_at is null), 'Which colour?', 'a question is told');
select tests.add('ledger_entries', jsonb_build_object('company_id', tests.id('acme'), 'model', 'practice', 'practice', true,
  'run_id', tests.id('run'), 'cost_micros', 70));
update ledger_entries set cost_micros = 100 where run_id = tests.id('run');
select results_eq($$ select run.cost_micros, task.cost_micros from runs run join tasks task on task.id = run.task_id $$, $$ values (100::bigint, 100::bigint) $$,
  'what a run costs its task costs, once');
select pg_temp.move('asked', 'cancelled');
select is((select outcome from runs where id = tests.id('run')), 'cancelled', 'the run ends with its task');
select is((select state from questions where id = tests.id('question')), 'withdrawn', 'its question is taken back');
select is((select count(*) from notifications where question_id = tests.id('question') and settled_at is null), 0::bigint, 'and no longer asked');
select pg_temp.move('asked', 'ready', 'claimed', 'running', 'in_review');
select is((select count(*) from notifications where task_id = tests.id('asked') and kind = 'review' and settled_at is null), 1::bigint, 'a review is told');
select pg_temp.move('asked', 'done');
select is((select count(*) from notifications where task_id = tests.id('asked') and settled_at is null), 0::bigint, 'until it is done');
select tests.add('plans', jsonb_build_object('id', tests.id('plan'), 'company_id', tests.id('acme'), 'task_id', tests.id('first')));
select tests.already_taken('plans', jsonb_build_object('company_id', tests.id('acme'), 'task_id', tests.id('first')), 'one plan at a time is made');
update tasks set status = 'planning' where id = tests.id('first');
update tasks set status = 'draft' where id = tests.id('first');
select is((select state from plans where id = tests.id('plan')), 'replaced', 'nobody plans what is not planned any more');

select * from finish();
rollback;
