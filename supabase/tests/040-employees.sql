begin;
select plan(32);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add_employee('acme', 'grace');
select tests.add('hosts', jsonb_build_object('id', tests.id('host'), 'name', 'host', 'runtime', 'process', 'version', '1'));

-- Facts of employees
select tests.allows('employees', tests.employee('acme', 'x'), 'an employee is hired');
select tests.allows('employees', tests.employee('acme', 'x') || jsonb_build_object('name', repeat('🙂', 300)), 'a name may be long and odd');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"role_key": "../x"}', 'a role key is a plain word');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"tone_key": "own"}', 'an own tone has words');
select tests.allows('employees', tests.employee('acme', 'x') || '{"tone_key": "own", "tone_words": "dry"}', 'such as these');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"tone_words": "dry"}', 'a given tone has none');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"allowance_micros": -1}', 'an allowance is not a debt');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"fired_at": "2026-01-01"}', 'who is fired has a home that is kept until a time');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"home_kept_until": "2026-01-01"}', 'who is not fired has not');
select tests.allows('employees', tests.employee('acme', 'x') || '{"fired_at": "2026-01-01", "home_kept_until": "2026-01-08"}', 'firing sets both');
select tests.forbids('employees', tests.employee('acme', 'x') || '{"left_at": "2026-01-08"}', 'nobody leaves who was not fired');

-- Facts of desks
update desks set desired_state = 'absent';
select tests.allows('desks', '{}', 'a warm desk belongs to nobody');
select tests.allows('desks', tests.desk('acme', 'grace'), 'a desk is an employee’s');
select tests.forbids('desks', tests.desk('acme', 'grace') - 'employee_id', 'a company alone has no desk');
select tests.forbids('desks', tests.desk('acme', 'grace') - 'company_id', 'nor has an employee of no company');
select tests.forbids('desks', '{"observed_state": "starting"}', 'what is observed to start does so on a host');
select tests.allows('desks', jsonb_build_object('observed_state', 'starting', 'host_id', tests.id('host')), 'this one');
select tests.forbids('desks', jsonb_build_object('observed_state', 'failed', 'host_id', tests.id('host')), 'a failure is told');
select tests.allows('desks', jsonb_build_object('observed_state', 'failed', 'host_id', tests.id('host'),
  'observed_failure', '{"code": "x", "text": "x", "action": "x"}'::jsonb), 'with code, text and what to do');
select tests.forbids('desks', jsonb_build_object('observed_state', 'failed', 'host_id', tests.id('host'),
  'observed_failure', '{"code": "x", "text": "x"}'::jsonb), 'with all three');
select tests.forbids('desks', jsonb_build_object('observed_state', 'ready', 'host_id', tests.id('host'),
  'observed_failure', '{"code": "x", "text": "x", "action": "x"}'::jsonb), 'what has not failed tells none');
select tests.add('desks', tests.desk('acme', 'grace') || jsonb_build_object('id', tests.id('new desk')));
select tests.already_taken('desks', tests.desk('acme', 'grace'), 'an employee has one living desk');

-- Waking
select is(deskhand.wake_desk(tests.id('grace')), false, 'nobody known wakes nobody');
update desks set desired_state = 'asleep' where id = tests.id('new desk');
select tests.become('globex owner', 'globex');
select is(deskhand.wake_desk(tests.id('grace')), false, 'another company does not wake it');
select tests.become('acme owner', 'acme');
select is(deskhand.wake_desk(tests.id('grace')), true, 'a sleeping desk wakes');
select is((select desired_state from desks where id = tests.id('new desk')), 'running', 'and shall run');
select is(deskhand.wake_desk(tests.id('grace')), false, 'it wakes once');
update desks set desired_state = 'stopped' where id = tests.id('new desk');
select is(deskhand.wake_desk(tests.id('grace')), false, 'a paused desk stays paused');
reset role;

-- The end of the undo period
update employees set fired_at = now() - interval '2 days', home_kept_until = now() + interval '1 second' where id = tests.id('grace');
set local role deskhand_orchestrator;
select is(deskhand.dismiss_leavers(), 0, 'until then the desk is kept');
reset role;
update employees set home_kept_until = now() - interval '1 second' where id = tests.id('grace');
set local role deskhand_orchestrator;
select is(deskhand.dismiss_leavers(), 1, 'then it shall go');
select is((select desired_state from desks where id = tests.id('new desk')), 'absent', 'which is desired, not done');
select is(deskhand.dismiss_leavers(), 0, 'and said once');

select * from finish();
rollback;
