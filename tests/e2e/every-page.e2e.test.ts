// Every page there is, wide and narrow, by day and by night: nothing a browser, axe or a person would complain about.
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samples } from '#lib/mail/samples.ts'
import {
  type Browser,
  newAddress,
  openBrowser,
  openContext,
  type Page,
  signIn,
} from '#tests/support/browser.ts'
import { insertRow } from '#tests/support/company.ts'
import { furnishCompany } from '#tests/support/furnished-company.ts'
import {
  type Complaints,
  focusFindings,
  hearComplaints,
  lookFindings,
  settled,
  structureFindings,
} from '#tests/support/page-findings.ts'
import { type Product, startProduct } from '#tests/support/product.ts'

interface Visit {
  address: string
  /** Where it leads, when that is another page. */
  lands?: string
  /** Not signed in; else as the owner. */
  isGuest?: boolean
  /** A picture in the making: it has one width, and nothing to press. */
  isPicture?: boolean
  /** Where a whole page is shown as a sample, too. */
  headings?: number
}

/** By route: what stands in braces is known only when the company is furnished. */
const visits: Record<string, Visit[]> = {
  '/': [{ address: '/' }, { address: '/', isGuest: true }],
  '/terms': [{ address: '/terms' }],
  '/privacy': [{ address: '/privacy' }],
  '/api/v1/docs': [{ address: '/api/v1/docs' }],
  '/dev/ui': [{ address: '/dev/ui', headings: 2 }],
  '/dev/mails': [{ address: '/dev/mails' }],
  '/mail/[id]/[signature]': [{ address: '{mailLink}', isGuest: true }],
  '/admin': [{ address: '/admin', lands: '/admin/overview' }],
  '/admin/overview': [{ address: '/admin/overview' }],
  '/admin/companies': [
    { address: '/admin/companies' },
    { address: '/admin/companies?standing=paying' },
    { address: '/admin/companies?q=nothing-like-it' },
  ],
  '/admin/companies/[id]': [{ address: '/admin/companies/{companyId}' }],
  '/admin/acts': [{ address: '/admin/acts' }],
  '/dev/preview-card': [{ address: '/dev/preview-card', isPicture: true }],
  '/sign-in': [
    { address: '/sign-in', isGuest: true },
    { address: '/sign-in', lands: '/employees' },
  ],
  '/sign-out': [{ address: '/sign-out' }],
  '/auth/confirm': [
    { address: '/auth/confirm?token_hash=abc' },
    { address: '/auth/confirm?token_hash=abc', isGuest: true },
  ],
  '/invitation/[token]': [
    { address: '/invitation/{invitationToken}' },
    { address: '/invitation/{invitationToken}', isGuest: true },
    { address: '/invitation/unknown', isGuest: true },
  ],
  '/welcome': [{ address: '/welcome' }],
  '/onboarding': [{ address: '/onboarding', lands: '/onboarding/launch' }],
  '/onboarding/plan': [{ address: '/onboarding/plan' }],
  '/onboarding/role': [{ address: '/onboarding/role' }],
  '/onboarding/character': [{ address: '/onboarding/character' }],
  '/onboarding/launch': [{ address: '/onboarding/launch' }],
  '/onboarding/launch/[id]': [{ address: '/onboarding/launch/{startingId}' }],
  '/employees': [{ address: '/employees' }],
  '/employees/[id]': [{ address: '/employees/{readyId}', lands: '/employees/{readyId}/chat' }],
  '/employees/[id]/chat': [
    { address: '/employees/{readyId}/chat' },
    { address: '/employees/{startingId}/chat' },
  ],
  '/employees/[id]/browser': [
    { address: '/employees/{readyId}/browser' },
    { address: '/employees/{startingId}/browser' },
  ],
  '/employees/[id]/settings': [{ address: '/employees/{readyId}/settings' }],
  '/tasks': [
    { address: '/tasks' },
    { address: '/tasks?view=list' },
    { address: '/tasks?view=list&status=failed' },
    { address: '/tasks?q=nothing-like-it' },
  ],
  '/tasks/[id]': [{ address: '/tasks/{taskId}' }],
  '/tasks/recurring': [{ address: '/tasks/recurring' }],
  '/usage': [{ address: '/usage' }, { address: '/usage?range=last_month' }],
  '/settings': [{ address: '/settings', lands: '/settings/company' }],
  '/settings/company': [{ address: '/settings/company' }],
  '/settings/members': [{ address: '/settings/members' }],
  '/settings/plan': [{ address: '/settings/plan', lands: '/billing' }],
  '/billing': [{ address: '/billing' }, { address: '/billing?checkout=cancelled' }],
  '/billing/confirming': [{ address: '/billing/confirming' }],
  '/settings/api-keys': [{ address: '/settings/api-keys' }],
  '/settings/workers': [{ address: '/settings/workers' }],
  '/settings/audit': [{ address: '/settings/audit' }],
  '/settings/account': [{ address: '/settings/account' }],
}

const appFolder = join(import.meta.dirname, '../../app')
const widths = [1280, 360]
const colours = ['light', 'dark'] as const

/** Of the files that Next makes pages of; groups in brackets are not part of an address. */
function routesOfFiles(): string[] {
  return readdirSync(appFolder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(sep))
    .filter((segments) => segments.at(-1) === 'page.tsx')
    .map(
      (segments) =>
        `/${segments
          .slice(0, -1)
          .filter((one) => !/^\(.*\)$/.test(one))
          .join('/')}`,
    )
}

interface Window {
  width: number
  page: Page
  complaints: Complaints
}

let product: Product
let browser: Browser
let sql: pg.Client
let owner: Window[]
let guest: Window[]
let facts: Record<string, string>

beforeAll(async () => {
  const email = newAddress()
  product = await startProduct({ OPERATOR_EMAILS: email })
  browser = await openBrowser()
  sql = new pg.Client({ connectionString: product.databaseUrl })
  await sql.connect()
  owner = await openWindows()
  guest = await openWindows()
  for (const { page } of owner.slice(0, 1)) await signIn(page, product, email)
  const furnished = await furnishCompany(sql, email)
  facts = { ...furnished, mailLink: await mailLink(furnished.companyId) }
})
afterAll(async () => {
  await sql?.end()
  await browser?.close()
  await product?.stop()
})

/** By which the reader of a mail chooses which ones they get. */
async function mailLink(companyId: string): Promise<string> {
  const recipient = newAddress('reader')
  const [data] = samples['payment-received']
  const mail = { company_id: companyId, dedupe_key: recipient, recipient, template: 'payment-received' }
  await insertRow(sql, 'mails', { ...mail, data: JSON.stringify(data) })
  const { links } = await product.nextMail(recipient)
  return new URL(links.find((link) => link.includes('/mail/')) ?? '').pathname
}

/** One person's windows, one for each width. */
async function openWindows(): Promise<Window[]> {
  const context = await openContext(browser, { baseURL: product.url, reducedMotion: 'reduce' })
  return Promise.all(
    widths.map(async (width) => {
      const page = await context.newPage()
      await page.setViewportSize({ width, height: 800 })
      return { width, page, complaints: hearComplaints(page) }
    }),
  )
}

const filled = (address: string) => address.replaceAll(/\{(\w+)\}/g, (_, name) => facts[name] ?? '')

async function findingsIn({ page, width, complaints }: Window, visit: Visit): Promise<string[]> {
  const wanted = filled(visit.lands ?? visit.address).split('?')[0]
  complaints.taken()
  await page.emulateMedia({ colorScheme: colours[0] })
  await page.goto(filled(visit.address))
  await page.waitForURL((url) => url.pathname === wanted)
  await settled(page)
  // What it leads to has a visit of its own.
  if (visit.lands) return complaints.taken()
  const findings = await structureFindings(page, visit.headings)
  for (const colorScheme of colours) {
    await page.emulateMedia({ colorScheme })
    findings.push(...(await lookFindings(page)).map((finding) => `${colorScheme}: ${finding}`))
  }
  if (!visit.isPicture) findings.push(...(await focusFindings(page)))
  return [...findings, ...complaints.taken()].map((finding) => `${width} px: ${finding}`)
}

describe('every page', () => {
  it('is visited here', () => {
    expect(Object.keys(visits).sort()).toEqual(routesOfFiles().sort())
  })

  const all = Object.values(visits)
    .flat()
    .map((visit) => [visit.isGuest ? 'a guest' : 'the owner', visit.address, visit] as const)

  it.each(all)('is fine for %s: %s', async (_, __, visit) => {
    const windows = (visit.isGuest ? guest : owner).filter(
      ({ width }) => !visit.isPicture || width === widths[0],
    )
    const findings = await Promise.all(windows.map((window) => findingsIn(window, visit)))
    expect(findings.flat()).toEqual([])
  })
})
