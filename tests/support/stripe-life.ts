// What customers go through at the practice Stripe, and whether what is known here is what Stripe says.
import type pg from 'pg'
import type Stripe from 'stripe'
import { moneyMails } from '#lib/billing/money-mails.ts'
import { subscriptionRow } from '#lib/billing/subscription-row.ts'
import { priceOf } from '#lib/stripe/catalog.ts'
import { readCustomer } from '#lib/stripe/read-customer.ts'
import { addCompany, insertRow } from './company.ts'
import type { PracticeAccount } from './stripe-account.ts'

export interface PayingCompany {
  companyId: string
  name: string
  customer: string
  ownerEmail: string
}

/** A company with a customer who has a card. */
export async function addPayingCompany(sql: pg.Client, { stripe }: PracticeAccount): Promise<PayingCompany> {
  const { companyId, name, owner } = await addCompany(sql, { planKey: null })
  const { id: customer } = await stripe.customers.create({ name, email: owner.email })
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer })
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: card.id } })
  await insertRow(sql, 'billing_customers', { company_id: companyId, stripe_customer_id: customer })
  return { companyId, name, customer, ownerEmail: owner.email }
}

export async function subscribe(
  { stripe }: PracticeAccount,
  { customer }: Pick<PayingCompany, 'customer'>,
  seats = 2,
): Promise<Stripe.Subscription> {
  const price = await priceOf(stripe, 'studio')
  return stripe.subscriptions.create({ customer, items: [{ price: price.id, quantity: seats }] })
}

export async function setSeats(
  { stripe }: PracticeAccount,
  subscription: Stripe.Subscription,
  seats: number,
): Promise<void> {
  const [item] = subscription.items.data
  if (!item) throw new Error('A subscription without an item')
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item.id, quantity: seats }] })
}

/** What Stripe says now, as rows and mails would be that follow from it. */
export async function whatStripeSays(
  { stripe }: PracticeAccount,
  { companyId, name, customer, ownerEmail }: PayingCompany,
) {
  const { subscriptions, invoices } = await readCustomer(stripe, customer, [])
  const rows = subscriptions.map((one) => subscriptionRow(companyId, one, invoices))
  const mails = moneyMails(name, rows, invoices, new Date())
  return {
    subscriptions: rows
      .map(({ id, status, planKey, seats, amountCents }) => ({ id, status, planKey, seats, amountCents }))
      .sort((one, other) => one.id.localeCompare(other.id)),
    mails: mails.map(({ template, onceKey }) => `${template} ${onceKey} ${ownerEmail}`).sort(),
  }
}

/** The same as it is known here. */
export async function whatIsKnown(sql: pg.Client, { companyId }: PayingCompany) {
  const { rows: subscriptions } = await sql.query(
    `select id, status, plan_key as "planKey", seats, amount_cents as "amountCents" from subscriptions where company_id = $1 order by id collate "C"`,
    [companyId],
  )
  const { rows: mails } = await sql.query<{ template: string; dedupe_key: string; recipient: string }>(
    `select template, dedupe_key, recipient from mails
     where company_id = $1 and template in ('payment-failed', 'payment-received', 'subscription-canceled')`,
    [companyId],
  )
  return {
    subscriptions,
    mails: mails
      .map(({ template, dedupe_key, recipient }) => `${template} ${dedupe_key.split('#')[0]} ${recipient}`)
      .sort(),
  }
}

/** Payments that were made or failed at any time, as the mails about them would be called. */
export async function whatEverHappened(
  { stripe }: PracticeAccount,
  { customer }: PayingCompany,
): Promise<string[]> {
  const { data } = await stripe.invoices.list({ customer, limit: 100 })
  return data.flatMap(({ id, amount_paid, attempt_count, status }) => [
    ...(status === 'paid' && amount_paid > 0 ? [`payment-received payment-received:${id}`] : []),
    ...(status !== 'paid' && attempt_count > 0 ? [`payment-failed payment-failed:${id}`] : []),
  ])
}

/** Whether all hints were followed. */
export async function isFollowed(sql: pg.Client): Promise<boolean> {
  const { rowCount } = await sql.query('select from billing_customers where sync_done < sync_wanted')
  return rowCount === 0
}
