import { once } from 'node:events'
import pg from 'pg'
import pino from 'pino'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/db/database.ts'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { type FreshDatabase, freshDatabase } from '#tests/support/database.ts'
import { addEmployee } from '#tests/support/employee.ts'
import { freePort } from '#tests/support/free-port.ts'
import { letStand } from '#tests/support/standings.ts'
import { dismissLeavers } from './keep-house.ts'
import { type Jobs, startJobs } from './start-jobs.ts'

let fresh: FreshDatabase
let sql: pg.Client
let company: Company
let jobs: Jobs
let smtp: SMTPServer
const received: string[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  openDatabase({ databaseUrl: fresh.databaseUrl, maxConnections: 3, applicationName: 'test' })
  sql = new pg.Client({ connectionString: fresh.databaseUrl })
  await sql.connect()
  company = await addCompany(sql)
  // One whose trial ends soon.
  await letStand(sql, company.companyId, 'trial')
  await sql.query('update companies set trial_ends_at = $2 where id = $1', [
    company.companyId,
    trial(1).endsAt,
  ])
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) => done(refusalOf(address)),
    onData: (stream, _, done) => {
      let text = ''
      stream.on('data', (piece) => {
        text += piece
      })
      stream.on('end', () => {
        received.push(text)
        done()
      })
    },
  })
  const port = await freePort()
  smtp.listen(port, '127.0.0.1')
  await once(smtp.server, 'listening')
  jobs = startJobs({
    databaseUrl: fresh.databaseUrl,
    mail: {
      smtpUrl: `smtp://127.0.0.1:${port}`,
      from: 'Deskhand <no-reply@example.com>',
      siteUrl: 'http://localhost:3000',
      secret: 'a secret that app and orchestrator share',
    },
    log: pino({ level: 'silent' }),
  })
})
afterAll(async () => {
  await jobs.stop()
  await new Promise<void>((resolve) => smtp.close(resolve))
  await sql.end()
  await closeDatabase()
  await fresh.drop()
})

const invitation = {
  companyName: 'Acme',
  inviterName: 'Ada',
  role: 'member',
  url: 'http://localhost:3000/invitation/abc',
}
const trial = (days: number) => ({
  companyName: 'Acme',
  endsAt: new Date(Date.now() + days * 24 * 3_600_000).toISOString(),
  days: 1,
})

function addMail(recipient: string, template = 'invitation', key = 'test', data: object = invitation) {
  return insertRow(sql, 'mails', {
    company_id: company.companyId,
    dedupe_key: `${key}:${recipient}`,
    recipient,
    template,
    data: JSON.stringify(data),
  })
}

function refusalOf(address: string): Error | null {
  if (address.startsWith('refused')) return new Error('No such person')
  return address.startsWith('busy') ? Object.assign(new Error('Later'), { responseCode: 450 }) : null
}

async function readMail(id: unknown) {
  const { rows } = await sql.query('select * from mails where id = $1', [id])
  return rows[0]
}

async function jobOf(id: unknown) {
  const { rows } = await sql.query('select * from graphile_worker.jobs where key = $1', [`mail:${id}`])
  return rows[0]
}

async function mailFor(address: string) {
  const mails = await Promise.all(received.map((text) => PostalMime.parse(text)))
  const mail = mails.findLast(({ to }) => to?.some((one) => one.address === address))
  if (!mail) throw new Error(`Nothing came for ${address}`)
  return mail
}

describe('a mail in the outbox', () => {
  it('is sent, and sent once', async () => {
    const { id } = await addMail('bob@example.com')
    await vi.waitFor(async () => expect((await readMail(id)).sent_at).not.toBeNull(), { timeout: 15_000 })
    await sql.query(
      `select graphile_worker.add_job('send-mail', json_build_object('mailId', $1::text), job_key => 'again')`,
      [id],
    )
    await vi.waitFor(async () => {
      const { rowCount } = await sql.query(`select from graphile_worker.jobs where key = 'again'`)
      expect(rowCount).toBe(0)
    }, 15_000)
    expect(received).toHaveLength(1)
    const mail = await PostalMime.parse(received[0] ?? '')
    expect(mail.subject).toBe('Ada invites you to Acme on Deskhand')
    expect(mail.messageId).toBe(`<${id}@localhost>`)
    expect(mail.html).toContain('http://localhost:3000/invitation/abc')
  })

  it('to somebody whom the server does not know says so, and is not tried again', async () => {
    const { id } = await addMail('refused@example.com')
    await vi.waitFor(async () => expect((await readMail(id)).failure).toContain('No such person'), 15_000)
    expect(await readMail(id)).toMatchObject({ sent_at: null, gave_up_at: expect.any(Date), attempts: 1 })
    await vi.waitFor(async () => expect(await jobOf(id)).toBeUndefined(), 15_000)
  })

  it('that the server cannot take now waits for another try', async () => {
    const { id } = await addMail('busy@example.com')
    await vi.waitFor(async () => expect((await readMail(id)).failure).toContain('Later'), 15_000)
    expect(await readMail(id)).toMatchObject({ sent_at: null, gave_up_at: null })
    expect(await jobOf(id)).toMatchObject({ max_attempts: 25 })
  })

  it('is given up after the last try, and says so', async () => {
    await sql.query('begin')
    const { id } = await addMail('busy@example.com', 'invitation', 'last')
    await sql.query(`update graphile_worker._private_jobs set max_attempts = 1 where key = $1`, [
      `mail:${id}`,
    ])
    await sql.query('commit')
    await vi.waitFor(async () => expect((await readMail(id)).gave_up_at).not.toBeNull(), 15_000)
    expect(await readMail(id)).toMatchObject({ failure: expect.stringContaining('Later') })
  })

  it('offers its reader to turn it off, where that is possible', async () => {
    const { id } = await addMail('carol@example.com', 'trial-ending', 'wanted', trial(1))
    await vi.waitFor(async () => expect((await readMail(id)).sent_at).not.toBeNull(), 15_000)
    const mail = await mailFor('carol@example.com')
    const headers = new Map(mail.headers.map(({ key, value }) => [key, value]))
    const [, link = ''] = /<(.+)>/.exec(headers.get('list-unsubscribe') ?? '') ?? []
    expect(link).toMatch(new RegExp(`^http://localhost:3000/mail/${id}/[\\w-]+/unsubscribe$`))
    expect(headers.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(mail.html).toContain(link.replace('/unsubscribe', ''))
  })

  it('that must come offers nothing of the kind', async () => {
    const mail = await mailFor('bob@example.com')
    expect(mail.headers.map(({ key }) => key)).not.toContain('list-unsubscribe')
  })

  it('that its reader turned off is not sent', async () => {
    await insertRow(sql, 'unwanted_mails', { email: 'Dora@example.com', kind: 'trial' })
    const { id } = await addMail('dora@example.com', 'trial-ending', 'unwanted', trial(1))
    await vi.waitFor(async () => expect((await readMail(id)).skipped).toBe('unwanted'), 15_000)
    const other = await addMail('dora@example.com', 'removed', 'must', { companyName: 'Acme' })
    await vi.waitFor(async () => expect((await readMail(other.id)).sent_at).not.toBeNull(), 15_000)
  })

  it('that announces what is past by now is not sent', async () => {
    const { id } = await addMail('carol@example.com', 'trial-ending', 'late', trial(-1))
    await vi.waitFor(async () => expect((await readMail(id)).skipped).toBe('too_late'), 15_000)
  })

  it('of a template that nobody knows says so', async () => {
    const { id } = await addMail('eve@example.com', 'newsletter')
    await vi.waitFor(async () => expect((await readMail(id)).failure).toContain('newsletter'), {
      timeout: 15_000,
    })
  })
})

describe('leavers', () => {
  it('are dismissed when their undo period is over, and not before', async () => {
    const fired = { fired_at: '2026-01-01', home_kept_until: '2026-01-04' }
    const over = await addEmployee(sql, company.companyId, {
      employee: fired,
      desk: { desired_state: 'stopped' },
    })
    const notOver = await addEmployee(sql, company.companyId, {
      employee: { ...fired, home_kept_until: new Date(Date.now() + 60_000) },
      desk: { desired_state: 'stopped' },
    })
    await dismissLeavers()
    const { rows } = await sql.query('select id, desired_state from desks where id = any($1)', [
      [over.deskId, notOver.deskId],
    ])
    expect(Object.fromEntries(rows.map((row) => [row.id, row.desired_state]))).toEqual({
      [over.deskId]: 'absent',
      [notOver.deskId]: 'stopped',
    })
  })
})
