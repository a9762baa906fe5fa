begin;
select plan(26);
select tests.add_company('acme');
select tests.add_company('globex');
select tests.add('members', tests.member('acme', 'bob'));
select tests.add('members', tests.member('acme', 'ada', 'admin'));
select tests.add('api_keys', tests.api_key('acme', 'reader'));
select tests.add('api_keys', tests.api_key('acme', 'manager') || '{"scopes": ["read", "admin"]}');
select tests.add('api_keys', tests.api_key('acme', 'revoked') || '{"scopes": ["admin"], "revoked_at": "2026-01-01"}');
select tests.add('api_keys', tests.api_key('acme', 'expired') || jsonb_build_object('scopes', '{admin}', 'expires_at', now() - interval '1 second'));

-- Facts of keys
select tests.forbids('api_keys', tests.api_key('acme', 'x') || '{"scopes": []}', 'a key has a scope');
select tests.forbids('api_keys', tests.api_key('acme', 'x') || '{"scopes": ["read", "root"]}', 'and only such as exist');
select tests.forbids('api_keys', tests.api_key('acme', 'x') || '{"secret_hash": "\\x00"}', 'it keeps a digest, never the secret');
select tests.forbids('api_keys', tests.api_key('acme', 'x') || '{"expires_at": "2001-01-01"}', 'it does not expire before it is made');
select tests.already_taken('api_keys', tests.api_key('globex', 'x') || jsonb_build_object('secret_hash', sha256('reader')),
  'two companies never share a secret');

-- Who is believed to act in which company
select tests.become('acme owner', 'acme');
select is(deskhand.caller_company_id(), tests.id('acme'), 'a member acts in the company it names');
select ok(deskhand.caller_manages(), 'an owner manages');
select tests.become('ada', 'acme');
select ok(deskhand.caller_manages(), 'an admin manages');
select tests.become('bob', 'acme');
select ok(not deskhand.caller_manages(), 'a member does not manage');
select tests.become('bob');
select is(deskhand.caller_company_id(), null, 'who names no company acts in none');
select tests.become('acme owner', 'globex');
select is(deskhand.caller_company_id(), null, 'who names a company of others acts in none');
select ok(not deskhand.caller_manages(), 'and manages nothing there');
select tests.become('bob', 'nowhere');
select is(deskhand.caller_company_id(), null, 'a company that is not there is nobody’s');

select tests.become_key('reader', 'acme');
select is(deskhand.caller_company_id(), tests.id('acme'), 'a key acts in its company');
select ok(not deskhand.caller_manages(), 'a key without the scope admin does not manage');
select tests.become_key('manager', 'acme');
select ok(deskhand.caller_manages(), 'a key with the scope admin manages');
select tests.become_key('manager', 'globex');
select is(deskhand.caller_company_id(), null, 'a key does not act in another company');
select tests.become_key('revoked', 'acme');
select is(deskhand.caller_company_id(), null, 'a revoked key acts nowhere');
select tests.become_key('expired', 'acme');
select is(deskhand.caller_company_id(), null, 'an expired key acts nowhere');

-- Looking a key up by its secret
select results_eq($$ select id, scopes from deskhand.find_api_key(sha256('manager')) $$,
  $$ values (tests.id('manager'), array['read', 'admin']) $$, 'a secret finds its key');
select is_empty($$ select * from deskhand.find_api_key(sha256('guess')) $$, 'a guess finds none');
select is_empty($$ select * from deskhand.find_api_key(sha256('revoked')) $$, 'a revoked key is not found');
select is_empty($$ select * from deskhand.find_api_key(sha256('expired')) $$, 'an expired key is not found');
reset role;
select is((select last_used_at from api_keys where id = tests.id('manager')), now(), 'the use is noted');
update api_keys set last_used_at = now() - interval '30 seconds' where id = tests.id('manager');
select isnt_empty($$ select deskhand.find_api_key(sha256('manager')) $$, 'a key may be used often');
select is((select last_used_at from api_keys where id = tests.id('manager')), now() - interval '30 seconds', 'which is noted once a minute');

select * from finish();
rollback;
