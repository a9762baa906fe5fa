// Follows one hint: reads the customer from Stripe and makes the company's rows, right and mails follow from that. May be done again and
// again: what is known already changes nothing.
import { sql } from 'kysely'
import type Stripe from 'stripe'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { findRecipients } from '#lib/mail/find-recipients.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'
import { readCustomer, type StripeTruth } from '#lib/stripe/read-customer.ts'
import { isOfTestMode } from '#lib/stripe/refusal.ts'
import { endSecondTrials } from './end-second-trials.ts'
import { type ClaimedHint, finishHint } from './follow-hint.ts'
import { moneyMails } from './money-mails.ts'
import { settleTerms } from './settle-terms.ts'
import { type SubscriptionRow, subscriptionRow, type ToldInvoice } from './subscription-row.ts'

/** False when somebody else has taken it over meanwhile. @throws StripeError when Stripe does not answer, or not to us. */
export async function syncCustomer(stripe: Stripe, hint: ClaimedHint): Promise<boolean> {
  const known = await readKnown(hint.companyId)
  const read = () => readCustomer(stripe, hint.stripeCustomerId, known)
  const first = await read().catch(undefinedWhereOfTestMode)
  if (!first) return finishHint(hint, (tx) => leaveTestMode(tx, hint))
  const hasEndedOne = await endSecondTrials(stripe, hint, first.subscriptions)
  const truth = hasEndedOne ? await read() : first
  return finishHint(hint, (tx) => write(tx, hint, truth))
}

function undefinedWhereOfTestMode(error: unknown): undefined {
  if (!isOfTestMode(error)) throw error
}

/** What was made while the installation practised pays nothing now that it is live. The next checkout makes a customer who can. */
async function leaveTestMode(tx: Tx, { companyId, stripeCustomerId }: ClaimedHint): Promise<void> {
  await tx
    .updateTable('subscriptions')
    .set({ status: 'canceled', endedAt: sql<Date>`now()`, cancelsAt: null, syncedAt: sql<Date>`now()` })
    .where('companyId', '=', companyId)
    .where('isLive', '=', false)
    .where('status', 'not in', ['canceled', 'incomplete_expired'])
    .execute()
  await forgetCustomer(tx, companyId, stripeCustomerId)
  await settleTerms(tx, companyId)
  await sql`select deskhand.seat_desks(${companyId}::uuid, true)`.execute(tx)
}

async function readKnown(companyId: string): Promise<string[]> {
  const rows = await transactAsOrchestrator((tx) =>
    tx
      .selectFrom('subscriptions')
      .where('companyId', '=', companyId)
      .where('status', 'not in', ['canceled', 'incomplete_expired'])
      .select('id')
      .execute(),
  )
  return rows.map(({ id }) => id)
}

async function write(
  tx: Tx,
  { companyId, stripeCustomerId }: ClaimedHint,
  truth: StripeTruth,
): Promise<void> {
  const rows = truth.subscriptions.map((one) => subscriptionRow(companyId, one, truth.invoices))
  for (const row of rows) await keepRow(tx, row)
  await endMissing(tx, companyId, truth.missing)
  if (truth.isDeleted) await forgetCustomer(tx, companyId, stripeCustomerId)
  await settleTerms(tx, companyId)
  await sql`select deskhand.seat_desks(${companyId}::uuid, true)`.execute(tx)
  await tellOwners(tx, companyId, rows, truth.invoices)
}

const facts = [
  'status',
  'plan_key',
  'seats',
  'amount_cents',
  'paid_cents',
  'currency',
  'trial_ends_at',
  'period_started_at',
  'period_ends_at',
  'cancels_at',
  'ended_at',
  'past_due_since',
  'open_invoice_url',
] as const

/** Written only when something changed: each change is told to everybody who looks. */
async function keepRow(tx: Tx, row: SubscriptionRow): Promise<void> {
  const before = sql.join(facts.map((name) => sql.ref(`subscriptions.${name}`)))
  const after = sql.join(facts.map((name) => sql.ref(`excluded.${name}`)))
  const changes = sql.join(facts.map((name) => sql`${sql.id(name)} = ${sql.ref(`excluded.${name}`)}`))
  await sql`
    insert into subscriptions (id, company_id, is_live, created_at, ${sql.join(facts.map((name) => sql.id(name)))})
    values (${row.id}, ${row.companyId}::uuid, ${row.isLive}, ${row.createdAt}, ${row.status}, ${row.planKey}, ${row.seats}, ${row.amountCents}, ${row.paidCents},
      ${row.currency}, ${row.trialEndsAt}, ${row.periodStartedAt}, ${row.periodEndsAt}, ${row.cancelsAt}, ${row.endedAt}, ${row.pastDueSince},
      ${row.openInvoiceUrl})
    on conflict (id) do update set ${changes}, synced_at = now()
    where subscriptions.company_id = excluded.company_id and (${before}) is distinct from (${after})`.execute(
    tx,
  )
}

/** Stripe knows the customer and no such subscription: it was deleted with test data. */
async function endMissing(tx: Tx, companyId: string, missing: readonly string[]): Promise<void> {
  if (missing.length === 0) return
  await tx
    .updateTable('subscriptions')
    .set({ status: 'canceled', endedAt: sql<Date>`now()`, cancelsAt: null, syncedAt: sql<Date>`now()` })
    .where('companyId', '=', companyId)
    .where('id', 'in', [...missing])
    .execute()
}

/** Whoever deletes a customer at Stripe ends its subscriptions. The next checkout makes another one. */
async function forgetCustomer(tx: Tx, companyId: string, stripeCustomerId: string): Promise<void> {
  await tx
    .updateTable('billingCustomers')
    .set((eb) => ({ stripeCustomerId: null, making: eb('making', '+', 1) }))
    .where('companyId', '=', companyId)
    .where('stripeCustomerId', '=', stripeCustomerId)
    .execute()
}

async function tellOwners(
  tx: Tx,
  companyId: string,
  rows: readonly SubscriptionRow[],
  invoices: readonly ToldInvoice[],
): Promise<void> {
  const { name, now } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select(['name', sql<Date>`now()`.as('now')])
    .executeTakeFirstOrThrow()
  const to = await findRecipients(tx, companyId, 'owners')
  for (const mail of moneyMails(name, rows, invoices, now)) await queueMail(tx, { companyId, to, ...mail })
}
