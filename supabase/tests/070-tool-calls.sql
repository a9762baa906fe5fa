begin;
select plan(15);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.answer('acme', 'grace', 'answer', 'hello'));

create function pg_temp.call(changes jsonb) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme'), 'message_id', tests.id('answer'), 'call_id', 'call-1',
    'name', 'browser', 'status', 'running', 'text_offset', 0) || changes
$$;
select tests.allows('tool_calls', pg_temp.call('{}'), 'a call runs');
select tests.forbids('tool_calls', pg_temp.call('{"status": "done"}'), 'what is done has ended');
select tests.allows('tool_calls', pg_temp.call('{"status": "done", "ended_at": "2026-01-01"}'), 'at a time');
select tests.allows('tool_calls', pg_temp.call('{"status": "interrupted", "ended_at": "2026-01-01"}'), 'what is interrupted too');
select tests.forbids('tool_calls', pg_temp.call('{"ended_at": "2026-01-01"}'), 'what runs has not');
select tests.forbids('tool_calls', pg_temp.call('{"status": "lost"}'), 'a status is one of four');
select tests.forbids('tool_calls', pg_temp.call('{"text_offset": -1}'), 'a call has its place in the text');
select tests.forbids('tool_calls', pg_temp.call(jsonb_build_object('output', repeat('x', 262145))), 'an output ends somewhere');
select tests.add('tool_calls', pg_temp.call('{}'));
select tests.already_taken('tool_calls', pg_temp.call('{}'), 'a call is told once');

create function pg_temp.file(changes jsonb) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'), 'name', 'notes.txt',
    'media_type', 'text/plain', 'size_bytes', 1, 'content', '\x78'::bytea) || changes
$$;
select tests.allows('attachments', pg_temp.file('{}'), 'a file waits for its message');
select tests.allows('attachments', pg_temp.file(jsonb_build_object('message_id', tests.id('hello'))), 'or is of one');
select tests.forbids('attachments', pg_temp.file('{"size_bytes": 2}'), 'a file is as large as it says');
select tests.forbids('attachments', pg_temp.file('{"size_bytes": 0, "content": "\\x"}'), 'and is not empty');
select tests.forbids('attachments', pg_temp.file('{"name": ""}'), 'and has a name');
select tests.forbids('attachments', pg_temp.file(jsonb_build_object('size_bytes', 4194305,
  'content', convert_to(repeat('x', 4194305), 'UTF8'))), 'and ends at 4 MiB');

select * from finish();
rollback;
