// The pages of operators follow what happens without a reload, hold still under somebody who acts, and survive an app that does not answer.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { addCompany, type Company } from '#tests/support/company.ts'
import { type Product, startProduct } from '#tests/support/product.ts'

let product: Product
let browser: Browser
let sql: pg.Client
let operator: Page
let company: Company
const operatorEmail = newAddress('olga')

beforeAll(async () => {
  product = await startProduct({ OPERATOR_EMAILS: operatorEmail })
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  company = await addCompany(sql, { name: 'Harbour & Sons', planKey: null })
  operator = await openDevice(browser, product)
  await signIn(operator, product, operatorEmail)
})
afterAll(async () => {
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

/** Gone with a reload. */
const mark = () => operator.evaluate(() => void document.body.setAttribute('data-mark', 'here'))
const isMarked = () => operator.evaluate(() => document.body.getAttribute('data-mark') === 'here')
const suspend = (at: Date | null) =>
  sql.query('update companies set suspended_at = $2, suspended_reason = $3 where id = $1', [
    company.companyId,
    at,
    at ? 'Another operator' : null,
  ])

describe('a page of operators', () => {
  it('shows what happened since, without a reload', async () => {
    await operator.goto('/admin/companies')
    await operator.getByText(/^Read .* · anew every 15 s$/).waitFor()
    await mark()
    await addCompany(sql, { name: 'Later & Co', planKey: null })
    await operator.getByRole('link', { name: /Later & Co/ }).waitFor()
    expect(await isMarked()).toBe(true)
    expect(await axeFindings(operator)).toEqual([])
  })

  it('holds still while somebody says why, and goes on then', async () => {
    await operator.goto(`/admin/companies/${company.companyId}`)
    await operator.getByRole('button', { name: 'Suspend', exact: true }).click()
    const dialog = operator.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('They asked on the phone')
    await suspend(new Date())
    // By then it would have been read anew: a page that was opened after it is.
    const other = await operator.context().newPage()
    await other.goto('/admin/companies')
    await addCompany(sql, { name: 'Even later & Co', planKey: null })
    await other.getByRole('link', { name: /Even later & Co/ }).waitFor()
    await other.close()
    expect(await dialog.getByLabel('Reason').inputValue()).toBe('They asked on the phone')
    expect(await dialog.getByRole('button', { name: 'Suspend', exact: true }).count()).toBe(1)
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await operator.getByRole('button', { name: 'Take the suspension back' }).waitFor()
    await suspend(null)
  })

  it('stays while the app does not answer, says so, and goes on when it does', async () => {
    await operator.goto('/admin/overview')
    await operator.getByText(/ · anew every 15 s$/).waitFor()
    await mark()
    await operator.route('**/*', (route) => route.abort())
    await operator.getByText(/ · Deskhand does not answer, asked again every 15 s$/).waitFor()
    await operator.unroute('**/*')
    await operator.getByText(/ · anew every 15 s$/).waitFor()
    expect(await isMarked()).toBe(true)
  })
})
