-- Desired and observed are written by different hands. Every column of every table is in tests/tenancy; here is what matters most.
begin;
select plan(18);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));

select tests.become('acme owner', 'acme');
select lives_ok($$ update desks set desired_state = 'stopped', desired_generation = 2, desired_nudge = 1 $$, 'the app says what it wants of a desk');
select throws_ok($$ update desks set observed_state = 'gone' $$, '42501', null, 'not what is');
select throws_ok($$ update desks set host_id = null $$, '42501', null, 'nor where');
select throws_ok($$ update employees set left_at = now() $$, '42501', null, 'nor that somebody has gone');
select throws_ok($$ update messages set text = 'x' $$, '42501', null, 'what was written stays written');
select throws_ok($$ insert into messages (company_id, employee_id, conversation_id, author, reply_to, status)
  select company_id, employee_id, conversation_id, 'employee', id, 'streaming' from messages $$, '42501', null, 'nobody answers for an employee');
select throws_ok($$ insert into tool_calls default values $$, '42501', null, 'nor works for it');
select throws_ok($$ insert into ledger_entries default values $$, '42501', null, 'nor makes it cost');
select throws_ok($$ insert into events (company_id, kind, subject_id) values (tests.id('acme'), 'x', tests.id('acme')) $$, '42501', null, 'nor tells tales');
select throws_ok($$ update companies set founded_by = null $$, '42501', null, 'nor changes who founded it');
select throws_ok($$ insert into members (company_id, user_id, email, role) values (tests.id('acme'), tests.id('x'), 'x@y.z', 'member') $$,
  '42501', null, 'people come in by invitation only');

reset role;
set local role deskhand_orchestrator;
select lives_ok($$ update desks set observed_phase = 'waiting', observed_at = now() $$, 'the orchestrator says what it sees');
select throws_ok($$ update desks set desired_state = 'running' $$, '42501', null, 'not what is wanted');
select throws_ok($$ update companies set name = 'x' $$, '42501', null, 'nor what a company is');
select throws_ok($$ update members set role = 'owner' $$, '42501', null, 'nor who runs it');
select throws_ok($$ insert into api_keys (company_id, name, secret_hash, scopes) values (tests.id('acme'), 'x', sha256('x'), '{admin}') $$,
  '42501', null, 'nor makes a key');
select throws_ok($$ update employees set fired_at = now() $$, '42501', null, 'nor fires');
select throws_ok($$ insert into employees default values $$, '42501', null, 'nor hires');

select * from finish();
rollback;
