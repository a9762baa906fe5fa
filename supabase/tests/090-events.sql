-- What is told to pages and reconcilers, and what is not.
begin;
select plan(26);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.answer('acme', 'grace', 'answer', 'hello'));
select tests.add('hosts', jsonb_build_object('id', tests.id('host'), 'name', 'host', 'runtime', 'process', 'version', '1'));
select tests.add('api_keys', tests.api_key('acme', 'key'));
select tests.add('invitations', tests.invitation('acme') || jsonb_build_object('id', tests.id('invitation')));
set constraints all immediate;
delete from events;

-- The events of one statement, as `kind subject employee`, each id by its word.
create function pg_temp.told(statement text) returns text language plpgsql as $$
declare told text;
begin
  delete from public.events;
  execute statement;
  select string_agg(concat_ws(' ', kind,
      (select word from unnest(array['acme', 'grace', 'hello', 'answer', 'grace talk', 'acme owner', 'bob', 'key', 'new key', 'invitation', 'new']) word
        where tests.id(word) = subject_id),
      case when employee_id = tests.id('grace') then 'of grace' end, data), '; ' order by id)
    into told from public.events;
  return coalesce(told, 'nothing');
end
$$;

select is(pg_temp.told($$ update employees set name = 'x' $$), 'employee grace of grace', 'a changed employee');
select is(pg_temp.told($$ update desks set desired_state = 'asleep' $$), 'employee grace of grace', 'a desk that shall sleep');
select is(pg_temp.told(format($$ update desks set host_id = %L, observed_state = 'ready' $$, tests.id('host'))), 'employee grace of grace', 'a desk seen ready');
select is(pg_temp.told($$ update desks set observed_at = now() $$), 'nothing', 'a desk seen unchanged is no news');
select is(pg_temp.told($$ update desks set observed_state = observed_state $$), 'nothing', 'nor is one written as it was');
select is(pg_temp.told($$ insert into desks default values $$), 'nothing', 'a warm desk is no company’s news');
select is(pg_temp.told($$ select tests.add('desks', tests.desk('acme', 'grace') || '{"desired_state": "absent"}') $$),
  'employee grace of grace', 'a desk for somebody is');
select is(pg_temp.told($$ select tests.add('messages', tests.message('acme', 'grace', 'new')) $$), 'message new of grace', 'a new message');
select is(pg_temp.told($$ update messages set status = 'delivered' where id = tests.id('hello') $$), 'message hello of grace', 'a delivered message');
select is(pg_temp.told($$ update messages set text = 'x' where id = tests.id('answer') $$), 'nothing', 'text that grows is told by its pieces');
select is(pg_temp.told($$ update messages set stop_requested_at = now() where id = tests.id('answer') $$), 'message answer of grace', 'a wish to stop');
select is(pg_temp.told($$ select deskhand.append_answer(tests.id('answer'), 1, 'y') $$),
  'message.delta answer of grace {"text": "y", "offset": 1}', 'a piece of an answer');
select matches(pg_temp.told($$ select tests.add('tool_calls', jsonb_build_object('company_id', tests.id('acme'),
  'message_id', tests.id('answer'), 'call_id', 'x', 'name', 'x', 'status', 'running', 'text_offset', 0)) $$),
  '^message\.tool answer of grace \{"toolCallId": "[-0-9a-f]{36}"\}$', 'a tool call');
select matches(pg_temp.told($$ update tool_calls set output = 'x' $$), '^message\.tool answer of grace', 'its output');
select is(pg_temp.told($$ insert into conversation_reads (company_id, conversation_id, user_id, read_seq)
  values (tests.id('acme'), tests.id('grace talk'), tests.id('acme owner'), 3) $$),
  format('conversation.read grace talk of grace {"userId": "%s", "readSeq": 3}', tests.id('acme owner')), 'how far a member has read');
select is(pg_temp.told($$ select tests.add('members', tests.member('acme', 'bob')) $$), 'member bob', 'a new member');
select is(pg_temp.told($$ update members set display_name = 'x' where user_id = tests.id('bob') $$), 'member bob', 'a changed one');
select is(pg_temp.told($$ delete from members where user_id = tests.id('bob') $$), 'member bob', 'one that left');
select is(pg_temp.told($$ update companies set name = 'x' $$), 'company acme', 'a renamed company');
select is(pg_temp.told($$ select tests.add('api_keys', tests.api_key('acme', 'new key')) $$), 'api_key new key', 'a new key');
select is(pg_temp.told($$ update api_keys set last_used_at = now() $$), 'nothing', 'a used key is no news');
select is(pg_temp.told($$ update api_keys set revoked_at = now() where id = tests.id('key') $$), 'api_key key', 'a revoked one is');
select is(pg_temp.told($$ update invitations set revoked_at = now() $$), 'invitation invitation', 'a revoked invitation');

-- Forgetting
update events set at = now() - interval '2 hours';
select tests.add('employees', tests.employee('acme', 'new'));
set local role deskhand_orchestrator;
select is(deskhand.prune_events(interval '1 hour'), 1::bigint, 'old events are forgotten');
select is((select count(*) from events), 1::bigint, 'new ones are kept');
select tests.become('acme owner', 'acme');
select throws_ok($$ select deskhand.emit_event(tests.id('acme'), 'x', tests.id('acme'), null) $$, '42501', null, 'nobody tells what did not happen');

select * from finish();
rollback;
