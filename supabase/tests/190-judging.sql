begin;
select plan(21);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('workers', jsonb_build_object('id', tests.id('worker'), 'company_id', tests.id('acme'), 'name', 'worker', 'executor', 'command'));

-- A task whose first attempt was reported as complete and is being looked at.
create function tests.add_checked(label text, more jsonb default '{}') returns void language plpgsql as $$
begin
  perform tests.add('tasks', jsonb_build_object('id', tests.id(label), 'company_id', tests.id('acme'), 'title', label, 'status', 'ready',
    'checks', jsonb_build_array(
      jsonb_build_object('id', 'page', 'title', 'The page is there', 'kind', 'file_exists', 'path', 'index.html'),
      jsonb_build_object('id', 'words', 'title', '', 'kind', 'text_contains', 'text', 'done'))) || more);
  perform tests.add('runs', jsonb_build_object('id', tests.id(label || ' run'), 'company_id', tests.id('acme'), 'task_id', tests.id(label),
    'worker_id', tests.id('worker'), 'attempt', 1, 'lease_hash', sha256('lease'), 'lease_expires_at', now(), 'ended_at', now(),
    'outcome', 'completed', 'claimed_at', now()));
  update tasks set status = 'claimed', attempts = 1 where id = tests.id(label);
  update tasks set status = 'running', checking_run_id = tests.id(label || ' run') where id = tests.id(label);
end
$$;
create function tests.found(label text, check_id text, outcome text) returns void language sql as $$
  select tests.add('check_results', jsonb_build_object('company_id', tests.id('acme'), 'task_id', tests.id(label), 'run_id', tests.id(label || ' run'),
    'check_id', check_id, 'kind', 'any', 'outcome', outcome, 'text', 'Looked at.'))
$$;
create function tests.judge(label text, passed boolean, said text default '') returns text language plpgsql as $$
declare goes_to text;
begin
  set local role deskhand_orchestrator;
  goes_to := deskhand.judge_run(tests.id(label), tests.id(label || ' run'), passed, said);
  reset role;
  return goes_to;
end
$$;

select tests.add_checked('good');
select tests.found('good', 'page', 'passed');
select tests.found('good', 'words', 'passed');
select is(tests.judge('good', true), 'in_review', 'good work comes to review');
select is((select status from tasks where id = tests.id('good')), 'in_review', 'and stands there');
select is((select checking_run_id from tasks where id = tests.id('good')), null, 'nobody looks at it any more');
select is((select data from task_timeline where task_id = tests.id('good') and kind = 'checked'),
  '{"passed": 2, "failed": 0, "failedTitles": []}', 'the timeline says what was found');
select is((select run_id from task_timeline where task_id = tests.id('good') and kind = 'checked'), tests.id('good run'), 'of which run');
select is(tests.judge('good', false, 'no'), null, 'a second verdict changes nothing');
select is((select feedback from tasks where id = tests.id('good')), '', 'nor says anything');

select tests.add_checked('part', '{"needs_review": false}');
select is(tests.judge('part', true), 'done', 'what needs no review is done when its checks pass');

select tests.add_checked('bad');
select tests.found('bad', 'page', 'failed');
select tests.found('bad', 'words', 'failed');
select is(tests.judge('bad', false, 'index.html is not there.'), 'ready', 'bad work goes back while attempts are left');
select is((select feedback from tasks where id = tests.id('bad')), 'index.html is not there.', 'with what was found');
select ok((select available_at <= clock_timestamp() from tasks where id = tests.id('bad')), 'at once');
select is((select data -> 'failedTitles' from task_timeline where task_id = tests.id('bad') and kind = 'checked'),
  '["The page is there", "words"]', 'checks without a title go by their id');

select tests.add_checked('hopeless', '{"max_attempts": 1, "needs_review": false}');
select tests.found('hopeless', 'page', 'failed');
select is(tests.judge('hopeless', false, 'Again.'), 'in_review', 'without attempts left a person decides, also about a part');
select is((select count(*) from notifications where kind = 'review' and task_id = tests.id('hopeless') and settled_at is null), 1::bigint, 'and is told');

select tests.add_checked('unclear', '{"needs_review": false}');
select is(tests.judge('unclear', null, 'The model could not be reached.'), 'in_review', 'what could not be decided is never done by itself');

select tests.add_checked('moved');
update tasks set status = 'cancelled' where id = tests.id('moved');
select is(tests.judge('moved', true), null, 'a task that moved on meanwhile is left alone');
select is((select status from tasks where id = tests.id('moved')), 'cancelled', 'where it is');

select tests.become('acme owner', 'acme');
select throws_ok($$ select deskhand.judge_run(tests.id('bad'), tests.id('bad run'), true, '') $$, '42501', null, 'people approve, they do not judge');
reset role;

-- Plans that wait
select tests.add('tasks', jsonb_build_object('id', tests.id('big'), 'company_id', tests.id('acme'), 'title', 'Big', 'status', 'planning'));
select tests.add('plans', jsonb_build_object('id', tests.id('plan'), 'company_id', tests.id('acme'), 'task_id', tests.id('big')));
update plans set state = 'proposed' where id = tests.id('plan');
select is((select text from notifications where kind = 'plan' and settled_at is null), 'A plan waits for your approval: Big', 'a proposed plan is told to people');
update tasks set status = 'ready' where id = tests.id('big');
select is((select count(*) from notifications where kind = 'plan' and settled_at is null), 0::bigint, 'until it is decided');
select is((select state from plans where id = tests.id('plan')), 'replaced', 'a plan nobody decided is put away with it');

select * from finish();
rollback;
