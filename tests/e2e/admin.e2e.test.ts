// Operators: who is listed and has proved the address sees the office of offices; everybody else sees that there is nothing.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samples } from '#lib/mail/samples.ts'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { addCompany, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee, addHost } from '#tests/support/employee.ts'
import { type Product, startProduct } from '#tests/support/product.ts'

let product: Product
let browser: Browser
let sql: pg.Client
let operator: Page
let somebody: Page
let company: Company
const operatorEmail = newAddress('olga')

beforeAll(async () => {
  product = await startProduct({ OPERATOR_EMAILS: `nobody@example.com, ${operatorEmail.toUpperCase()}` })
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  company = await addCompany(sql, { name: 'Harbour & Sons', planKey: null })
  operator = await openDevice(browser, product)
  somebody = await openDevice(browser, product)
  await signIn(operator, product, operatorEmail)
  await signIn(somebody, product, newAddress())
})
afterAll(async () => {
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

/** A mail that stays true, whatever becomes of the company. */
async function addReceipt(recipient: string): Promise<void> {
  const [data] = samples['payment-received']
  const mail = { company_id: company.companyId, dedupe_key: randomUUID(), recipient }
  await insertRow(sql, 'mails', { ...mail, template: 'payment-received', data: JSON.stringify(data) })
}

const pages = () => ['/admin', '/admin/overview', '/admin/companies', '/admin/acts', companyPage()]
const companyPage = () => `/admin/companies/${company.companyId}`
const reason = 'They asked on the phone'

describe('who is no operator', () => {
  it('finds nothing there, signed in or not', async () => {
    const guest = await openDevice(browser, product)
    for (const page of pages()) {
      for (const visitor of [somebody, guest]) {
        expect((await visitor.goto(page))?.status()).toBe(404)
        expect(await visitor.content()).not.toContain('Harbour')
      }
    }
    await somebody.goto('/settings/account')
    await somebody.getByRole('link', { name: 'Employees', exact: true }).waitFor()
    expect(await somebody.getByRole('link', { name: 'Operators' }).count()).toBe(0)
  })
})

describe('an operator', () => {
  it('comes from the office, and sees how the business stands', async () => {
    await operator.goto('/settings/account')
    await operator.getByRole('link', { name: 'Operators' }).click()
    await operator.getByText('Recurring each month').waitFor()
    await operator.getByRole('heading', { name: 'Trials by week' }).waitFor()
    expect(await axeFindings(operator)).toEqual([])
  })

  it('finds a company by the address of its owner', async () => {
    await operator.getByRole('link', { name: 'Companies', exact: true }).first().click()
    await operator.getByLabel('Search companies').fill(company.owner.email)
    await operator.getByRole('button', { name: 'Search' }).click()
    await operator.waitForURL((url) => url.searchParams.get('q') === company.owner.email)
    await operator.getByRole('link', { name: /Harbour & Sons/ }).click()
    await operator.getByText('No plan was chosen.').waitFor()
    expect(await axeFindings(operator)).toEqual([])
  })

  it('gives it a trial, with a reason, once', async () => {
    await act('Give a trial', 'Give a trial', { Days: '9' })
    await operator.getByText('A trial of Solo runs until').waitFor()
    expect(await actions()).toEqual(['support.trial_extended'])
  })

  it('suspends it: its employees may not work, and it reads why', async () => {
    await act('Suspend', 'Suspend')
    await operator.getByText(`Suspended by an operator: “${reason}”`).waitFor()
    const { rows } = await sql.query('select deskhand.may_run($1) as may', [company.companyId])
    expect(rows).toEqual([{ may: false }])
    await act('Take the suspension back', 'Take the suspension back')
    await operator.getByText('A trial of Solo runs until').waitFor()
    const audit = await sql.query(
      `select actor_kind, action, details ->> 'reason' as reason from audit_entries where company_id = $1 order by seq`,
      [company.companyId],
    )
    expect(audit.rows.at(-1)).toEqual({ actor_kind: 'operator', action: 'support.unsuspended', reason })
  })

  it('has a desk made anew that needs attention', async () => {
    const hostId = await addHost(sql)
    const { deskId } = await addEmployee(sql, company.companyId, {
      employee: { name: 'Ada' },
      desk: {
        host_id: hostId,
        observed_state: 'failed',
        observed_failure: { code: 'crash_loop', text: 'The gateway ended again and again', action: 'Try' },
      },
    })
    await operator.goto(companyPage())
    await operator.getByText('The gateway ended again and again').waitFor()
    await act('Re-provision Ada', 'Re-provision')
    await expect
      .poll(
        async () => (await sql.query('select desired_generation from desks where id = $1', [deskId])).rows,
      )
      .toEqual([{ desired_generation: 2 }])
  })

  it('sends a mail again that nobody tried any more', async () => {
    const recipient = newAddress('lost')
    await addReceipt(recipient)
    await product.nextMail(recipient)
    // Whoever sent it notes that a moment after it has arrived.
    await expect
      .poll(async () => (await sql.query('select sent_at from mails where recipient = $1', [recipient])).rows)
      .toEqual([{ sent_at: expect.any(Date) }])
    await sql.query(
      `update mails set sent_at = null, gave_up_at = now(), failure = 'Connection refused' where recipient = $1`,
      [recipient],
    )
    await operator.goto('/admin/overview')
    await operator.getByText('Connection refused').waitFor()
    await act(`Send Payment received to ${recipient} again`, 'Send again')
    const { subject } = await product.nextMail(recipient, 1)
    expect(subject).toContain('received')
  })

  it('reads back all that was done', async () => {
    await operator.goto('/admin/acts')
    await operator.getByText('Suspended the company').waitFor()
    expect(await operator.getByText(operatorEmail).count()).toBeGreaterThan(3)
    expect(await axeFindings(operator)).toEqual([])
  })
})

/** Opens the dialog, says why, presses its button, and waits until it is gone. */
async function act(button: string, confirm: string, fields: Record<string, string> = {}): Promise<void> {
  await operator.getByRole('button', { name: button, exact: true }).click()
  const dialog = operator.getByRole('dialog')
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value)
  await dialog.getByLabel('Reason').fill(reason)
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function actions(): Promise<string[]> {
  const { rows } = await sql.query('select action from operator_acts where company_id = $1 order by at', [
    company.companyId,
  ])
  return rows.map(({ action }) => action)
}

describe('a reader of mails', () => {
  it('is welcomed once, however often they sign in', async () => {
    const welcomes = async () =>
      (await product.mailbox(operatorEmail)).filter(({ subject }) => subject === 'Welcome to Deskhand')
    await expect.poll(async () => (await welcomes()).length).toBe(1)
    const again = await openDevice(browser, product)
    await signIn(again, product, operatorEmail)
    const written = await sql.query("select 1 from mails where recipient = $1 and template = 'welcome'", [
      operatorEmail,
    ])
    expect(written.rows).toHaveLength(1)
    expect(await welcomes()).toHaveLength(1)
  })

  it('turns a kind off by the link of a mail, and by one click of a mail program', async () => {
    const recipient = newAddress('reader')
    await addReceipt(recipient)
    const { links } = await product.nextMail(recipient)
    const link = links.find((one) => one.includes('/mail/')) ?? ''
    const guest = await openDevice(browser, product)
    await guest.goto(link)
    await guest.getByText(recipient).waitFor()
    expect(await axeFindings(guest)).toEqual([])
    await guest.getByRole('switch', { name: /trial ends/ }).click()
    await guest.getByText('You get no more of these.').waitFor()
    const oneClick = await fetch(`${link}/unsubscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(oneClick.status).toBe(200)
    await guest.reload()
    const isOn = (name: RegExp) => guest.getByRole('switch', { name }).getAttribute('aria-checked')
    expect(await isOn(/Receipts/)).toBe('false')
    expect(await isOn(/trial ends/)).toBe('false')
    expect(await isOn(/Allowances/)).toBe('true')
  })

  it('finds nothing by a link that was not made by us', async () => {
    const guest = await openDevice(browser, product)
    const forged = `/mail/${randomUUID()}/${'x'.repeat(43)}`
    expect((await guest.goto(forged))?.status()).toBe(404)
    expect((await fetch(`${product.url}${forged}/unsubscribe`, { method: 'POST' })).status).toBe(404)
  })
})
