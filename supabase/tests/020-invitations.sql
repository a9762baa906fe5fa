begin;
select plan(25);
select tests.add_company('acme');

-- Facts
select tests.allows('invitations', tests.invitation('acme'), 'an invitation is open');
select tests.forbids('invitations', tests.invitation('acme') || '{"token_hash": "\\x00"}', 'it keeps a digest of 32 bytes');
select tests.forbids('invitations', tests.invitation('acme') || '{"expires_at": "2001-01-01"}', 'it does not expire before it is made');
select tests.forbids('invitations', tests.invitation('acme') || '{"accepted_at": "2026-01-01", "revoked_at": "2026-01-01"}',
  'it is not accepted and revoked');
select tests.forbids('invitations', tests.invitation('acme') || '{"role": "boss"}', 'it is to one of the roles');

select tests.add('invitations', tests.invitation('acme'));
select tests.already_taken('invitations', tests.invitation('acme') || jsonb_build_object('token_hash', sha256('other')),
  'an address has one open invitation to a company');
select tests.already_taken('invitations', tests.invitation('acme') || '{"email": "another@example.com"}', 'a token is there once');

-- The page behind the link
select tests.become('guest');
select results_eq(
  $$ select company_name, email, role, open from deskhand.read_invitation(sha256('token')) $$,
  $$ values ('acme', 'Guest@Example.com', 'member', true) $$, 'the link shows who invites whom');
select is_empty($$ select * from deskhand.read_invitation(sha256('guess')) $$, 'a wrong token shows nothing');

-- Accepting
select is(deskhand.accept_invitation(sha256('guess'), 'Guest'), null, 'a wrong token opens nothing');
select tests.become('stranger');
select is(deskhand.accept_invitation(sha256('token'), 'Stranger'), null, 'somebody else cannot use the link');
reset role;
select is((select count(*) from members where company_id = tests.id('acme')), 1::bigint, 'nobody came in');

create temporary table open_invitation as select id from invitations;
grant select on open_invitation to public;
savepoint open;
update invitations set revoked_at = now();
select tests.become('guest');
select is(deskhand.accept_invitation(sha256('token'), 'Guest'), null, 'a revoked invitation opens nothing');
rollback to savepoint open;
update invitations set created_at = now() - interval '2 days', expires_at = now() - interval '1 second';
select tests.become('guest');
select is(deskhand.accept_invitation(sha256('token'), 'Guest'), null, 'an expired invitation opens nothing');
select results_eq($$ select open from deskhand.read_invitation(sha256('token')) $$, $$ values (false) $$, 'and the link says so');
rollback to savepoint open;

-- Without the link
select tests.become('stranger');
select is_empty($$ select * from deskhand.waiting_invitations() $$, 'a stranger finds no invitation waiting');
select is(deskhand.accept_waiting_invitation((select id from pg_temp.open_invitation), 'Stranger'), null, 'nor can use one by its id');
select tests.become('guest');
select results_eq($$ select company_name, role from deskhand.waiting_invitations() $$, $$ values ('acme', 'member') $$,
  'who signs in with the invited address finds it waiting');
select is(deskhand.accept_waiting_invitation((select id from pg_temp.open_invitation), 'Guest'), tests.id('acme'), 'and comes in');
select is_empty($$ select * from deskhand.waiting_invitations() $$, 'then nothing waits any more');
rollback to savepoint open;

select tests.become('guest');
select is(deskhand.accept_invitation(sha256('token'), 'Guest'), tests.id('acme'), 'the invited address comes in, whatever its case');
select is(deskhand.accept_invitation(sha256('token'), 'Guest'), null, 'a link works once');
reset role;
select results_eq(
  $$ select email::text, display_name, role from members where user_id = tests.id('guest') $$,
  $$ values ('guest@example.com', 'Guest', 'member') $$, 'with the name and the role it was meant for');

-- Somebody who is in already
insert into invitations (company_id, email, role, token_hash, invited_by, expires_at)
  values (tests.id('acme'), 'guest@example.com', 'owner', sha256('again'), tests.id('acme owner'), now() + interval '1 day');
select tests.become('guest');
select is(deskhand.accept_invitation(sha256('again'), 'Guest'), tests.id('acme'), 'a member may follow another invitation');
reset role;
select is((select role from members where user_id = tests.id('guest')), 'member', 'and stays what it was');

select * from finish();
rollback;
