begin;
select plan(21);

-- Facts
select tests.allows('companies', '{"name": "Acme"}', 'a company has a name');
select tests.forbids('companies', '{"name": ""}', 'and not an empty one');
select tests.forbids('companies', '{"name": "Acme", "trial_started_at": "2026-01-01", "trial_ends_at": "2026-01-08"}', 'a trial is a trial of a plan');
select tests.allows('companies', '{"name": "Acme", "plan_key": "solo", "trial_started_at": "2026-01-01", "trial_ends_at": "2026-01-08"}', 'a trial of a plan may start');
select tests.forbids('companies', '{"name": "Acme", "plan_key": "../solo"}', 'a plan key is a plain word');

-- Founding
select throws_ok($$ select deskhand.found_company('Acme', 'Ann') $$, 'DH002', null, 'nobody known founds nothing');
select tests.become('ann');
select isnt(deskhand.found_company('Acme', 'Ann'), null, 'a visitor founds a company');
select is(deskhand.found_company('Other words', 'Ann'), deskhand.found_company('Acme', 'Ann'), 'founding again gives the same company');
reset role;
select results_eq(
  $$ select role, email::text, display_name from members where user_id = tests.id('ann') $$,
  $$ values ('owner', 'ann@example.com', 'Ann') $$, 'the founder is its owner');
select is((select count(*) from companies where founded_by = tests.id('ann')), 1::bigint, 'there is one company');

-- The last owner
create function pg_temp.acme() returns uuid language sql as $$ select id from companies where founded_by = tests.id('ann') $$;
insert into members (company_id, user_id, email, role) values (pg_temp.acme(), tests.id('bob'), 'bob@example.com', 'member');
select throws_ok(
  $$ delete from members where user_id = tests.id('ann'); set constraints members_keep_an_owner immediate $$,
  'DH001', null, 'the last owner cannot leave');
select throws_ok(
  $$ update members set role = 'admin' where user_id = tests.id('ann'); set constraints members_keep_an_owner immediate $$,
  'DH001', null, 'nor become less');
select lives_ok(
  $$ delete from members where user_id = tests.id('bob'); set constraints members_keep_an_owner immediate; set constraints all deferred $$,
  'a member may leave');
insert into members (company_id, user_id, email, role) values (pg_temp.acme(), tests.id('bob'), 'bob@example.com', 'member');
select lives_ok(
  $$ update members set role = 'member' where user_id = tests.id('ann');
     update members set role = 'owner' where user_id = tests.id('bob');
     set constraints members_keep_an_owner immediate; set constraints all deferred $$,
  'ownership is handed over in one transaction, in whichever order');
select lives_ok(
  $$ delete from members where user_id = tests.id('ann'); set constraints members_keep_an_owner immediate; set constraints all deferred $$,
  'who handed over may leave');
select tests.become('ann');
select isnt(deskhand.found_company('Second', 'Ann'), null, 'and may found another company');
reset role;
select results_eq(
  $$ select companies.name from members join companies on companies.id = company_id where user_id = tests.id('ann') $$,
  $$ values ('Second') $$, 'which is another one');

-- Members
select tests.add_company('globex');
select tests.forbids('members', tests.member('globex', 'carl', 'boss'), 'there are three roles');
select tests.already_taken('members', tests.member('globex', 'GLOBEX owner'), 'an address is in a company once, whatever its case');
select tests.allows('members', tests.member('globex', 'bob'), 'and may be in several companies');
select tests.cannot_link('members', tests.member('nowhere', 'carl'), 'a member is a member of something');

select * from finish();
rollback;
