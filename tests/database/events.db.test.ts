// Readers of events go by id: an id must never become visible after a greater one of the same company.
import type pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { addCompany, insertRow } from '../support/company.ts'
import { openConnections } from '../support/connections.ts'
import { addDesk, addEmployee } from '../support/employee.ts'

const { connect, untilBlocked, close } = await openConnections()
const sql = await connect('seeder')
const first = await connect('first')
const second = await connect('second')
afterAll(close)

const emit = (client: pg.Client, companyId: string) =>
  client.query(`select deskhand.emit_event($1, 'employee', $1, null)`, [companyId])

async function visibleIds(companyId: string): Promise<number[]> {
  const { rows } = await sql.query('select id from events where company_id = $1 order by id', [companyId])
  return rows.map(({ id }) => Number(id))
}

/** A company whose own founding is no event of the test. */
async function quietCompany(): Promise<string> {
  const { companyId } = await addCompany(sql)
  await sql.query('delete from events where company_id = $1', [companyId])
  return companyId
}

test('a transaction that drew a smaller id is visible before a later one can draw the next', async () => {
  const companyId = await quietCompany()
  await first.query('begin')
  await second.query('begin')
  await emit(first, companyId)
  const later = emit(second, companyId)
  await untilBlocked('second')
  expect(await visibleIds(companyId)).toEqual([])
  await first.query('commit')
  await later
  const [earlier] = await visibleIds(companyId)
  await second.query('commit')
  const both = await visibleIds(companyId)
  expect(both).toEqual([earlier, expect.any(Number)])
})

test('companies do not wait for each other', async () => {
  const [mine, yours] = [await quietCompany(), await quietCompany()]
  await first.query('begin')
  await emit(first, mine)
  await emit(second, yours)
  expect(await visibleIds(yours)).toHaveLength(1)
  await first.query('rollback')
})

test('a reader that polls while two write never finds an id behind the last one it saw', async () => {
  const companyId = await quietCompany()
  const writing = { now: true }
  const write = async (client: pg.Client) => {
    for (let count = 0; count < 100; count++) {
      await client.query('begin')
      await client.query('update companies set about = $2 where id = $1', [companyId, `${count}`])
      await client.query('commit')
    }
  }
  const done = Promise.all([write(first), write(second)]).finally(() => {
    writing.now = false
  })
  const seen = new Set<number>()
  let last = 0
  const behind: number[] = []
  while (writing.now) {
    for (const id of await visibleIds(companyId)) {
      if (!seen.has(id) && id < last) behind.push(id)
      seen.add(id)
      last = Math.max(last, id)
    }
  }
  await done
  expect(behind).toEqual([])
  expect(await visibleIds(companyId)).toHaveLength(200)
})

async function listen(): Promise<{ next: () => Promise<unknown> }> {
  const listener = await connect('listener')
  const arrived: unknown[] = []
  const waiting: ((payload: unknown) => void)[] = []
  listener.on('notification', ({ payload }) => {
    const parsed: unknown = JSON.parse(payload ?? 'null')
    const taker = waiting.shift()
    if (taker) taker(parsed)
    else arrived.push(parsed)
  })
  await listener.query('listen deskhand_events')
  return {
    next: () =>
      arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise((take) => waiting.push(take)),
  }
}

test('a change is told to listeners as a small hint that names the event', async () => {
  const { companyId } = await addCompany(sql)
  const { employeeId } = await addEmployee(sql, companyId)
  const hints = await listen()
  await sql.query(`update employees set name = 'Grace' where id = $1`, [employeeId])
  const ids = await visibleIds(companyId)
  expect(await hints.next()).toEqual({
    id: ids.at(-1),
    companyId,
    kind: 'employee',
    subjectId: employeeId,
    employeeId,
  })
})

test('a desk that belongs to nobody is told as a hint without an event', async () => {
  const before = await sql.query('select count(*) from events')
  const hints = await listen()
  await addDesk(sql)
  expect(await hints.next()).toEqual({ kind: 'employee', subjectId: null })
  expect((await sql.query('select count(*) from events')).rows).toEqual(before.rows)
})

test('data of an event does not travel in the hint, however long it is', async () => {
  const companyId = await quietCompany()
  const hints = await listen()
  await sql.query(
    `select deskhand.emit_event($1, 'message.delta', $1, null, jsonb_build_object('text', $2::text))`,
    [companyId, 'x'.repeat(100_000)],
  )
  expect(await hints.next()).toEqual({
    id: expect.any(Number),
    companyId,
    kind: 'message.delta',
    subjectId: companyId,
    employeeId: null,
  })
})

test('what is rolled back was never told', async () => {
  const companyId = await quietCompany()
  const hints = await listen()
  await first.query('begin')
  await insertRow(first, 'idempotency_keys', {
    company_id: companyId,
    key: 'x',
    request_hash: Buffer.alloc(32),
  })
  await emit(first, companyId)
  await first.query('rollback')
  await sql.query(`select deskhand.emit_event($1, 'told', $1, null)`, [companyId])
  expect(await hints.next()).toMatchObject({ kind: 'told' })
})
