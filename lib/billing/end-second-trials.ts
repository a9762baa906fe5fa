// One trial for each card: who pays during a trial with a card that another company's trial was paid with, pays from now on.
import { sql } from 'kysely'
import type Stripe from 'stripe'
import type { Tx } from '#lib/db/database.ts'
import { transactAsOrchestrator } from '#lib/db/transact.ts'
import { findRecipients } from '#lib/mail/find-recipients.ts'
import { queueMail } from '#lib/mail/queue-mail.ts'
import { readCards } from '#lib/stripe/read-customer.ts'
import type { ClaimedHint } from './follow-hint.ts'
import { identityHash } from './trial-identity.ts'

/** Ends at Stripe what is no trial, and says whether there was one. Asked again after an interruption, it ends it then. */
export async function endSecondTrials(
  stripe: Stripe,
  { companyId, stripeCustomerId }: ClaimedHint,
  subscriptions: readonly Stripe.Subscription[],
): Promise<boolean> {
  const onTrial = subscriptions.filter(({ status }) => status === 'trialing')
  if (onTrial.length === 0) return false
  const cards = await readCards(stripe, stripeCustomerId)
  const ids = onTrial.map(({ id }) => id)
  if (await transactAsOrchestrator((tx) => areFirst(tx, companyId, { cards, ids }))) return false
  for (const id of ids)
    await stripe.subscriptions.update(
      id,
      { trial_end: 'now', proration_behavior: 'none' },
      { idempotencyKey: `end-trial:${id}` },
    )
  return true
}

/** Claims the cards for the company. Where another one had a trial with one of them, its owners are told before the trial ends. */
async function areFirst(
  tx: Tx,
  companyId: string,
  { cards, ids }: { cards: readonly string[]; ids: readonly string[] },
): Promise<boolean> {
  let isFirst = true
  for (const card of cards) isFirst = (await claimCard(tx, companyId, card)) && isFirst
  if (isFirst) return true
  const { name } = await tx
    .selectFrom('companies')
    .where('id', '=', companyId)
    .select('name')
    .executeTakeFirstOrThrow()
  const data = { companyName: name, reason: 'card' as const }
  const to = await findRecipients(tx, companyId, 'owners')
  for (const id of ids)
    await queueMail(tx, {
      companyId,
      to,
      template: 'trial-not-given',
      onceKey: `trial-not-given:${id}`,
      data,
    })
  return false
}

async function claimCard(tx: Tx, companyId: string, fingerprint: string): Promise<boolean> {
  const card = identityHash('card', fingerprint)
  const { rows } = await sql<{
    first: boolean
  }>`select deskhand.claim_trial_card(${companyId}::uuid, ${card}) as first`.execute(tx)
  return rows[0]?.first ?? false
}
