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
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) =>
      done(address.startsWith('refused') ? new Error('No such person') : null),
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

function addMail(recipient: string, template = 'invitation') {
  const data = {
    companyName: 'Acme',
    inviterName: 'Ada',
    role: 'member',
    url: 'http://localhost:3000/invitation/abc',
  }
  return insertRow(sql, 'mails', {
    company_id: company.companyId,
    dedupe_key: `test:${recipient}`,
    recipient,
    template,
    data: JSON.stringify(data),
  })
}

async function readMail(id: unknown) {
  const { rows } = await sql.query('select sent_at, failure from mails where id = $1', [id])
  return rows[0]
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

  it('that the server refuses says why, and waits for another try', async () => {
    const { id } = await addMail('refused@example.com')
    await vi.waitFor(async () => expect((await readMail(id)).failure).toContain('No such person'), {
      timeout: 15_000,
    })
    expect((await readMail(id)).sent_at).toBeNull()
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
