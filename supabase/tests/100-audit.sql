begin;
select plan(24);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add('api_keys', tests.api_key('acme', 'key') || '{"scopes": ["admin"]}');
create function pg_temp.write(company text, action text) returns void language sql as $$
  select deskhand.append_audit(tests.id(company), action, tests.id('something'), '{"from": "a", "to": "b"}')
$$;
grant execute on all functions in schema pg_temp to public;

-- Who is written down
select throws_ok($$ select pg_temp.write('acme', 'company.renamed') $$, 'DH002', null, 'nobody known writes nothing');
select tests.become('globex owner', 'globex');
select throws_ok($$ select pg_temp.write('acme', 'company.renamed') $$, 'DH002', null, 'nobody writes for another company');
select tests.become('acme owner', 'acme');
select lives_ok($$ select pg_temp.write('acme', 'company.renamed') $$, 'a member is written down');
select tests.become_key('key', 'acme');
select lives_ok($$ select pg_temp.write('acme', 'company.renamed') $$, 'a key');
set local role deskhand_orchestrator;
select lives_ok($$ select pg_temp.write('acme', 'employee.left') $$, 'the system');
select tests.become('acme owner', 'acme');
select results_eq($$ select seq, actor_kind, actor_id, action from audit_entries order by seq $$,
  $$ values (1::bigint, 'member', tests.id('acme owner'), 'company.renamed'), (2, 'api_key', tests.id('key'), 'company.renamed'),
            (3, 'system', null, 'employee.left') $$, 'each by what it is');
select throws_ok($$ select pg_temp.write('acme', 'Renamed!') $$, '23514', null, 'an action is named thing.verb');
select throws_ok($$ select deskhand.append_audit(tests.id('acme'), 'a.b', null, jsonb_build_object('x', repeat('x', 9000))) $$,
  '23514', null, 'details are short');
select is(deskhand.verify_audit(tests.id('acme')), null, 'the chain is whole');
select is(deskhand.verify_audit(tests.id('globex')), null, 'so is one without entries');
reset role;
select is((select previous_hash from audit_entries where company_id = tests.id('acme') and seq = 1),
  decode(repeat('00', 32), 'hex'), 'it begins with nothing before it');

-- Nobody changes it
select throws_ok($$ update audit_entries set action = 'a.b' $$, 'DH004', null, 'an entry is not changed');
select throws_ok($$ delete from audit_entries $$, 'DH004', null, 'nor taken out');
select throws_ok($$ truncate audit_entries $$, 'DH004', null, 'nor are all of them');
set local role deskhand_orchestrator;
select throws_ok($$ update audit_entries set action = 'a.b' $$, '42501', null, 'least of all by the orchestrator');
select tests.become('acme owner', 'acme');
select throws_ok($$ insert into audit_entries select * from audit_entries $$, '42501', null, 'nor does anybody write one by hand');
reset role;

-- Who does it all the same is found out
create function pg_temp.broken_after(tampering text) returns bigint language plpgsql as $$
declare broken bigint;
begin
  perform set_config('session_replication_role', 'replica', true);
  execute tampering;
  broken := deskhand.verify_audit(tests.id('acme'));
  raise exception 'undone' using errcode = 'TS000', detail = coalesce(broken::text, 'whole');
exception when sqlstate 'TS000' then
  return broken;
end
$$;
select is(pg_temp.broken_after($$ select $$), null, 'who changes nothing breaks nothing');
select is(pg_temp.broken_after($$ update audit_entries set details = '{}' where seq = 2 $$), 2::bigint, 'a changed entry');
select is(pg_temp.broken_after($$ update audit_entries set actor_id = tests.id('bob') where seq = 1 $$), 1::bigint, 'a changed actor');
select is(pg_temp.broken_after($$ update audit_entries set at = at - interval '1 microsecond' where seq = 3 $$), 3::bigint, 'a changed time');
select is(pg_temp.broken_after($$ delete from audit_entries where seq = 2 $$), 3::bigint, 'a missing entry');
select is(pg_temp.broken_after($$ delete from audit_entries where seq = 1 $$), 2::bigint, 'a missing beginning');
select is(pg_temp.broken_after($$
  update audit_entries set action = 'a.b' where seq = 2;
  update audit_entries entry set hash = deskhand.audit_hash(entry) where seq = 2 $$), 3::bigint, 'a changed entry with a new hash');
select is(pg_temp.broken_after($$ update audit_entries set company_id = tests.id('globex') where seq = 2 $$), 3::bigint,
  'an entry moved to another company');

select * from finish();
rollback;
