import { afterAll, beforeAll, expect, it } from 'vitest'
import { plans } from '#lib/billing/plans.ts'
import { openPracticeStripe, type PracticeAccount } from '#tests/support/stripe-account.ts'
import { lookupKeyOf, priceOf, productIdOf } from './catalog.ts'
import { portalConfigurationId } from './portal.ts'
import { syncCatalog } from './sync-catalog.ts'

let account: PracticeAccount
const options = { siteUrl: 'http://deskhand.test' }
const webhookUrl = 'http://deskhand.test/api/webhooks/stripe'

beforeAll(async () => {
  // Synced once already.
  account = await openPracticeStripe()
})
afterAll(() => account.stop())

it('sells every plan at the price of the plans’ file', async () => {
  for (const { key, priceCentsPerEmployeeMonth } of plans)
    expect(await priceOf(account.stripe, key)).toMatchObject({
      product: productIdOf(key),
      unit_amount: priceCentsPerEmployeeMonth,
      currency: 'usd',
      recurring: { interval: 'month' },
      active: true,
    })
})

it('changes nothing the second time', async () => {
  expect(await syncCatalog(account.stripe, options)).toEqual({ changes: [] })
})

it('puts a new price under the key when the price changes, and sells the old one no more', async () => {
  const before = await priceOf(account.stripe, 'studio')
  const raised = await account.stripe.prices.create({
    product: productIdOf('studio'),
    currency: 'usd',
    unit_amount: 9900,
    recurring: { interval: 'month' },
    lookup_key: lookupKeyOf('studio'),
    transfer_lookup_key: true,
  })
  expect((await syncCatalog(account.stripe, options)).changes).toEqual([
    'Price deskhand_studio_month is 4900 cents now',
  ])
  const now = await priceOf(account.stripe, 'studio')
  expect(now.unit_amount).toBe(4900)
  expect(now.id).not.toBe(before.id)
  expect((await account.stripe.prices.retrieve(raised.id)).active).toBe(false)
  expect(await syncCatalog(account.stripe, options)).toEqual({ changes: [] })
})

it('puts right what somebody changed by hand', async () => {
  await account.stripe.products.update(productIdOf('solo'), { name: 'Something else' })
  expect((await syncCatalog(account.stripe, options)).changes).toEqual([
    'Product deskhand_solo was brought up to date',
  ])
})

it('sets the portal up anew when it is to send people elsewhere', async () => {
  const id = await portalConfigurationId(account.stripe)
  const { changes } = await syncCatalog(account.stripe, { siteUrl: 'http://elsewhere.test' })
  expect(changes).toEqual(['The portal was brought up to date'])
  expect(await portalConfigurationId(account.stripe)).toBe(id)
  await syncCatalog(account.stripe, options)
})

it('makes the webhook endpoint when asked, and tells its secret once', async () => {
  const first = await syncCatalog(account.stripe, { ...options, webhookUrl })
  expect(first.changes).toEqual([`Events go to ${webhookUrl}`])
  expect(first.webhookSecret).toMatch(/^whsec_/)
  expect(await syncCatalog(account.stripe, { ...options, webhookUrl })).toEqual({ changes: [] })
})
