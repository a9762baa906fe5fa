// What operators see: companies found and filtered, one company whole, and the overview.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operator } from '#lib/access/caller.ts'
import { addCompany, addSubscription, type Company, insertRow } from '#tests/support/company.ts'
import { addEmployee, addHost } from '#tests/support/employee.ts'
import { openVerbWorld, outcome, type VerbWorld } from '#tests/support/verbs.ts'
import { companiesPerPage, listCompanies } from './list-companies.ts'
import { readCompany } from './read-company.ts'
import { readOverview } from './read-overview.ts'

let world: VerbWorld
let paying: Company
let looking: Company
const operator: Operator = { kind: 'operator', userId: randomUUID(), email: 'olga@example.com' }

beforeAll(async () => {
  world = await openVerbWorld()
  paying = await addCompany(world.sql, { name: 'Bicycle Works', planKey: 'studio' })
  looking = await addCompany(world.sql, { name: 'Rock 100% _Solid', planKey: null })
  await insertRow(world.sql, 'billing_customers', {
    company_id: paying.companyId,
    stripe_customer_id: 'cus_Bicycle',
    failure: 'Stripe did not answer',
  })
})
afterAll(() => world.close())

const found = async (search: string) =>
  (await listCompanies(operator, { search })).companies.map(({ name }) => name)

describe('companies', () => {
  it.each([
    ['a part of the name', () => 'bicycle'],
    ['a member’s address', () => paying.owner.email.slice(0, -3)],
    ['its id', () => paying.companyId.toUpperCase()],
    ['its customer at Stripe', () => 'cus_Bicycle'],
  ])('are found by %s', async (_, search) => {
    expect(await found(search())).toEqual(['Bicycle Works'])
  })

  it('are found by signs that mean something elsewhere', async () => {
    expect(await found('100% _')).toEqual(['Rock 100% _Solid'])
    expect(await found('%_%')).toEqual([])
    expect(await found("'; drop table companies; --")).toEqual([])
  })

  it('are filtered by where they stand', async () => {
    const { companies, total } = await listCompanies(operator, { standing: 'paying' })
    expect(companies).toMatchObject([
      { name: 'Bicycle Works', standing: 'paying', amountCents: 24_500, ownerEmail: paying.owner.email },
    ])
    expect(total).toBe(1)
  })

  it('come in pages, a thousand of them too', async () => {
    await world.sql.query(
      `insert into companies (name, created_at) select 'Company ' || n, now() - interval '1 day' * n from generate_series(1, 1000) n`,
    )
    const first = await listCompanies(operator, {})
    expect(first).toMatchObject({ total: 1002, page: 1, pages: Math.ceil(1002 / companiesPerPage) })
    const last = await listCompanies(operator, { page: 9999 })
    expect(last.page).toBe(last.pages)
    expect(last.companies.at(-1)?.name).toBe('Company 1000')
  })
})

describe('a company', () => {
  it('is shown with its money, its people and its desks, and why it stands where it stands', async () => {
    const hostId = await addHost(world.sql)
    const { employeeId } = await addEmployee(world.sql, paying.companyId, {
      desk: {
        host_id: hostId,
        observed_state: 'failed',
        observed_failure: { code: 'image', text: 'The image is missing', action: 'Pull it' },
      },
    })
    const file = await readCompany(operator, { id: paying.companyId })
    expect(file).toMatchObject({
      entitlement: { standing: 'paying', maxEmployees: 5, employees: 1 },
      subscription: { status: 'active', seats: 5 },
      customer: { stripeCustomerId: 'cus_Bicycle', failure: 'Stripe did not answer' },
      members: [{ email: paying.owner.email, role: 'owner' }],
      employees: [{ id: employeeId, lifecycle: 'needs_attention', failure: { code: 'image' } }],
      spentMicros: 0,
    })
    expect(file.explanation[0]).toContain('Stripe says active: Studio for 5.')
  })

  it('says why employees rest', async () => {
    await addSubscription(world.sql, looking.companyId, {
      status: 'past_due',
      past_due_since: new Date('2026-01-05T10:00:00Z'),
    })
    const { explanation } = await readCompany(operator, { id: looking.companyId })
    expect(explanation[0]).toMatch(/time to work on was over|payment is missing/)
  })

  it('says that nobody removes homes while Stripe is not asked', async () => {
    await insertRow(world.sql, 'billing_customers', {
      company_id: looking.companyId,
      stripe_customer_id: 'cus_Rock',
    })
    const of = (asksStripe: boolean) => readCompany(operator, { id: looking.companyId, asksStripe })
    expect((await of(true)).explanation.at(-1)).toMatch(/homes are removed on/i)
    const { explanation } = await of(false)
    expect(explanation.join(' ')).not.toMatch(/homes are removed on/i)
    expect(explanation.at(-1)).toContain('they stay as they are')
    await world.sql.query('delete from billing_customers where company_id = $1', [looking.companyId])
  })

  it('that there is none is not found', async () => {
    expect(await outcome(() => readCompany(operator, { id: randomUUID() }))).toBe('not_found')
    expect(await outcome(() => readCompany(operator, { id: 'nonsense' }))).toBe('not_found')
  })
})

it('the overview adds up', async () => {
  const overview = await readOverview(operator)
  expect(overview.recurring).toMatchObject([{ currency: 'usd', subscriptions: 2 }])
  const { standings, companies } = overview
  expect(Object.values(standings).reduce((sum, count) => sum + count, 0)).toBe(companies)
  expect(overview.trials).toHaveLength(8)
  expect(overview.latePayments).toMatchObject([{ companyName: looking.name }])
  expect(overview.failingDesks).toMatchObject([{ companyName: 'Bicycle Works' }])
  expect(overview.syncFailures).toMatchObject([{ failure: 'Stripe did not answer' }])
  expect(overview.stripe).toEqual({ customers: 1, live: 0, test: 2 })
  expect(overview.hosts.length).toBeGreaterThan(0)
})
