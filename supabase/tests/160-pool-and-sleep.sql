begin;
select plan(24);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add_employee('acme', 'grace');
select tests.add_employee('globex', 'hal');
update desks set desired_state = 'absent';
select tests.add('hosts', jsonb_build_object('id', tests.id('host'), 'name', 'host', 'runtime', 'process', 'version', '1'));
select tests.add('desks', jsonb_build_object('id', tests.id('warm'), 'host_id', tests.id('host'), 'observed_state', 'ready', 'observed_generation', 1));

-- Who lays out, gives away and sends away
set local role deskhand_orchestrator;
select lives_ok($$ insert into desks (id, host_id) values (tests.id('second'), tests.id('host')) $$, 'the orchestrator lays out a desk for nobody yet');
select throws_ok($$ insert into desks (id, company_id, employee_id) values (gen_random_uuid(), tests.id('acme'), tests.id('grace')) $$,
  '42501', null, 'none for somebody');
select throws_ok($$ update desks set employee_id = tests.id('grace') where id = tests.id('warm') $$, '42501', null, 'nor gives it to anybody');
select throws_ok($$ select deskhand.claim_warm_desk(tests.id('grace')) $$, '42501', null, 'whatever way');
select throws_ok($$ update desks set ready_at = now() $$, '42501', null, 'when a desk was ready is not for it to say');
reset role;

select tests.become('globex owner', 'globex');
select is(deskhand.claim_warm_desk(tests.id('grace')), null, 'another company gets no desk for somebody else’s employee');
select throws_ok($$ select deskhand.drain_warm_desk(tests.id('warm')) $$, '42501', null, 'the app sends none away');
select is((select count(*) from desks where employee_id is null), 0::bigint, 'and sees none of those that wait');
reset role;
select tests.become('acme owner', 'acme');
select is(deskhand.claim_warm_desk(tests.id('grace')), tests.id('warm'), 'the ready one is given to the new employee');
select is(deskhand.claim_warm_desk(tests.id('grace')), null, 'one that is not ready is not');
select is((select observed_state || ' ' || observed_phase from desks where id = tests.id('warm')), 'starting moving_in', 'who moves in is starting');
reset role;
set local role deskhand_orchestrator;
select is(deskhand.drain_warm_desk(tests.id('warm')), false, 'one that was given away stays');
select is(deskhand.drain_warm_desk(tests.id('second')), true, 'one that waits goes');
select is(deskhand.drain_warm_desk(tests.id('second')), false, 'once');

-- How long a start takes
update desks set launched_at = clock_timestamp() - interval '7 seconds', observed_state = 'ready' where id = tests.id('warm');
select is((select ready_after_ms / 1000 from desks where id = tests.id('warm')), 7, 'a start is measured by the clock of the database');
select is((select launched_at from desks where id = tests.id('warm')), null, 'and is over');
select isnt((select ready_at from desks where id = tests.id('warm')), null, 'the time it was ready is kept');
update desks set observed_state = 'starting', observed_phase = 'moving_in' where id = tests.id('warm');
update desks set observed_state = 'ready' where id = tests.id('warm');
select is((select ready_after_ms / 1000 from desks where id = tests.id('warm')), 7, 'without a launch nothing is measured');
reset role;

-- Sleep
update employees set active_at = now() - interval '31 minutes';
update desks set ready_at = now() - interval '1 hour', desired_at = now() - interval '1 hour' where id = tests.id('warm');
set local role deskhand_app;
select throws_ok($$ select deskhand.sleep_idle_desks() $$, '42501', null, 'the app puts nobody to sleep this way');
reset role;
set local role deskhand_orchestrator;
select is(deskhand.sleep_idle_desks(), 1, 'who has had nothing to do for half an hour falls asleep');
select is(deskhand.sleep_idle_desks(), 0, 'once');
select is(deskhand.wake_desks_with_messages(), 0, 'without a message sleep goes on');
reset role;
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
set local role deskhand_orchestrator;
select is(deskhand.wake_desks_with_messages(), 1, 'over a message nobody sleeps');
select is((select desired_state from desks where id = tests.id('warm')), 'running', 'but wakes');
reset role;

select * from finish();
rollback;
