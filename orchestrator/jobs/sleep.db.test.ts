// Who falls asleep, who does not, and that nobody sleeps over a message.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sendMessage } from '#lib/chat/send-message.ts'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addAnswer, addEmployee, addHost, addMessage, type Employee } from '#tests/support/employee.ts'
import { sleepIdleDesks } from './keep-house.ts'

let fresh: FreshDatabase
let sql: pg.Client
let other: pg.Client
let company: Company
let ada: Employee

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 8, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  other = new pg.Client({ connectionString: fresh.databaseUrl })
  await Promise.all([sql.connect(), other.connect()])
})
afterAll(async () => {
  await Promise.all([sql.end(), other.end()])
  await closeDatabase()
  await fresh.drop()
})
beforeEach(async () => {
  await sql.query("update desks set desired_state = 'absent'")
  company = await addCompany(sql, { planKey: 'studio' })
  ada = await addIdle()
})

async function addIdle(employee = {}, desk = {}): Promise<Employee> {
  return addEmployee(sql, company.companyId, {
    employee: { active_at: ago(31), ...employee },
    desk: {
      host_id: await addHost(sql),
      observed_state: 'ready',
      observed_generation: 1,
      desired_at: ago(40),
      ready_at: ago(39),
      ...desk,
    },
  })
}
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const desiredOf = async ({ deskId }: Employee) =>
  (await sql.query('select desired_state from desks where id = $1', [deskId])).rows[0].desired_state
const fallAsleep = (client: pg.Client) => client.query('select deskhand.sleep_idle_desks()')

function addSession(columns = {}) {
  return insertRow(sql, 'desk_sessions', {
    secret_hash: Buffer.alloc(32, Math.random() * 256),
    company_id: ada.companyId,
    desk_id: ada.deskId,
    employee_id: ada.employeeId,
    user_id: company.owner.userId,
    may_control: false,
    ends_at: new Date(Date.now() + 60_000),
    ...columns,
  })
}

describe('somebody at whose desk nothing has happened for half an hour', () => {
  it('goes to sleep', async () => {
    await sleepIdleDesks()
    expect(await desiredOf(ada)).toBe('asleep')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['worked a moment ago', () => change('employees', 'active_at = now()')],
    ['was started a moment ago', () => change('desks', 'desired_at = now()')],
    ['became ready a moment ago', () => change('desks', 'ready_at = now()')],
    ['never sleeps', () => change('employees', 'sleep_after_minutes = null')],
    ['sleeps later', () => change('employees', 'sleep_after_minutes = 60')],
    ['has a message waiting', () => addMessage(sql, ada, company.owner)],
    [
      'is in the middle of an answer',
      async () =>
        addAnswer(sql, ada, await addMessage(sql, ada, company.owner, { status: 'delivered' }), {
          status: 'streaming',
        }),
    ],
    ['is being looked at', () => addSession()],
    [
      'is driven by somebody',
      () =>
        insertRow(sql, 'control_leases', {
          desk_id: ada.deskId,
          company_id: ada.companyId,
          employee_id: ada.employeeId,
          user_id: company.owner.userId,
          expires_at: new Date(Date.now() + 60_000),
        }),
    ],
    ['is not ready', () => change('desks', "observed_state = 'starting'")],
    ['is paused', () => change('desks', "desired_state = 'stopped'")],
  ])('does not when it %s', async (_, doing) => {
    await doing()
    const before = await desiredOf(ada)
    await sleepIdleDesks()
    expect(await desiredOf(ada)).toBe(before)
  })

  it('is not kept awake by a page that was left open', async () => {
    await addSession({ seen_at: ago(3) })
    await sleepIdleDesks()
    expect(await desiredOf(ada)).toBe('asleep')
  })

  it('sleeps by the clock of the database, whatever the host thinks the time is', async () => {
    await change('desks', "observed_phase_at = now() + interval '1 day'")
    await sleepIdleDesks()
    expect(await desiredOf(ada)).toBe('asleep')
  })

  const change = (table: 'desks' | 'employees', columns: string) =>
    sql.query(`update ${table} set ${columns} where id = $1`, [
      table === 'desks' ? ada.deskId : ada.employeeId,
    ])
})

describe('a message and sleep at the same moment', () => {
  const send = () =>
    sendMessage(company.owner, { employeeId: ada.employeeId, text: 'Hello?', attachments: [] })
  /** As send-message does it, step by step, in a transaction that somebody else holds open. */
  const write = (client: pg.Client) => addMessage(client, ada, company.owner)
  const wake = (client: pg.Client) =>
    client
      .query(
        `select set_config('deskhand.user_id', '${company.owner.userId}', true), set_config('deskhand.company_id', '${company.companyId}', true)`,
      )
      .then(() => client.query('select deskhand.wake_desk($1)', [ada.employeeId]))

  it('sleep first, not yet committed: the message waits for it and wakes', async () => {
    await other.query('begin')
    await fallAsleep(other)
    const sent = send()
    await untilBlocked()
    await other.query('commit')
    await sent
    expect(await desiredOf(ada)).toBe('running')
  })

  it('the message first, not yet committed: its desk is not put to sleep', async () => {
    await other.query('begin')
    await write(other)
    await wake(other)
    await fallAsleep(sql)
    await other.query('commit')
    expect(await desiredOf(ada)).toBe('running')
  })

  it('the message written, then sleep, then the wake: the desk is awake', async () => {
    await other.query('begin')
    await write(other)
    await fallAsleep(sql)
    expect(await desiredOf(ada)).toBe('asleep')
    await wake(other)
    await other.query('commit')
    expect(await desiredOf(ada)).toBe('running')
  })

  it('sleep between the message and a wake that was forgotten: the next minute wakes', async () => {
    await other.query('begin')
    await write(other)
    await fallAsleep(sql)
    await other.query('commit')
    await sleepIdleDesks()
    expect(await desiredOf(ada)).toBe('running')
  })

  it('over and over, all at once: nobody ever sleeps over a message', async () => {
    const staff: Employee[] = []
    while (staff.length < 8) staff.push(await addIdle())
    for (let round = 0; round < 25; round++) {
      await Promise.all([
        ...staff.map(({ employeeId }) =>
          sendMessage(company.owner, {
            employeeId,
            text: `Round ${round}`,
            attachments: [],
            clientKey: randomUUID(),
          }),
        ),
        fallAsleep(sql),
        fallAsleep(other),
      ])
      const { rows } = await sql.query(
        `select from desks where desired_state = 'asleep' and employee_id in (select employee_id from messages where status = 'queued')`,
      )
      expect(rows).toHaveLength(0)
      // Answered, and idle again.
      await sql.query("update messages set status = 'delivered' where status = 'queued'")
      await sql.query(
        "update desks set desired_at = now() - interval '1 hour' where desired_state in ('running', 'asleep')",
      )
    }
  })

  async function untilBlocked(): Promise<void> {
    await expect
      .poll(
        async () =>
          (
            await sql.query(
              "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
            )
          ).rowCount,
      )
      .toBeGreaterThan(0)
  }
})
