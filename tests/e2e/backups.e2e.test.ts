// Backups in the settings of an employee: made, put back and deleted in a real browser, at a real desk.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  axeFindings,
  type Browser,
  newAddress,
  openBrowser,
  openDevice,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { hireInWizard } from '#tests/support/hire.ts'
import { type Product, startProduct } from '#tests/support/product.ts'
import { withSql } from '#tests/support/product-office.ts'

let product: Product
let browser: Browser
let owner: Page
let employeeId: string
let memory: string

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  owner = await openDevice(browser, product)
  await signIn(owner, product, newAddress('owner'))
  employeeId = await hireInWizard(owner, { name: 'Iris' })
  memory = join(product.home, 'desks', await readDeskId(), 'home/.openclaw/workspace/MEMORY.md')
  await untilReady()
  await writeFile(memory, 'Maria likes tea.')
  await owner.goto(`/employees/${employeeId}/settings`)
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const deskRow = async () =>
  withSql(product.databaseUrl, async (sql) => {
    const { rows } = await sql.query('select * from desks where employee_id = $1', [employeeId])
    return rows[0]
  })
const readDeskId = async () => String((await deskRow()).id)
const untilReady = () =>
  vi.waitFor(async () => expect((await deskRow()).observed_state).toBe('ready'), {
    timeout: 180_000,
    interval: 500,
  })

const row = () => owner.getByRole('list', { name: 'Backups' }).getByRole('listitem')
const confirm = (verb: string) => owner.getByRole('alertdialog').getByRole('button', { name: verb }).click()

describe('a backup', () => {
  it('is made now, and the page shows when it is there', async () => {
    await owner.getByText('None yet').filter({ visible: true }).waitFor()
    await owner.getByRole('button', { name: 'Make a backup now' }).click()
    await row()
      .getByText(/\d+ files, /)
      .waitFor({ timeout: 180_000 })
    await owner.getByRole('button', { name: 'Make a backup now' }).waitFor()
    expect(await axeFindings(owner)).toEqual([])
  })

  it('is put back after a question', async () => {
    await untilReady()
    await writeFile(memory, 'Maria likes coffee.')
    await row().getByRole('button', { name: 'Restore' }).click()
    await owner.getByText('The conversation stays').waitFor()
    await confirm('Restore')
    await row()
      .getByText(/^Put back/)
      .waitFor({ timeout: 180_000 })
    expect(await readFile(memory, 'utf8')).toBe('Maria likes tea.')
    await untilReady()
  })

  it('is deleted after a question, and what happened stands in the audit', async () => {
    await row().getByRole('button', { name: 'Delete' }).click()
    await confirm('Delete')
    await owner.getByText('None yet').waitFor()
    await owner.goto('/settings/audit')
    await owner.getByText('Put a backup of Iris back').waitFor()
    await owner.getByText('Deleted a backup of Iris').waitFor()
  })
})
