// Makes an account at Stripe look like the plans: products, prices, what customers may do in the portal, and where events go. May be
// run again at any time: what is right already is left alone.
import type Stripe from 'stripe'
import { type Plan, plans } from '#lib/billing/plans.ts'
import { currency, lookupKeyOf, productIdOf } from './catalog.ts'
import { stripeApiVersion } from './open-stripe.ts'
import { followedEvents, portalMark, portalSettings } from './portal.ts'
import { isMissing } from './refusal.ts'

export interface CatalogOptions {
  siteUrl: string
  /** Where events go. Undefined leaves the account's webhook endpoints alone. */
  webhookUrl?: string | undefined
}

export interface CatalogChanges {
  /** What was done, one line each; empty when all of it was right. */
  changes: string[]
  /** Told once, when the endpoint is made: STRIPE_WEBHOOK_SECRET. */
  webhookSecret?: string
}

export async function syncCatalog(stripe: Stripe, options: CatalogOptions): Promise<CatalogChanges> {
  const changes: string[] = []
  for (const plan of plans) {
    changes.push(...(await syncProduct(stripe, plan)))
    changes.push(...(await syncPrice(stripe, plan)))
  }
  changes.push(...(await syncPortal(stripe, options.siteUrl)))
  if (!options.webhookUrl) return { changes }
  const endpoint = await syncWebhook(stripe, options.webhookUrl)
  return {
    changes: [...changes, ...endpoint.changes],
    ...(endpoint.secret && { webhookSecret: endpoint.secret }),
  }
}

async function syncProduct(stripe: Stripe, plan: Plan): Promise<string[]> {
  const id = productIdOf(plan.key)
  const wanted = {
    name: `Deskhand ${plan.name}`,
    description: plan.headline,
    unit_label: 'employee',
  }
  const found = await orNothing(stripe.products.retrieve(id))
  if (!found) {
    await stripe.products.create({ id, ...wanted })
    return [`Product ${id} was made`]
  }
  const isRight =
    found.active &&
    found.name === wanted.name &&
    found.description === wanted.description &&
    found.unit_label === wanted.unit_label
  if (isRight) return []
  await stripe.products.update(id, { ...wanted, active: true })
  return [`Product ${id} was brought up to date`]
}

/** Prices cannot be changed: a new one takes over the key, and who pays the old one goes on paying that. */
async function syncPrice(stripe: Stripe, plan: Plan): Promise<string[]> {
  const lookupKey = lookupKeyOf(plan.key)
  const product = productIdOf(plan.key)
  const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], limit: 1 })
  const [found] = data
  const isRight =
    found?.active &&
    found.product === product &&
    found.unit_amount === plan.priceCentsPerEmployeeMonth &&
    found.currency === currency &&
    found.recurring?.interval === 'month' &&
    found.recurring.interval_count === 1
  if (isRight) return []
  await stripe.prices.create({
    product,
    currency,
    unit_amount: plan.priceCentsPerEmployeeMonth,
    recurring: { interval: 'month' },
    lookup_key: lookupKey,
    transfer_lookup_key: true,
  })
  if (found?.active) await stripe.prices.update(found.id, { active: false })
  return [`Price ${lookupKey} is ${plan.priceCentsPerEmployeeMonth} cents${found ? ' now' : ''}`]
}

async function syncPortal(stripe: Stripe, siteUrl: string): Promise<string[]> {
  const wanted = portalSettings(siteUrl)
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 })
  const found = data.find(({ metadata }) => metadata?.[portalMark] !== undefined)
  if (found?.metadata?.[portalMark] === wanted.metadata[portalMark]) return []
  if (found) await stripe.billingPortal.configurations.update(found.id, wanted)
  else await stripe.billingPortal.configurations.create(wanted)
  return [found ? 'The portal was brought up to date' : 'The portal was set up']
}

async function syncWebhook(
  stripe: Stripe,
  url: string,
): Promise<{ changes: string[]; secret?: string | undefined }> {
  const { data } = await stripe.webhookEndpoints.list({ limit: 100 })
  const found = data.find((endpoint) => endpoint.url === url)
  if (!found) {
    const made = await stripe.webhookEndpoints.create({
      url,
      api_version: stripeApiVersion,
      enabled_events: [...followedEvents],
    })
    return { changes: [`Events go to ${url}`], secret: made.secret }
  }
  const given = new Set<string>(found.enabled_events)
  const isRight =
    found.status === 'enabled' &&
    given.size === followedEvents.length &&
    followedEvents.every((event) => given.has(event))
  if (isRight) return { changes: [] }
  await stripe.webhookEndpoints.update(found.id, { enabled_events: [...followedEvents], disabled: false })
  return { changes: [`The events that go to ${url} were brought up to date`] }
}

async function orNothing<Thing>(asked: Promise<Thing>): Promise<Thing | undefined> {
  try {
    return await asked
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
