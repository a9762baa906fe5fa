begin;
select plan(9);
select tests.add_company('acme');
select tests.add_company('other');
select tests.add('tasks', jsonb_build_object('id', tests.id('whole'), 'company_id', tests.id('acme'), 'title', 'whole', 'status', 'planning'));
select tests.add('tasks', jsonb_build_object('id', tests.id('foreign'), 'company_id', tests.id('other'), 'title', 'foreign', 'status', 'planning'));
select tests.add('plans', jsonb_build_object('id', tests.id('plan'), 'company_id', tests.id('acme'), 'task_id', tests.id('whole')));
select tests.add('plans', jsonb_build_object('id', tests.id('foreign plan'), 'company_id', tests.id('other'), 'task_id', tests.id('foreign')));

select throws_ok($$ select tests.add('plans', jsonb_build_object('company_id', tests.id('acme'), 'task_id', tests.id('whole'))) $$, '23505',
  null, 'a task has one plan that is open');
select throws_ok($$ select tests.add('plans', jsonb_build_object('company_id', tests.id('acme'), 'task_id', tests.id('foreign'), 'state', 'replaced')) $$, '23503',
  null, 'no plan is of another company’s task');
select throws_ok($$ select tests.add('tasks', jsonb_build_object('company_id', tests.id('acme'), 'title', 'part', 'plan_id', tests.id('foreign plan'))) $$,
  '23503', null, 'no part is of another company’s plan');

select ok(not has_column_privilege('deskhand_app', 'tasks', 'plan_id', 'update'), 'nobody moves a part to another plan');
select ok(not has_column_privilege('deskhand_orchestrator', 'tasks', 'title', 'update'), 'the planner renames no task');
select ok(not has_column_privilege('deskhand_app', 'plans', 'practice', 'update'), 'nobody calls a rehearsed plan a real one');
select ok(not has_column_privilege('deskhand_app', 'plans', 'cost_micros', 'update'), 'nobody rewrites what a plan cost');

update tasks set status = 'cancelled' where id = tests.id('whole');
select is((select state from plans where id = tests.id('plan')), 'replaced', 'the plan of a cancelled task is not wanted any more');
select is((select state from plans where id = tests.id('foreign plan')), 'wanted', 'others are');
select * from finish();
rollback;
