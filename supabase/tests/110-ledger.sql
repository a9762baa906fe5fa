begin;
select plan(13);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
create function pg_temp.call(changes jsonb) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'), 'desk_id', tests.id('grace desk'),
    'model', 'claude', 'practice', false) || changes
$$;
select tests.allows('ledger_entries', pg_temp.call('{}'), 'a call is opened before it goes out');
select tests.forbids('ledger_entries', pg_temp.call('{"state": "settled", "http_status": 200}'), 'what is settled was settled at a time');
select tests.forbids('ledger_entries', pg_temp.call('{"settled_at": "2026-01-01"}'), 'what is open was not');
select tests.forbids('ledger_entries', pg_temp.call('{"state": "settled", "settled_at": "2026-01-01"}'), 'what is settled had an answer');
select tests.allows('ledger_entries', pg_temp.call('{"state": "settled", "settled_at": "2026-01-01", "http_status": 200,
  "input_tokens": 1, "output_tokens": 1, "cost_micros": 12}'), 'with what it cost');
select tests.allows('ledger_entries', pg_temp.call('{"state": "failed", "settled_at": "2026-01-01"}'), 'what failed may have had none');
select tests.forbids('ledger_entries', pg_temp.call('{"state": "lost"}'), 'a state is one of four');
select tests.forbids('ledger_entries', pg_temp.call('{"cost_micros": -1}'), 'nothing costs less than nothing');
select tests.forbids('ledger_entries', pg_temp.call('{"output_tokens": -1}'), 'nor are tokens given back');
select tests.forbids('ledger_entries', pg_temp.call('{"http_status": 42}'), 'a status is one of HTTP');

-- Whose book it is
select tests.add('ledger_entries', pg_temp.call('{}'));
select tests.become('acme owner', 'acme');
select is((select count(*) from ledger_entries), 1::bigint, 'the company reads it');
select throws_ok($$ update ledger_entries set cost_micros = 0 $$, '42501', null, 'and does not write in it');
set local role deskhand_orchestrator;
select throws_ok($$ delete from ledger_entries $$, '42501', null, 'what was spent stays spent');

select * from finish();
rollback;
