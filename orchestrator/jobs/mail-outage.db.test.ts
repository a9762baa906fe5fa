// The mail server is away for a day: nothing is lost, nothing comes twice, and nothing comes that is not true any more.
import { sql } from 'kysely'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { addCompany, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { type Fault, type FaultyMailServer, faultyMailServer } from '#tests/support/faulty-mail-server.ts'
import { letStand } from '#tests/support/standings.ts'
import { type Jobs, startJobs } from './start-jobs.ts'

let fresh: FreshDatabase
let pool: pg.Pool
let server: FaultyMailServer
let jobs: Jobs

const dayMs = 24 * 60 * 60 * 1000
const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString()

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 4, applicationName: 'test' })
  pool = new pg.Pool({ connectionString: fresh.databaseUrl, max: 4 })
  server = await faultyMailServer()
  await server.fail('refuses')
  jobs = startJobs({
    databaseUrl: fresh.databaseUrl,
    mail: {
      smtpUrl: server.url,
      from: 'Deskhand <no-reply@example.com>',
      siteUrl: 'http://localhost:3000',
      secret: 'a secret that app and orchestrator share',
      timeouts: { connectionTimeout: 1_000, greetingTimeout: 1_000, socketTimeout: 2_000 },
    },
    log: pino({ level: 'silent' }),
  })
})
afterAll(async () => {
  await jobs.stop()
  await server.close()
  await pool.end()
  await closeDatabase()
  await fresh.drop()
})

async function addMail(companyId: string, template: string, data: object): Promise<string> {
  const recipient = `${template}-${companyId.slice(0, 8)}@example.com`
  const row = { company_id: companyId, dedupe_key: recipient, recipient, template }
  const { id } = await insertRow(pool, 'mails', {
    ...row,
    data: JSON.stringify({ companyName: 'Acme', ...data }),
  })
  return String(id)
}

interface MailRow {
  attempts: number
  sent_at: Date | null
  gave_up_at: Date | null
  skipped: string | null
  template: string
  failure: string | null
}

async function rowsOf(ids: readonly string[]): Promise<MailRow[]> {
  const { rows } = await pool.query<MailRow>(
    'select template, attempts, sent_at, gave_up_at, skipped, failure from mails where id = any($1) order by array_position($1::uuid[], id)',
    [ids],
  )
  return rows
}

/** The next try is due now; the queue may be holding the row for one that is just ending. */
const tryAgain = (ids: readonly string[]) =>
  pool.query(`update graphile_worker._private_jobs set run_at = now() where key = any($1)`, [
    ids.map((id) => `mail:${id}`),
  ])

/** Each was tried once more than `before`, and nobody is trying now. */
async function failed(ids: readonly string[], before: readonly number[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const rows = await rowsOf(ids)
      expect(rows.filter(({ attempts }, index) => attempts <= (before[index] ?? 0))).toEqual([])
      const { rows: held } = await pool.query(
        'select from graphile_worker._private_jobs where key = any($1) and locked_at is not null',
        [ids.map((id) => `mail:${id}`)],
      )
      expect(held).toEqual([])
    },
    { timeout: 30_000, interval: 100 },
  )
}

const company = async (standing: Parameters<typeof letStand>[2]) => {
  const { companyId } = await addCompany(pool)
  await letStand(pool, companyId, standing)
  return companyId
}

const trialEnd = async (companyId: string) => {
  const { rows } = await pool.query(
    "update companies set trial_ends_at = now() + interval '40 hours' where id = $1 returning trial_ends_at",
    [companyId],
  )
  return { endsAt: rows[0]?.trial_ends_at.toISOString(), days: 2 }
}

/** They rest for want of a seat. */
async function employ(companyId: string, name: string, daysAgo: number): Promise<void> {
  const hired = { name, hired_at: new Date(Date.now() - daysAgo * dayMs) }
  await addEmployee(pool, companyId, { employee: hired, desk: { seatless: true } })
}

async function giveSeat(companyId: string): Promise<void> {
  await pool.query('update subscriptions set seats = 1 where company_id = $1', [companyId])
  await transactAsOrchestrator((tx) => sql`select deskhand.seat_desks(${companyId}::uuid, true)`.execute(tx))
}

const faults: Fault[] = ['hangs', 'breaks off at the mail', 'breaks off before it says yes']

describe('mails that a mail server did not take for a day', () => {
  it('come once it does, say that they are late, and only as far as they are still true', async () => {
    const trying = await company('trial')
    const hasPaid = await company('trial')
    const owes = await company('past_due')
    const owed = await company('past_due')
    await pool.query(
      "update subscriptions set open_invoice_url = 'https://pay.example' where company_id = any($1)",
      [[owes, owed]],
    )
    const rests = await company('stopped')
    const revived = await company('stopped')
    const crowded = await company('paying')
    await employ(crowded, 'Bo', 2)
    await employ(crowded, 'Cy', 1)

    const failure = { amountCents: 100, currency: 'usd', graceEndsAt: inDays(13) }
    const stays = await Promise.all([
      addMail(trying, 'invitation', { inviterName: 'Ada', role: 'member', url: 'http://localhost:3000/i/1' }),
      addMail(trying, 'trial-ending', await trialEnd(trying)),
      addMail(owes, 'payment-failed', failure),
      addMail(rests, 'stopped', { removalAt: inDays(29) }),
      addMail(crowded, 'seats-exceeded', { employeeNames: ['Bo', 'Cy'] }),
    ])
    const wrong = await Promise.all([
      addMail(hasPaid, 'trial-ending', await trialEnd(hasPaid)),
      addMail(owed, 'payment-failed', failure),
      addMail(revived, 'stopped', { removalAt: inDays(29) }),
      addMail(revived, 'removal-warning', { removalAt: inDays(2) }),
    ])
    const all = [...stays, ...wrong]

    await failed(all, [])
    for (const fault of faults) {
      await server.fail(fault)
      const before = (await rowsOf(all)).map(({ attempts }) => attempts)
      await tryAgain(all)
      await failed(all, before)
      expect(server.tries()).toBeGreaterThanOrEqual(all.length)
    }
    expect((await rowsOf(all)).every((row) => !row.sent_at && !row.gave_up_at && !row.skipped)).toBe(true)
    const before = (await server.received()).length

    // A day later, in which three of them have paid, and one of two has a seat again.
    await pool.query("update mails set created_at = created_at - interval '1 day' where id = any($1)", [all])
    for (const id of [hasPaid, owed, revived]) await letStand(pool, id, 'paying')
    await giveSeat(crowded)
    await server.fail('none')
    await tryAgain(all)
    await vi.waitFor(
      async () => {
        expect((await rowsOf(stays)).map(({ sent_at }) => sent_at !== null)).toEqual(stays.map(() => true))
        expect((await rowsOf(wrong)).map(({ skipped }) => skipped)).toEqual(wrong.map(() => 'too_late'))
      },
      { timeout: 30_000, interval: 100 },
    )

    const received = await server.received()
    const came = received.slice(before)
    expect(came.map(({ messageId }) => messageId).sort()).toEqual(
      stays.map((id) => `<${id}@localhost>`).sort(),
    )
    for (const { text } of came) expect(text).toMatch(/This mail comes late: it was written on /)
    expect(came.map(({ subject }) => subject)).toContain('Cy rests: there is no seat for them')
    // What was taken before the line broke has the same name: mailboxes show it once.
    expect(before).toBeGreaterThan(0)
    const names = new Set(all.map((id) => `<${id}@localhost>`))
    expect(received.filter(({ messageId = '' }) => !names.has(messageId))).toEqual([])
    await vi.waitFor(async () => {
      const left = 'select from graphile_worker._private_jobs where key = any($1)'
      expect((await pool.query(left, [all.map((id) => `mail:${id}`)])).rowCount).toBe(0)
    })
  }, 120_000)
})
