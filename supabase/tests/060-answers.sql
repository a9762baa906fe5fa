begin;
select plan(18);
select tests.add_company('acme');
select tests.add_employee('acme', 'grace');
select tests.add('messages', tests.message('acme', 'grace', 'hello'));
select tests.add('messages', tests.answer('acme', 'grace', 'answer', 'hello'));
set constraints all immediate;
delete from events;

create function pg_temp.append(at_offset integer, piece text) returns integer language sql as $$
  select deskhand.append_answer(tests.id('answer'), at_offset, piece)
$$;
create function pg_temp.written() returns text language sql as $$ select text from messages where id = tests.id('answer') $$;

select is(pg_temp.append(0, 'Hel'), 3, 'the first piece is written');
select is(pg_temp.append(3, 'lo 🙂'), 7, 'the next follows; letters are counted, not bytes');
select is(pg_temp.written(), 'Hello 🙂', 'and the text is whole');
select results_eq(
  $$ select kind, subject_id, employee_id, data from events order by id $$,
  $$ values ('message.delta', tests.id('answer'), tests.id('grace'), '{"offset": 0, "text": "Hel"}'::jsonb),
            ('message.delta', tests.id('answer'), tests.id('grace'), '{"offset": 3, "text": "lo 🙂"}'::jsonb) $$,
  'each piece is told with its place');

select is(pg_temp.append(0, 'Hel'), 7, 'a repeated piece changes nothing');
select is(pg_temp.append(3, 'lo 🙂'), 7, 'nor does the last one again');
select is(pg_temp.append(7, ''), 7, 'nor an empty one');
select is((select count(*) from events), 2::bigint, 'and is not told again');

select is(pg_temp.append(5, ' 🙂, you'), 12, 'a piece that overlaps goes on from its place');
select is(pg_temp.written(), 'Hello 🙂, you', 'without writing anything twice');

select throws_ok($$ select pg_temp.append(14, 'x') $$, 'DH003', null, 'a piece behind the end would leave a hole');
select throws_ok($$ select pg_temp.append(-1, 'a long enough piece') $$, 'DH003', null, 'there is no place before the beginning');
select is(pg_temp.written(), 'Hello 🙂, you', 'both change nothing');

update messages set status = 'complete', finished_at = now() where id = tests.id('answer');
select is(pg_temp.append(12, 'more'), null, 'a closed answer takes nothing more');
select is(deskhand.append_answer(tests.id('hello'), 0, 'x'), null, 'nor does a message of a member');
select is(deskhand.append_answer(tests.id('nothing'), 0, 'x'), null, 'nor one that is not there');
select is(pg_temp.written(), 'Hello 🙂, you', 'the text stays');

select tests.become('acme owner', 'acme');
select throws_ok($$ select deskhand.append_answer(tests.id('answer'), 0, 'x') $$, '42501', null, 'a member cannot write an answer');

select * from finish();
rollback;
