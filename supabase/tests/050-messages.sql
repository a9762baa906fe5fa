begin;
select plan(27);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add_employee('acme', 'linus');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.message('acme', 'grace', 'and then'));

-- What a member writes
select tests.allows('messages', tests.message('acme', 'grace', 'x') || '{"status": "delivered"}', 'a message is delivered');
select tests.allows('messages', tests.message('acme', 'grace', 'x') || '{"status": "withdrawn"}', 'or withdrawn');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || '{"status": "streaming"}', 'a member does not stream');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || '{"status": "complete"}', 'nor does its message complete');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('reply_to', tests.id('hello')), 'nor is it an answer');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || '{"author": "system"}', 'there are two authors');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || '{"client_key": "short"}', 'a client’s key cannot be guessed');
select tests.forbids('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('text', repeat('x', 400001)), 'a text ends somewhere');

-- What an employee answers
create function pg_temp.reply(changes jsonb) returns jsonb language sql as $$
  select tests.answer('acme', 'grace', 'x', 'hello') || changes
$$;
select tests.allows('messages', pg_temp.reply('{}'), 'an answer streams');
select tests.forbids('messages', pg_temp.reply('{"reply_to": null}'), 'an answer answers something');
select tests.forbids('messages', pg_temp.reply('{"status": "queued"}'), 'an answer is not queued');
select tests.forbids('messages', pg_temp.reply('{"status": "delivered"}'), 'nor delivered');
select tests.forbids('messages', pg_temp.reply('{"status": "lost"}'), 'nor anything unheard of');
select tests.forbids('messages', pg_temp.reply('{"finished_at": "2026-01-01"}'), 'what streams has not finished');
select tests.forbids('messages', pg_temp.reply('{"status": "complete"}'), 'what is complete has');
select tests.allows('messages', pg_temp.reply('{"status": "complete", "finished_at": "2026-01-01"}'), 'at a time');
select tests.allows('messages', pg_temp.reply('{"status": "stopped", "finished_at": "2026-01-01"}'), 'a stopped one too');
select tests.forbids('messages', pg_temp.reply('{"status": "failed", "finished_at": "2026-01-01"}'), 'a failure is told');
select tests.allows('messages', pg_temp.reply('{"status": "failed", "finished_at": "2026-01-01",
  "failure": {"code": "x", "text": "x", "action": "x"}}'), 'with code, text and what to do');
select tests.forbids('messages', pg_temp.reply('{"status": "failed", "finished_at": "2026-01-01", "failure": {"code": "x", "text": "x"}}'),
  'with all three');
select tests.forbids('messages', pg_temp.reply('{"failure": {"code": "x", "text": "x", "action": "x"}}'), 'what has not failed tells none');

-- Never two
select tests.add('messages', tests.answer('acme', 'grace', 'first answer', 'hello'));
select tests.already_taken('messages', tests.answer('acme', 'grace', 'x', 'and then'), 'a conversation has one answer streaming');
update messages set status = 'complete', finished_at = now() where id = tests.id('first answer');
select tests.already_taken('messages', tests.answer('acme', 'grace', 'x', 'hello'), 'a message has one living answer');
select tests.allows('messages', tests.answer('acme', 'grace', 'x', 'and then'), 'the next message is answered next');
update messages set superseded_at = now() where id = tests.id('first answer');
select tests.allows('messages', tests.answer('acme', 'grace', 'x', 'hello'), 'a superseded answer makes room for another');

-- Sent twice
select tests.add('messages', tests.message('acme', 'grace', 'once') || '{"client_key": "12345678"}');
select tests.already_taken('messages', tests.message('acme', 'grace', 'x') || '{"client_key": "12345678"}', 'a repeated send is one message');
select tests.allows('messages', tests.message('acme', 'linus', 'x') || '{"client_key": "12345678"}', 'in its conversation');

select * from finish();
rollback;
