// What is paid, over REST, for a key that may know.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { billing } from '#lib/wire/billing.ts'
import { addCompany, addSubscription, type Company } from '#tests/support/company.ts'
import { call, keyOf, openRest, type Rest } from '#tests/support/rest.ts'

let rest: Rest
let company: Company

beforeAll(async () => {
  rest = await openRest()
  company = await addCompany(rest.sql, { planKey: null })
  await addSubscription(rest.sql, company.companyId, { plan_key: 'studio', seats: 3 })
})
afterAll(() => rest.close())

describe('billing', () => {
  it('is read with the scope admin', async () => {
    const answer = await call('GET', '/billing', { key: await keyOf(company.owner, ['admin']) })
    expect(answer.status).toBe(200)
    expect(billing.parse(await answer.json())).toMatchObject({
      entitlement: { standing: 'paying', maxEmployees: 3 },
      subscription: { planKey: 'studio', seats: 3, amountCents: 14_700 },
      hasCustomer: false,
    })
  })

  it('is none of a key that reads and writes', async () => {
    const answer = await call('GET', '/billing', { key: await keyOf(company.owner, ['read', 'write']) })
    expect(answer.status).toBe(403)
  })
})
