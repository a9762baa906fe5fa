-- No row of a company can name a row of another one.
begin;
select plan(22);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add_employee('acme', 'grace');
select tests.add_employee('globex', 'linus');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.message('globex', 'linus', 'secret'));
select tests.add('messages', tests.answer('globex', 'linus', 'secret answer', 'secret') || '{"superseded_at": "2026-01-01"}');
select tests.add('api_keys', tests.api_key('globex', 'key'));
create function pg_temp.row(variadic facts text[]) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme')) || jsonb_object(facts)
$$;
create function pg_temp.ledger(variadic facts text[]) returns jsonb language sql as $$
  select jsonb_build_object('company_id', tests.id('acme'), 'employee_id', tests.id('grace'), 'desk_id', tests.id('grace desk'),
    'model', 'practice', 'practice', true) || jsonb_object(facts)
$$;

select tests.cannot_link('desks', pg_temp.row('employee_id', tests.id('linus')::text, 'desired_state', 'absent'), 'a desk of another company’s employee');
select tests.cannot_link('hire_drafts', pg_temp.row('user_id', tests.id('globex owner')::text), 'a hire by another company’s member');
select tests.cannot_link('hire_drafts', pg_temp.row('user_id', tests.id('acme owner')::text, 'employee_id', tests.id('linus')::text),
  'a hire of another company’s employee');
select tests.cannot_link('conversations', pg_temp.row('employee_id', tests.id('linus')::text, 'session_key', 'x'),
  'a conversation with another company’s employee');
select tests.cannot_link('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('conversation_id', tests.id('linus talk')),
  'a message in another company’s conversation');
select tests.cannot_link('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('employee_id', tests.id('linus')),
  'a message to another company’s employee');
select tests.cannot_link('messages', tests.message('acme', 'linus', 'x'), 'a message of one company in a whole talk of another');
select tests.cannot_link('messages', tests.answer('acme', 'grace', 'x', 'secret'), 'an answer to another company’s message');
select tests.cannot_link('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('replaces', tests.id('secret')),
  'a correction of another company’s message');
select tests.cannot_link('messages', tests.message('acme', 'grace', 'x') || jsonb_build_object('api_key_id', tests.id('key')),
  'a message by another company’s key');
select tests.cannot_link('tool_calls', pg_temp.row('message_id', tests.id('secret answer')::text, 'call_id', 'x', 'name', 'x',
  'status', 'running', 'text_offset', '0'), 'a tool call in another company’s answer');
select tests.cannot_link('attachments', pg_temp.row('employee_id', tests.id('linus')::text, 'name', 'x', 'media_type', 'x/y',
  'size_bytes', '1', 'content', '\x78'), 'a file for another company’s employee');
select tests.cannot_link('attachments', pg_temp.row('employee_id', tests.id('grace')::text, 'message_id', tests.id('secret')::text,
  'name', 'x', 'media_type', 'x/y', 'size_bytes', '1', 'content', '\x78'), 'a file in another company’s message');
select tests.cannot_link('conversation_reads', pg_temp.row('conversation_id', tests.id('linus talk')::text,
  'user_id', tests.id('acme owner')::text), 'a read mark in another company’s conversation');
select tests.cannot_link('conversation_reads', pg_temp.row('conversation_id', tests.id('grace talk')::text,
  'user_id', tests.id('globex owner')::text), 'a read mark of another company’s member');
select tests.cannot_link('ledger_entries', pg_temp.ledger('employee_id', tests.id('linus')::text), 'a cost of another company’s employee');
select tests.cannot_link('ledger_entries', pg_temp.ledger('desk_id', tests.id('linus desk')::text), 'a cost at another company’s desk');
select tests.cannot_link('ledger_entries', pg_temp.ledger('message_id', tests.id('secret')::text), 'a cost of another company’s message');
select tests.allows('ledger_entries', pg_temp.ledger('message_id', tests.id('hello')::text), 'its own is its own');

select lives_ok($$ delete from members where user_id = tests.id('globex owner') and company_id = tests.id('acme') $$,
  'leaving one company touches no other');

-- What holds for tables that are yet to come
select is_empty($$
  select conrelid::regclass, conname from pg_constraint
  where contype = 'f' and connamespace = 'public'::regnamespace
    and exists (select from pg_attribute where attrelid = confrelid and attname = 'company_id')
    and not exists (
      select from unnest(conkey, confkey) pair (own, theirs)
      join pg_attribute own on own.attrelid = conrelid and own.attnum = pair.own and own.attname = 'company_id'
      join pg_attribute theirs on theirs.attrelid = confrelid and theirs.attnum = pair.theirs and theirs.attname = 'company_id')
$$, 'every foreign key to a row of a company names the company too');
select is_empty($$
  select attrelid::regclass, attname from pg_attribute
  join pg_class on pg_class.oid = attrelid and relkind = 'r' and relnamespace = 'public'::regnamespace
  where atttypid = 'uuid'::regtype and attnum > 0
    and attname not in ('id', 'user_id', 'founded_by', 'invited_by', 'hired_by', 'created_by', 'uploaded_by', 'asked_by', 'decided_by', 'answered_by')
    -- The log of what was: it outlives what it names, and is only read through its company.
    and (attrelid::regclass::text, attname) not in (('events', 'company_id'), ('events', 'subject_id'), ('events', 'employee_id'),
      ('audit_entries', 'actor_id'), ('audit_entries', 'subject_id'), ('task_timeline', 'actor_id'),
      ('operator_acts', 'operator_id'), ('operator_acts', 'subject_id'),
      -- A company, an employee or a task; written by functions alone, from rows that are held.
      ('spend', 'subject_id'))
    and not exists (select from pg_constraint where contype = 'f' and conrelid = attrelid and attnum = any (conkey))
$$, 'every other id is held by a foreign key');

select * from finish();
rollback;
